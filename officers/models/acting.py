from django.db import models
from django.db.models import F, Q

from .fact import Fact
from .spanned import SpannedQuerySet


class ActingQuerySet(SpannedQuerySet):
    def own_rows(self, grant):
        if grant.role == "officer":
            own = Q(officer__user_id=grant.user_id) | Q(stand_in__user_id=grant.user_id)
            return Q(own, district_id__in=grant.reach)
        return None


class Acting(Fact):
    """代理: on approved days another officer does the work of one who is away, and sees what that takes.

    The records stay the absent officer's: who entered them is told by `entered_by`, scoring does not change.
    """

    officer = models.ForeignKey("officers.Officer", verbose_name="离岗的首席服务官", on_delete=models.PROTECT)
    stand_in = models.ForeignKey(
        "officers.Officer", verbose_name="代理人", on_delete=models.PROTECT, related_name="stands_in"
    )
    starts = models.DateField("开始日期")
    ends = models.DateField("结束日期")
    reason = models.CharField("事由", max_length=200)
    approver = models.CharField("批准人", max_length=60)

    objects = ActingQuerySet.as_manager()
    logged = ("officer", "stand_in", "starts", "ends", "reason", "approver")

    class Meta(Fact.Meta):
        verbose_name = "代理"
        verbose_name_plural = verbose_name
        ordering = ["-starts", "-pk"]
        constraints = [
            *Fact.Meta.constraints,
            models.CheckConstraint(
                condition=Q(ends__gte=F("starts")),
                name="acting_ends_after_start",
                violation_error_message="代理的结束日期不能早于开始日期",
            ),
            models.CheckConstraint(
                condition=~Q(officer=F("stand_in")),
                name="acting_not_oneself",
                violation_error_message="代理人不能是本人",
            ),
            models.CheckConstraint(
                condition=~Q(approver=""),
                name="acting_has_approver",
                violation_error_message="代理须写明批准人",
            ),
        ]

    def __str__(self):
        return f"{self.stand_in}代{self.officer}"

    def stamp(self):
        self.year = self.starts.year
        return self
