from django.db import models, transaction
from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, ExtractYear

from officers.models import Fact, LogEntry, Named, NamedQuerySet, ScopedQuerySet, StaleRecord
from officers.words import plain

from .pairing import Pairing


class PolicyQuerySet(NamedQuerySet, ScopedQuerySet):
    def scope_of(self, grant):
        """Policies are public: whoever has a grant in the district sees them."""
        return Q(district_id__in=grant.reach)


class Policy(Named):
    """A policy for enterprises that the district briefs on and whose supports it records."""

    district = models.ForeignKey("officers.District", verbose_name="地区", on_delete=models.PROTECT)
    name = models.CharField("政策名称", max_length=200)

    objects = PolicyQuerySet.as_manager()

    class Meta:
        verbose_name = "政策"
        verbose_name_plural = verbose_name
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["district", "name"], name="policy_once", violation_error_message="本地区已有同名政策"
            )
        ]

    def __str__(self):
        return self.name

    def enter(self, actor):
        """Write this new policy with its log entry. Returns it. Raises IntegrityError when the name is taken."""
        with transaction.atomic():
            self.save(force_insert=True)
            LogEntry.write(actor, "登记政策", record=self, after={"name": self.name})
        return self

    def rename(self, actor, seen, name):
        """Give it another name; `seen` is the one that was shown. Returns the policy.

        Raises StaleRecord when somebody was faster, IntegrityError when the name is taken.
        """
        with transaction.atomic():
            standing = Policy.objects.select_for_update().get(pk=self.pk)
            if standing.name != seen:
                raise StaleRecord(standing)
            self.name = name
            self.save(update_fields=["name"])
            LogEntry.write(actor, "更名政策", record=self, before={"name": seen}, after={"name": name})
        return self


class PolicySupportQuerySet(ScopedQuerySet):
    def own_rows(self, grant):
        """Supports of own enterprises, older ones included; whoever handed one over sees none given later."""
        if grant.role in ("officer", "deputy", "liaison"):
            own = Pairing.objects.owned_by(grant).filter(
                Q(ends__isnull=True) | Q(ends__gte=OuterRef("date")), enterprise=OuterRef("enterprise")
            )
            return Q(Exists(own), district_id__in=grant.reach)
        return None

    def valid(self):
        """Supports that count (G12)."""
        return self.filter(voided_at__isnull=True)

    def tell_year_counts(self, supports, firms):
        """Give each of the supports, whose enterprises are among `firms` (ids, or a query of them), `in_year`: how many
        its enterprise received in that year. One query, whose cost grows with the firms alone."""
        received = self.valid().filter(enterprise__in=firms).order_by()
        rows = received.values_list("enterprise", "date__year").annotate(count=Count("pk"))
        counts = {(firm, year): count for firm, year, count in rows}
        for support in supports:
            support.in_year = counts.get((support.enterprise_id, support.date.year), 0)
            yield support

    def with_year_count(self):
        """Each with `in_year`, to be compared in the database: of a few, or where that is asked for."""
        same = PolicySupport.objects.valid().filter(enterprise=OuterRef("enterprise"))
        of_year = same.filter(date__year=ExtractYear(OuterRef("date"))).order_by().values("enterprise")
        return self.annotate(in_year=Coalesce(Subquery(of_year.annotate(count=Count("pk")).values("count")), 0))


class PolicySupport(Fact):
    """政策支持: what one enterprise received under one policy on one day. The amount is in 万元."""

    enterprise = models.ForeignKey("enterprises.Enterprise", verbose_name="企业", on_delete=models.PROTECT)
    date = models.DateField("日期")
    policy = models.ForeignKey(Policy, verbose_name="政策", on_delete=models.PROTECT)
    amount = models.DecimalField("金额（万元）", max_digits=14, decimal_places=4, null=True, blank=True)

    objects = PolicySupportQuerySet.as_manager()
    logged = ("enterprise", "date", "policy", "amount")

    class Meta(Fact.Meta):
        verbose_name = "政策支持"
        verbose_name_plural = verbose_name
        ordering = ["date", "pk"]
        constraints = [
            *Fact.Meta.constraints,
            models.UniqueConstraint(
                fields=["enterprise", "date", "policy"],
                condition=Q(voided_at__isnull=True),
                name="support_once",
                violation_error_message="这一笔政策支持已经登记",
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gte=0),
                name="support_amount_positive",
                violation_error_message="金额不能为负",
            ),
        ]

    def __str__(self):
        return f"{self.enterprise} {self.policy}"

    @property
    def amount_said(self):
        """The amount in 万元, to the cent, so that the figures of a column stand under each other."""
        return plain(self.amount)

    def stamp(self):
        self.year = self.date.year
        return self
