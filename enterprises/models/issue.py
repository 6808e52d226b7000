from functools import reduce
from operator import or_

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery

from officers.models import Fact, ScopedQuerySet

from .pairing import Pairing


class IssueQuerySet(ScopedQuerySet):
    def own_rows(self, grant):
        """Issues of own enterprises, older ones included; whoever handed one over sees none raised after that."""
        if grant.role in ("officer", "deputy", "liaison"):
            own = Pairing.objects.owned_by(grant).filter(
                Q(ends__isnull=True) | Q(ends__gte=OuterRef("raised_on")), enterprise=OuterRef("enterprise")
            )
            return Q(Exists(own), district_id__in=grant.reach)
        return None

    def workable_by(self, user, day):
        """Issues whose enterprise is the user's own on a day: only who answers for it now may act on them.

        They follow the enterprise when it is handed over. Empty for those who merely read.
        """
        current = Pairing.objects.in_force_on(day)
        allowed = [
            Q(Exists(current.owned_by(grant).filter(enterprise=OuterRef("enterprise"))), district_id__in=grant.reach)
            for grant in user.active_grants
            if grant.role in ("officer", "deputy", "liaison")
        ]
        return self.filter(reduce(or_, allowed)) if allowed else self.none()

    def unsolved(self):
        """Standing issues that are neither closed nor withdrawn nor merged; a reopened one is unsolved again."""
        ends = ("closed", "reopened", "withdrawn", "merged")
        last = IssueStep.objects.standing().filter(issue=OuterRef("pk"), kind__in=ends).order_by("-sequence")
        told = self.annotate(last_end=Subquery(last.values("kind")[:1]))
        return told.filter(Q(last_end__isnull=True) | Q(last_end="reopened"), voided_at__isnull=True)


class Issue(Fact):
    """企业问题: what an enterprise needs solved. Its steps are facts; its class, state and clock follow from them.

    Which officer answers for it is not stored: the pairing in force on the day it was raised decides (J4).
    """

    class Level(models.TextChoices):
        GENERAL = "general", "一般"
        MAJOR = "major", "重点"

    code = models.CharField("问题编号", max_length=40)
    enterprise = models.ForeignKey("enterprises.Enterprise", verbose_name="企业", on_delete=models.PROTECT)
    raised_on = models.DateField("提出日期")
    first_level = models.CharField("提出时类别", max_length=8, choices=Level.choices)
    nature = models.CharField("性质", max_length=60, blank=True)
    content = models.TextField("内容", max_length=4000, blank=True)

    objects = IssueQuerySet.as_manager()
    logged = ("enterprise", "raised_on", "first_level", "nature", "content")

    class Meta(Fact.Meta):
        verbose_name = "企业问题"
        verbose_name_plural = verbose_name
        ordering = ["raised_on", "pk"]
        constraints = [
            *Fact.Meta.constraints,
            models.UniqueConstraint(
                fields=["district", "code"],
                name="issue_code_once",
                violation_error_message="本地区已有这个问题编号",
            ),
        ]
        indexes = [models.Index(fields=["enterprise", "raised_on"], name="issue_enterprise")]

    def __str__(self):
        return self.code

    def stamp(self):
        self.year = self.raised_on.year
        return self


class IssueStepQuerySet(ScopedQuerySet):
    def own_rows(self, grant):
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
    issue = models.ForeignKey(Issue, verbose_name="问题", on_delete=models.PROTECT, related_name="steps")
    sequence = models.PositiveSmallIntegerField("次序")
    kind = models.CharField("步骤", max_length=12, choices=Kind.choices)
    on = models.DateField("日期", null=True, blank=True)
    note = models.CharField("说明", max_length=300, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="录入人", null=True, on_delete=models.PROTECT, related_name="+"
    )
    entered_at = models.DateTimeField("录入时间")
    voided_at = models.DateTimeField("作废时间", null=True, blank=True)

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
        ]

    def __str__(self):
        return f"{self.issue} {self.get_kind_display()}"
