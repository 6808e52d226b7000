from django.db import models
from django.db.models import Q

from officers.models import Fact, ScopedQuerySet

from .remark import Remark
from .survey import Survey

#: with fewer answers a distribution or a text would tell who said it
FEWEST = 5


class RoundResult(models.Model):
    """分布 of a closed round, counted once and never again: of two counts, one before and one after a single reply was
    found void, the difference would be that reply."""

    append_only = True

    district = models.ForeignKey("officers.District", verbose_name="地区", on_delete=models.PROTECT)
    survey = models.OneToOneField(Survey, verbose_name="调查", on_delete=models.PROTECT, related_name="result")
    answered = models.PositiveIntegerField("答卷")
    #: question id → choice → how many
    counts = models.JSONField("分布")
    counted_at = models.DateTimeField("统计时间")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "调查结果"
        verbose_name_plural = verbose_name

    def __str__(self):
        return str(self.survey)

    @property
    def is_shown(self):
        """Whether there are answers enough to hide each among the others."""
        return self.answered >= FEWEST


class CaseQuerySet(ScopedQuerySet):
    district_readers = frozenset({"office_director", "office_staff"})

    def open(self):
        return self.filter(closed_at__isnull=True, voided_at__isnull=True)


class OfficeCase(Fact):
    """办公室办理 of a remark whose firm asked not to be named: nobody outside the office learns of it."""

    remark = models.OneToOneField(Remark, verbose_name="意见", on_delete=models.PROTECT, related_name="case")
    outcome = models.CharField("办理结果", max_length=300, blank=True)
    closed_at = models.DateTimeField("办结时间", null=True, blank=True)

    objects = CaseQuerySet.as_manager()
    logged = ("outcome", "closed_at")

    class Meta(Fact.Meta):
        verbose_name = "办公室办理事项"
        verbose_name_plural = verbose_name
        ordering = ["-year", "-serial"]
        constraints = [
            *Fact.Meta.constraints,
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, outcome="") | (Q(closed_at__isnull=False) & ~Q(outcome="")),
                name="officecase_closed_has_outcome",
                violation_error_message="办结须写明办理结果",
            ),
        ]

    def __str__(self):
        return self.number
