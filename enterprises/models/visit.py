from django.db import models
from django.db.models import Q

from officers.models import Fact, ScopedQuerySet

from .pairing import Pairing


class VisitQuerySet(ScopedQuerySet):
    def own_rows(self, grant):
        if grant.role in ("officer", "deputy", "liaison"):
            return Q(pairing__in=Pairing.objects.owned_by(grant).values("pk"), district_id__in=grant.reach)
        return None

    def valid(self):
        """Visits that count: neither void nor replaced (G12)."""
        return self.filter(voided_at__isnull=True)


class Visit(Fact):
    """走访: one call at one enterprise under a pairing, on one day, by the officer or by the deputy.

    The period numbers are stored with the date so that a year's weeks come back as one bit mask on either database:
    `week_bit` is 1 << ISO week of `iso_year`.
    """

    class Visitor(models.TextChoices):
        OFFICER = "officer", "本人"
        DEPUTY = "deputy", "分包人"

    pairing = models.ForeignKey("enterprises.Pairing", verbose_name="结对", on_delete=models.PROTECT)
    date = models.DateField("走访日期")
    iso_year = models.PositiveSmallIntegerField(editable=False)
    week_bit = models.BigIntegerField(editable=False)
    visitor = models.CharField("走访人", max_length=8, choices=Visitor.choices, default=Visitor.OFFICER)
    is_briefing = models.BooleanField("政策宣讲", default=False)
    policies = models.CharField("宣讲政策", max_length=300, blank=True)
    content = models.TextField("内容", max_length=4000, blank=True)
    is_current = models.BooleanField("现行", default=True)
    replaces = models.OneToOneField(
        "self",
        verbose_name="更正",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="replaced_by",
    )

    objects = VisitQuerySet.as_manager()
    logged = ("pairing", "date", "visitor", "is_briefing", "policies", "content")

    class Meta(Fact.Meta):
        verbose_name = "走访"
        verbose_name_plural = verbose_name
        ordering = ["date", "pk"]
        constraints = [
            *Fact.Meta.constraints,
            models.UniqueConstraint(
                fields=["pairing", "date", "visitor"],
                condition=Q(is_current=True),
                name="visit_once",
                violation_error_message="这一天对这家企业的走访已经登记",
            ),
            models.CheckConstraint(
                condition=Q(is_current=True) | Q(voided_at__isnull=False),
                name="visit_replaced_is_void",
                violation_error_message="被更正的走访须先作废",
            ),
        ]

    def __str__(self):
        return f"{self.pairing} {self.date}"

    def stamp(self):
        """Fill the period numbers and the record year from the date. Returns the visit."""
        iso = self.date.isocalendar()
        self.iso_year, self.week_bit, self.year = iso.year, 1 << iso.week, self.date.year
        return self

    def save(self, *args, **kwargs):
        self.stamp()
        super().save(*args, **kwargs)
