from django.conf import settings
from django.db import models
from django.db.models import Q

from officers.models import ScopedQuerySet
from officers.workdays import Calendar as WorkingCalendar


class RunQuerySet(ScopedQuerySet):
    def finished(self):
        """Runs whose sheets stand complete."""
        return self.filter(finished_at__isnull=False)

    def own_rows(self, grant):
        """An officer sees the runs that hold a sheet of the officer's own."""
        from .sheet import ScoreSheet

        if grant.role == "officer":
            own = ScoreSheet.objects.filter(run=models.OuterRef("pk"), officer__user_id=grant.user_id)
            return Q(models.Exists(own), district_id__in=grant.reach, finished_at__isnull=False)
        return None


class AssessmentRun(models.Model):
    """One computation of a year's scores by one scheme version as of one day.

    Sheets are staged under the run and stand only once `finished_at` is set, in the same transaction. Preview runs may
    be thrown away; a published run is frozen by the database itself.
    """

    class Purpose(models.TextChoices):
        PREVIEW = "preview", "测算"
        FINAL = "final", "核定"

    class Calendar(models.TextChoices):
        PUBLISHED = "published", "正式"
        PROVISIONAL = "provisional", "暂定"

    district = models.ForeignKey("officers.District", verbose_name="地区", on_delete=models.PROTECT)
    scheme = models.ForeignKey("assessment.SchemeVersion", verbose_name="考核办法", on_delete=models.PROTECT)
    year = models.PositiveSmallIntegerField("年度")
    as_of = models.DateField("截止日")
    purpose = models.CharField("用途", max_length=8, choices=Purpose.choices, default=Purpose.PREVIEW)
    calendar = models.CharField("日历", max_length=12, choices=Calendar.choices, blank=True)
    calendar_days = models.JSONField("日历", default=dict)
    calendar_digest = models.CharField("日历摘要", max_length=64, blank=True)
    facts_digest = models.CharField("事实摘要", max_length=64, blank=True)
    digest = models.CharField("结果摘要", max_length=64, blank=True)
    subjects = models.PositiveIntegerField("人数", default=0)
    job = models.OneToOneField(
        "officers.Job", verbose_name="任务", null=True, on_delete=models.PROTECT, related_name="run"
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="发起人", null=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField("发起时间")
    finished_at = models.DateTimeField("完成时间", null=True)
    published_at = models.DateTimeField("公布时间", null=True)

    objects = RunQuerySet.as_manager()

    class Meta:
        verbose_name = "测算"
        verbose_name_plural = verbose_name
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | Q(purpose="final", finished_at__isnull=False),
                name="run_published_is_final",
                violation_error_message="只有核定完成的结果可以公布",
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | Q(calendar="published"),
                name="run_published_on_calendar",
                violation_error_message="放假安排未公布的年度不能公布结果",
            ),
        ]

    def __str__(self):
        return f"{self.year}年度{self.get_purpose_display()}"

    def frozen_calendar(self):
        """The working calendar this run was computed on, from its own copy."""
        return WorkingCalendar.thaw(self.calendar_days)
