from django.db import models
from django.db.models import F, Q

from officers.models import Fact, ScopedQuerySet


class PairingQuerySet(ScopedQuerySet):
    def owned_by(self, grant):
        """The pairings of the person or unit that holds the grant; none for other roles."""
        own = {
            "officer": Q(officer__user_id=grant.user_id),
            "deputy": Q(deputy__user_id=grant.user_id),
            "liaison": Q(officer__unit_id=grant.unit_id),
        }.get(grant.role)
        return self.filter(own, voided_at__isnull=True) if own is not None else self.none()

    def own_rows(self, grant):
        if grant.role in ("officer", "deputy", "liaison"):
            return Q(pk__in=Pairing.objects.owned_by(grant).values("pk"), district_id__in=grant.reach)
        return None

    def in_force_on(self, day):
        """Pairings in force on a local date, both end days included (G6)."""
        return self.filter(voided_at__isnull=True, starts__lte=day).filter(Q(ends__isnull=True) | Q(ends__gte=day))

    def in_force_between(self, first, last):
        """Pairings in force on at least one day from `first` to `last`."""
        return self.filter(voided_at__isnull=True, starts__lte=last).filter(Q(ends__isnull=True) | Q(ends__gte=first))


class Pairing(Fact):
    """结对: one officer answers for one enterprise from a day until a day; a deputy may stand beside the officer."""

    class EndReason(models.TextChoices):
        TERM = "term", "期满"
        POST = "post", "岗位调整"
        HEALTH = "health", "身体健康"
        RECALL = "recall", "召回另选"
        CLOSED = "closed", "企业迁出或注销"
        OTHER = "other", "其他"

    officer = models.ForeignKey("officers.Officer", verbose_name="首席服务官", on_delete=models.PROTECT)
    enterprise = models.ForeignKey("enterprises.Enterprise", verbose_name="企业", on_delete=models.PROTECT)
    deputy = models.ForeignKey(
        "officers.Deputy", verbose_name="分包人", null=True, blank=True, on_delete=models.PROTECT
    )
    starts = models.DateField("开始日期")
    ends = models.DateField("结束日期", null=True, blank=True)
    end_reason = models.CharField("结束原因", max_length=10, choices=EndReason.choices, blank=True)

    objects = PairingQuerySet.as_manager()
    logged = ("officer", "enterprise", "deputy", "starts", "ends", "end_reason")

    class Meta(Fact.Meta):
        verbose_name = "结对"
        verbose_name_plural = verbose_name
        ordering = ["starts", "pk"]
        constraints = [
            *Fact.Meta.constraints,
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")),
                name="pairing_ends_after_start",
                violation_error_message="结对的结束日期不能早于开始日期",
            ),
            models.UniqueConstraint(
                fields=["officer", "enterprise", "starts"],
                condition=Q(voided_at__isnull=True),
                name="pairing_once",
                violation_error_message="这一结对已经登记",
            ),
        ]
        indexes = [models.Index(fields=["enterprise", "starts"], name="pairing_enterprise")]

    def __str__(self):
        return f"{self.officer}—{self.enterprise}"

    def stamp(self):
        self.year = self.starts.year
        return self


class ExemptionQuerySet(ScopedQuerySet):
    def own_rows(self, grant):
        if grant.role == "officer":
            return Q(officer__user_id=grant.user_id, district_id__in=grant.reach)
        return None

    def in_force_between(self, first, last):
        """Exemptions that lift at least one day from `first` to `last`."""
        return self.filter(voided_at__isnull=True, starts__lte=last, ends__gte=first)


class Exemption(Fact):
    """豁免: approved days on which an officer's recurring duties are lifted (G6); no issue's clock stops for it."""

    officer = models.ForeignKey("officers.Officer", verbose_name="首席服务官", on_delete=models.PROTECT)
    starts = models.DateField("开始日期")
    ends = models.DateField("结束日期")
    reason = models.CharField("事由", max_length=200)
    approver = models.CharField("批准人", max_length=60)

    objects = ExemptionQuerySet.as_manager()
    logged = ("officer", "starts", "ends", "reason", "approver")

    class Meta(Fact.Meta):
        verbose_name = "豁免"
        verbose_name_plural = verbose_name
        ordering = ["starts", "pk"]
        constraints = [
            *Fact.Meta.constraints,
            models.CheckConstraint(
                condition=Q(ends__gte=F("starts")),
                name="exemption_ends_after_start",
                violation_error_message="豁免的结束日期不能早于开始日期",
            ),
            models.CheckConstraint(
                condition=~Q(approver=""),
                name="exemption_has_approver",
                violation_error_message="豁免须写明批准人",
            ),
            models.UniqueConstraint(
                fields=["officer", "starts"],
                condition=Q(voided_at__isnull=True),
                name="exemption_once",
                violation_error_message="同一开始日期的豁免已经登记",
            ),
        ]

    def __str__(self):
        return f"{self.officer} {self.starts}—{self.ends}"

    def stamp(self):
        self.year = self.starts.year
        return self
