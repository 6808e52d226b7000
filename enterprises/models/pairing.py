from datetime import date, timedelta
from functools import reduce
from operator import or_

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Case, Count, Exists, F, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce, TruncMonth

from officers.models import Acting, Fact, SpannedQuerySet
from officers.words import full

#: a pairing that ends within these days is looked at first
SOON = timedelta(days=60)


class PairingQuerySet(SpannedQuerySet):
    def owned_by(self, grant):
        """The pairings of the person or unit that holds the grant; none for other roles.

        For an officer also those in force today of a colleague for whom they stand in today (`Acting`).
        """
        own = {
            "officer": Q(officer__user_id=grant.user_id) | self._stood_in_for(grant),
            "deputy": Q(deputy__user_id=grant.user_id),
            "liaison": Q(officer__unit_id=grant.unit_id),
        }.get(grant.role)
        return self.filter(own, voided_at__isnull=True) if own is not None else self.none()

    def kept_by(self, user):
        """The pairings that the user keeps records for, as officer, deputy or liaison: own ones, never the office's."""
        parts = [part for grant in user.active_grants if (part := self.own_rows(grant)) is not None]
        return self.filter(reduce(or_, parts)) if parts else self.none()

    def served_by(self, user):
        """Those that the user keeps records for, and those of the officer or deputy whose account it is, whatever roles
        are in force."""
        own = Q(officer__user_id=user.pk) | Q(deputy__user_id=user.pk)
        return self.filter(own | Q(pk__in=self.kept_by(user).values("pk")), voided_at__isnull=True)

    @staticmethod
    def _stood_in_for(grant):
        absent = Acting.objects.in_force_on(grant.day).filter(
            officer=OuterRef("officer"), stand_in__user_id=grant.user_id
        )
        return Q(Exists(absent), starts__lte=grant.day) & (Q(ends__isnull=True) | Q(ends__gte=grant.day))

    def own_rows(self, grant):
        if grant.role in ("officer", "deputy", "liaison"):
            return Q(pk__in=Pairing.objects.owned_by(grant).values("pk"), district_id__in=grant.reach)
        return None

    def of(self, user):
        """Those whose officer or deputy the person is, void ones too."""
        return self.filter(Q(officer__user=user) | Q(deputy__user=user))

    def in_force_on(self, day):
        """Pairings in force on a local date, both end days included (G6)."""
        return self.filter(voided_at__isnull=True, starts__lte=day).filter(Q(ends__isnull=True) | Q(ends__gte=day))

    def in_force_between(self, first, last):
        """Pairings in force on at least one day from `first` to `last`."""
        return self.filter(voided_at__isnull=True, starts__lte=last).filter(Q(ends__isnull=True) | Q(ends__gte=first))

    def in_force_in(self, month):
        """Pairings in force on at least one day of a month, named by its first day; that may be a column."""
        begun = self.alias(begun_in=TruncMonth("starts")).filter(voided_at__isnull=True, begun_in__lte=month)
        return begun.filter(Q(ends__isnull=True) | Q(ends__gte=month))

    def named_like(self, text):
        """Those whose enterprise's or officer's name holds the text, in characters, pinyin or first letters."""
        wanted = "".join(text.split()).lower()
        if not wanted:
            return self
        return self.filter(Q(enterprise__spelled__contains=wanted) | Q(officer__spelled__contains=wanted))

    def in_state(self, state, day):
        """Those "current" on a day, ending "soon", beginning "later", "ended", or all of them, void ones too."""
        if state in ("current", "soon"):
            current = self.in_force_on(day)
            return current.filter(ends__lte=day + SOON) if state == "soon" else current
        narrowed = {"later": Q(starts__gt=day), "ended": Q(ends__lt=day)}.get(state)
        return self if narrowed is None else self.filter(narrowed, voided_at__isnull=True)

    def with_visits(self):
        """Each with `visits`, how many valid visits were made under it."""
        from .visit import Visit

        made = Visit.objects.valid().filter(pairing=OuterRef("pk"))
        count = made.order_by().values("pairing").annotate(n=Count("pk")).values("n")
        return self.annotate(visits=Coalesce(Subquery(count), 0))

    def urgent_first(self, day):
        """Those that end within 60 days first, by that day; then the others, the latest begun first."""
        soon = Case(When(voided_at__isnull=True, ends__gte=day, ends__lte=day + SOON, then=F("ends")), default=None)
        return self.annotate(ends_soon=soon).order_by(F("ends_soon").asc(nulls_last=True), "-starts", "-pk")


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

    def is_of(self, user):
        """Whether the person is its officer or its deputy, who decide nothing about it in the office's name."""
        return user.pk in (self.officer.user_id, self.deputy.user_id if self.deputy else None)

    def stamp(self):
        self.year = self.starts.year
        return self

    def is_in_force(self, day):
        """Whether it is in force on a local date, both end days included (G6)."""
        return not self.is_void and self.starts <= day and (self.ends is None or day <= self.ends)

    def takes_entries(self, day):
        """Whether on a local day its people may still enter what happened under it: it has not ended, or not longer ago
        than the district's days for late entries."""
        return self.ends is None or self.ends >= day - timedelta(days=self.district.late_entry_days)

    def extend(self, actor, version, ends):
        """延长: move the last day further on; None leaves it open. Returns the pairing.

        Raises ValidationError when that is no extension, StaleRecord, and IntegrityError where the next one begins.
        """
        if self.ends is None:
            raise ValidationError("这一结对没有结束日期，不用延长")
        if ends is not None and ends <= self.ends:
            raise ValidationError(f"新的结束日期须晚于原来的（{full(self.ends)}）；要提前请用“结束结对”")
        return self.correct(actor, version, note="延长", ends=ends, end_reason="")

    def end(self, actor, version, day, reason, note=""):
        """结束: `day` is the last day in force. Also corrects the day or reason of an end. Returns the pairing.

        Raises ValidationError naming the record that would lie after it (a pairing's dates may not change under its
        visits), StaleRecord, IntegrityError as `correct` does.
        """
        with transaction.atomic():
            standing = self._hold()
            if hanging := standing.hanging_after(day):
                raise ValidationError(f"{hanging}，在{full(day)}之后。请把结束日期定得晚一些，或先更正那条记录")
            return self.correct(actor, version, note=note, ends=day, end_reason=reason)

    def change_deputy(self, actor, version, deputy):
        """Another deputy, or none, stands beside the officer from now on. Returns the pairing; raises StaleRecord.

        Who counts for a visit stays as it was entered: a visit says whether the officer or the deputy made it.
        """
        return self.correct(actor, version, note="更换分包人", deputy=deputy)

    def void(self, actor, version, reason):
        """Take back a pairing that was entered by mistake. Returns it.

        Raises ValidationError naming what hangs on it, StaleRecord as `Fact.void` does.
        """
        with transaction.atomic():
            if hanging := self._hold().hanging_after():
                raise ValidationError(f"{hanging}，属于这一结对，不能作废。不再服务请用“结束结对”")
            return super().void(actor, version, reason)

    def hanging_after(self, day=date.min):
        """The first standing visit or issue of this pairing after a day, as a sentence names it; "" without one."""
        visit = self.visit_set.valid().filter(date__gt=day).order_by("date", "pk").first()
        if visit is not None:
            return f"已有{full(visit.date)}的走访（编号{visit.number}）"
        raised = self.enterprise.issue_set.filter(voided_at__isnull=True, raised_on__gt=day, raised_on__gte=self.starts)
        if self.ends is not None:
            raised = raised.filter(raised_on__lte=self.ends)
        issue = raised.order_by("raised_on", "pk").first()
        return f"已有{full(issue.raised_on)}提出的问题（{issue.code}）" if issue else ""

    def _hold(self):
        """The row as it stands, locked: a visit that is being entered waits, or is seen."""
        return Pairing.objects.select_for_update().get(pk=self.pk)


class ExemptionQuerySet(SpannedQuerySet):
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
    document_no = models.CharField("文号", max_length=80, blank=True)

    objects = ExemptionQuerySet.as_manager()
    logged = ("officer", "starts", "ends", "reason", "approver", "document_no")

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
        return f"{self.officer} {full(self.starts)}至{full(self.ends)}"

    def stamp(self):
        self.year = self.starts.year
        return self
