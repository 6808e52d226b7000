from django.conf import settings
from django.db import models
from django.db.models import F, Q

from ..workdays import Calendar, DayEntry
from .scope import ScopedQuerySet


class WorkDayQuerySet(ScopedQuerySet):
    def scope_of(self, grant):
        """The calendar is no secret: whoever has a grant in the district sees it."""
        return Q(district_id__in=grant.reach)

    def calendar(self, district):
        """The district's `Calendar`: its own days over the published arrangements (G3). Two queries."""
        entries = {
            day: DayEntry(is_workday, note)
            for day, is_workday, note in self.filter(district=district)
            .order_by("day")
            .values_list("day", "is_workday", "note")
        }
        confirmed = CalendarYear.objects.filter(district=district, approved_by__isnull=False)
        return Calendar(entries, confirmed_years=frozenset(confirmed.values_list("year", flat=True)))


class WorkDay(models.Model):
    """One day on which the district's calendar says something of its own (工作日历)."""

    district = models.ForeignKey("officers.District", verbose_name="地区", on_delete=models.PROTECT)
    day = models.DateField("日期")
    is_workday = models.BooleanField("是否工作日")
    note = models.CharField("说明", max_length=60, blank=True)

    objects = WorkDayQuerySet.as_manager()

    class Meta:
        verbose_name = "工作日历"
        verbose_name_plural = verbose_name
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(
                fields=["district", "day"], name="workday_once", violation_error_message="这一天已有日历记录"
            )
        ]

    def __str__(self):
        return f"{self.day:%Y-%m-%d} {'工作日' if self.is_workday else '休息'}"


class CalendarYearQuerySet(ScopedQuerySet):
    def scope_of(self, grant):
        return Q(district_id__in=grant.reach)


class CalendarYear(models.Model):
    """A year whose arrangement the district has entered from a published document; a second person approves it."""

    district = models.ForeignKey("officers.District", verbose_name="地区", on_delete=models.PROTECT)
    year = models.PositiveSmallIntegerField("年度")
    document_no = models.CharField("文号", max_length=60)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="录入人", on_delete=models.PROTECT, related_name="+"
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="复核人", null=True, on_delete=models.PROTECT, related_name="+"
    )
    approved_at = models.DateTimeField("复核时间", null=True)

    objects = CalendarYearQuerySet.as_manager()

    class Meta:
        verbose_name = "年度放假安排"
        verbose_name_plural = verbose_name
        constraints = [
            models.UniqueConstraint(
                fields=["district", "year"],
                name="calendar_year_once",
                violation_error_message="这一年度已经登记",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("entered_by")),
                name="calendar_two_people",
                violation_error_message="放假安排须由录入人以外的人复核",
            ),
        ]

    def __str__(self):
        return f"{self.year}年放假安排"
