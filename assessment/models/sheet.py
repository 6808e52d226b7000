from django.db import models
from django.db.models import ExpressionWrapper, F, OuterRef, Q, Subquery, Window
from django.db.models.functions import Rank

from officers.models import ScopedQuerySet


class FactSheet(models.Model):
    """The facts one subject was scored on, as canonical JSON under its own digest: equal facts are stored once.

    It is never altered; those that no score sheet refers to any more may be swept away.
    """

    append_only = True
    sweepable = True

    digest = models.CharField("摘要", max_length=64, primary_key=True)
    body = models.TextField("事实")

    class Meta:
        verbose_name = "事实表"
        verbose_name_plural = verbose_name

    def __str__(self):
        return self.digest[:12]


class ScoreSheetQuerySet(ScopedQuerySet):
    """Officers see their own sheets of finished runs; the office and the leaders those of the district."""

    def scope_of(self, grant):
        if grant.role in self.district_readers:
            return Q(run__finished_at__isnull=False, run__district_id__in=grant.reach)
        if grant.role == "officer":
            return Q(
                run__finished_at__isnull=False,
                run__district_id__in=grant.reach,
                officer__user_id=grant.user_id,
            )
        return None

    def ranked(self):
        """Best first, each with its `rank`; equal totals share one, and those without a total come last."""
        best_first = F("total").desc(nulls_last=True)
        return self.annotate(rank=Window(Rank(), order_by=best_first)).order_by(best_first, "code")

    def told_to(self, own):
        """Without those of the reader's `own` officers in runs that are not published: where they stand among the
        others, and how many of a grade there are, would tell an early figure about oneself."""
        return self.exclude(officer__in=own, run__published_at__isnull=True)

    def with_neighbours(self, own_officers):
        """Each with the code and name of those before and after it in the ranking of its run as the reader is told it,
        None at either end: `code_before`, `name_before`, `code_after`, `name_after`."""
        own = ExpressionWrapper(OuterRef("total"), output_field=models.DecimalField())
        others = ScoreSheet.objects.filter(run=OuterRef("run")).told_to(own_officers).alias(own=own)
        tie = Q(total=OuterRef("total")) | Q(total__isnull=True, own__isnull=True)
        better = Q(total__gt=OuterRef("total")) | Q(total__isnull=False, own__isnull=True)
        worse = Q(total__lt=OuterRef("total")) | Q(total__isnull=True, own__isnull=False)
        before = others.filter(better | tie & Q(code__lt=OuterRef("code")))
        before = before.order_by(F("total").asc(nulls_first=True), "-code")
        after = others.filter(worse | tie & Q(code__gt=OuterRef("code")))
        after = after.order_by(F("total").desc(nulls_last=True), "code")
        return self.annotate(
            code_before=Subquery(before.values("code")[:1]),
            name_before=Subquery(before.values("name")[:1]),
            code_after=Subquery(after.values("code")[:1]),
            name_after=Subquery(after.values("name")[:1]),
        )


class ScoreSheet(models.Model):
    """得分表: the account of one subject in one run, as canonical JSON, with what lists need beside it."""

    class Status(models.TextChoices):
        COMPLETE = "complete", "已出分"
        PENDING = "pending", "待定"

    run = models.ForeignKey(
        "assessment.AssessmentRun", verbose_name="测算", on_delete=models.PROTECT, related_name="sheets"
    )
    facts = models.ForeignKey(FactSheet, verbose_name="事实表", on_delete=models.PROTECT, related_name="sheets")
    subject_kind = models.CharField("对象类别", max_length=12)
    code = models.CharField("编号", max_length=100)
    name = models.CharField("名称", max_length=100)
    unit_name = models.CharField("单位", max_length=100, blank=True)
    officer = models.ForeignKey(
        "officers.Officer",
        verbose_name="首席服务官",
        null=True,
        on_delete=models.PROTECT,
        related_name="sheets",
    )
    unit = models.ForeignKey(
        "officers.Unit", verbose_name="单位", null=True, on_delete=models.PROTECT, related_name="sheets"
    )
    status = models.CharField("状态", max_length=8, choices=Status.choices)
    total = models.DecimalField("总分", max_digits=7, decimal_places=2, null=True)
    low = models.DecimalField("下限", max_digits=7, decimal_places=2)
    high = models.DecimalField("上限", max_digits=7, decimal_places=2)
    grade = models.CharField("等次", max_length=20, blank=True)
    account = models.TextField("得分账")
    digest = models.CharField("摘要", max_length=64)

    objects = ScoreSheetQuerySet.as_manager()

    #: whether anything that counted rests on a provisional day; known while the run is being filled
    provisional = False

    class Meta:
        verbose_name = "得分表"
        verbose_name_plural = verbose_name
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["run", "code"], name="sheet_once_a_run"),
            models.CheckConstraint(
                condition=Q(status="complete", total__isnull=False) | Q(status="pending", total__isnull=True, grade=""),
                name="sheet_pending_has_no_total",
                violation_error_message="待定的得分表没有总分和等次",
            ),
        ]

    def __str__(self):
        return f"{self.name} {self.run}"
