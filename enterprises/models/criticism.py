from django.db import models
from django.db.models import Q

from officers.models import Fact, ScopedQuerySet


class CriticismDecisionQuerySet(ScopedQuerySet):
    def standing(self):
        return self.filter(voided_at__isnull=True)


class CriticismDecision(Fact):
    """通报候选处理: what the office made of an officer's late and missing ledgers of one year. A person decides.

    `basis` are the facts that were looked at, by their codes: when others have come since, the officer stands on the
    list again. `honour` is the criticism it led to.
    """

    class Outcome(models.TextChoices):
        REMINDED = "reminded", "已提醒"
        PLANNED = "planned", "拟通报"
        SPARED = "spared", "不通报"

    officer = models.ForeignKey("officers.Officer", verbose_name="首席服务官", on_delete=models.PROTECT)
    of_year = models.PositiveSmallIntegerField("台账年度")
    outcome = models.CharField("处理", max_length=8, choices=Outcome.choices)
    reason = models.CharField("说明", max_length=200)
    basis = models.JSONField("所依据的情形", default=list)
    honour = models.OneToOneField(
        "enterprises.Honour", verbose_name="通报批评", null=True, blank=True, on_delete=models.PROTECT
    )

    objects = CriticismDecisionQuerySet.as_manager()
    logged = ("officer", "of_year", "outcome", "reason", "basis", "honour")

    class Meta(Fact.Meta):
        verbose_name = "通报候选处理"
        verbose_name_plural = verbose_name
        ordering = ["pk"]
        constraints = [
            *Fact.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="criticism_has_reason",
                violation_error_message="处理须写明理由",
            ),
            models.CheckConstraint(
                condition=Q(honour__isnull=True) | Q(outcome="planned"),
                name="criticism_planned_first",
                violation_error_message="只有拟通报的才能转为通报批评",
            ),
        ]
        indexes = [models.Index(fields=["officer", "of_year"], name="criticism_officer")]

    def __str__(self):
        return f"{self.officer} {self.of_year}年 {self.get_outcome_display()}"
