from datetime import date

from django.db import models
from django.db.models import Q

from officers.models import Fact, ScopedQuerySet


class WeeklyFeedbackQuerySet(ScopedQuerySet):
    def own_rows(self, grant):
        if grant.role == "officer":
            return Q(officer__user_id=grant.user_id, district_id__in=grant.reach)
        if grant.role == "liaison":
            return Q(officer__unit_id=grant.unit_id, district_id__in=grant.reach)
        return None

    def standing(self):
        """Those that are not void: at most one for an officer's week."""
        return self.filter(voided_at__isnull=True)


class WeeklyFeedback(Fact):
    """每周反馈 (六(一)): an officer confirms what the records say of one ISO week. No points hang on it.

    Who confirmed it and when are `entered_by` and `entered_at`; `content` is the copy of the week's records that was
    confirmed (`enterprises.report_content`). The number's year is the ISO year.
    """

    officer = models.ForeignKey("officers.Officer", verbose_name="首席服务官", on_delete=models.PROTECT)
    iso_year = models.PositiveSmallIntegerField("年度")
    week = models.PositiveSmallIntegerField("周")
    remark = models.CharField("补充说明", max_length=200, blank=True)
    content = models.JSONField("反馈内容")

    objects = WeeklyFeedbackQuerySet.as_manager()
    logged = ("officer", "iso_year", "week", "remark")

    class Meta(Fact.Meta):
        verbose_name = "每周反馈"
        verbose_name_plural = verbose_name
        ordering = ["iso_year", "week", "pk"]
        constraints = [
            *Fact.Meta.constraints,
            models.UniqueConstraint(
                fields=["officer", "iso_year", "week"],
                condition=Q(voided_at__isnull=True),
                name="feedback_once",
                violation_error_message="这一周已经确认",
            ),
            models.CheckConstraint(
                condition=Q(week__gte=1, week__lte=53),
                name="feedback_week_exists",
                violation_error_message="一年只有52或53周",
            ),
        ]
        indexes = [models.Index(fields=["district", "iso_year", "week"], name="feedback_week")]

    def __str__(self):
        return f"{self.officer} {self.iso_year}年第{self.week}周"

    @property
    def first_day(self):
        """The Monday of the week."""
        return date.fromisocalendar(self.iso_year, self.week, 1)

    def stamp(self):
        self.year = self.iso_year
        return self
