from django.conf import settings
from django.db import models
from django.db.models import Q

from officers.models import ScopedQuerySet


class IssueStepQuerySet(ScopedQuerySet):
    def own_rows(self, grant):
        from .issue import Issue

        visible = Issue.objects.all().own_rows(grant)
        return Q(issue__in=Issue.objects.filter(visible).values("pk")) if visible is not None else None

    def standing(self):
        """Steps that have not been corrected away, in the order in which they happened."""
        return self.filter(voided_at__isnull=True).order_by("issue_id", "sequence")


class IssueStep(models.Model):
    """One thing that happened to an issue. A wrong step is voided and entered anew; the order is `sequence`."""

    class Kind(models.TextChoices):
        RECLASSIFIED = "reclassified", "改为重点"
        ESCALATED = "escalated", "上交办公室"
        CLOSED = "closed", "办结"
        REOPENED = "reopened", "重新办理"
        WITHDRAWN = "withdrawn", "撤回"
        MERGED = "merged", "并入其他问题"

    district = models.ForeignKey("officers.District", verbose_name="地区", on_delete=models.PROTECT)
    issue = models.ForeignKey("enterprises.Issue", verbose_name="问题", on_delete=models.PROTECT, related_name="steps")
    sequence = models.PositiveSmallIntegerField("次序")
    kind = models.CharField("步骤", max_length=12, choices=Kind.choices)
    on = models.DateField("日期", null=True, blank=True)
    note = models.CharField("说明", max_length=300, blank=True)
    #: a merger that was entered here names the other issue; a record book kept in Excel does not
    into = models.ForeignKey(
        "enterprises.Issue",
        verbose_name="并入的问题",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="merged_steps",
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="录入人", null=True, on_delete=models.PROTECT, related_name="+"
    )
    entered_at = models.DateTimeField("录入时间")
    voided_at = models.DateTimeField("作废时间", null=True, blank=True)
    voided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="作废人",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    void_reason = models.CharField("作废原因", max_length=200, blank=True)

    objects = IssueStepQuerySet.as_manager()

    class Meta:
        verbose_name = "问题步骤"
        verbose_name_plural = verbose_name
        ordering = ["issue", "sequence"]
        constraints = [
            models.UniqueConstraint(
                fields=["issue", "sequence"],
                name="step_sequence_once",
                violation_error_message="同一步骤已经登记",
            ),
            models.CheckConstraint(
                # a record book kept in Excel says only that an issue was withdrawn, not when
                condition=Q(on__isnull=False) | Q(kind="withdrawn"),
                name="step_has_day",
                violation_error_message="问题的步骤须写明日期",
            ),
            models.CheckConstraint(
                condition=Q(into__isnull=True) | Q(kind="merged"),
                name="step_only_mergers_name_another",
                violation_error_message="只有并入才写明另一个问题",
            ),
            models.CheckConstraint(
                # a corrected workbook voids a step without a word of its own
                condition=Q(void_reason="") | Q(voided_at__isnull=False),
                name="step_reason_is_of_a_void_one",
                violation_error_message="没有作废的步骤不写作废原因",
            ),
        ]

    def __str__(self):
        return f"{self.issue} {self.get_kind_display()}"
