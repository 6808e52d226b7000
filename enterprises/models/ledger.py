from datetime import date

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Q

from officers.models import Fact, LogEntry, ScopedQuerySet, StaleRecord

from .pairing import Pairing


class LedgerQuerySet(ScopedQuerySet):
    def own_rows(self, grant):
        if grant.role == "officer":
            return Q(officer__user_id=grant.user_id, district_id__in=grant.reach)
        if grant.role == "liaison":
            return Q(officer__unit_id=grant.unit_id, district_id__in=grant.reach)
        if grant.role == "deputy":
            served = Pairing.objects.owned_by(grant).in_force_in(OuterRef("month"))
            return Q(Exists(served.filter(officer=OuterRef("officer"))), district_id__in=grant.reach)
        return None

    def standing(self):
        """Those that are not void: at most one for an officer's month."""
        return self.filter(voided_at__isnull=True)

    def drafts(self):
        """Those of which something is written and nothing was handed in: they count as missing, like no ledger."""
        submitted = Submission.objects.filter(ledger=OuterRef("pk"))
        return self.standing().filter(~Exists(submitted), drafted_at__isnull=False)


class Ledger(Fact):
    """工作台账: an officer's report on one month. What was handed in and sent back are its submissions; whether it is
    in, late, sent back or missing is derived from them (`enterprises.ledger_times`).

    What happened in the month is read from the records; only `progress` and `suggestions` are typed. They are the
    draft of the next submission, which keeps its own copy; without a submission the ledger is a draft and counts as
    missing. `drafted_at` is empty for a ledger that no one has written here, but a workbook named.
    """

    officer = models.ForeignKey("officers.Officer", verbose_name="首席服务官", on_delete=models.PROTECT)
    month = models.DateField("月份")
    progress = models.TextField("工作开展情况", max_length=2000, blank=True)
    suggestions = models.TextField("存在问题和建议", max_length=2000, blank=True)
    drafted_at = models.DateTimeField("草稿时间", null=True, blank=True)

    objects = LedgerQuerySet.as_manager()
    logged = ("officer", "month", "progress", "suggestions")

    class Meta(Fact.Meta):
        verbose_name = "工作台账"
        verbose_name_plural = verbose_name
        ordering = ["month", "pk"]
        constraints = [
            *Fact.Meta.constraints,
            models.UniqueConstraint(
                fields=["officer", "month"],
                condition=Q(voided_at__isnull=True),
                name="ledger_once",
                violation_error_message="这个月的台账已经登记",
            ),
            models.CheckConstraint(
                condition=Q(month__day=1),
                name="ledger_month_first",
                violation_error_message="台账月份须为当月1日",
            ),
        ]

    def __str__(self):
        return f"{self.officer} {self.month:%Y-%m}"

    def stamp(self):
        self.year = self.month.year
        return self


class SubmissionQuerySet(ScopedQuerySet):
    def own_rows(self, grant):
        if grant.role == "deputy":  # what was handed in speaks of enterprises that are not the deputy's
            return None
        visible = Ledger.objects.all().own_rows(grant)
        return Q(ledger__in=Ledger.objects.filter(visible).values("pk")) if visible is not None else None

    def of_year(self, district, year):
        """What was handed in for the months of a year, for ledgers that stand."""
        first, last = date(year, 1, 1), date(year, 12, 31)
        return self.filter(
            district=district,
            ledger__voided_at__isnull=True,
            ledger__month__gte=first,
            ledger__month__lte=last,
        )

    def as_filed(self):
        """(officer, month, received, returned), a ledger's first submission first, whatever the order of ledgers."""
        return self.order_by("sequence").values_list(
            "ledger__officer_id", "ledger__month", "received_at", "returned_at"
        )

    def waiting(self):
        """Handed in here, and neither accepted nor sent back: the office has to look."""
        return self.filter(
            ledger__voided_at__isnull=True,
            accepted_at__isnull=True,
            returned_at__isnull=True,
            content__isnull=False,
        )


class Submission(models.Model):
    """One handing-in of a ledger, and what the office did with it: accepted it, or sent it back.

    `content` is the copy of what was handed in (`enterprises.report_content`), which the database refuses to change;
    what a workbook brought in has none.
    """

    district = models.ForeignKey("officers.District", verbose_name="地区", on_delete=models.PROTECT)
    ledger = models.ForeignKey(Ledger, verbose_name="台账", on_delete=models.PROTECT, related_name="submissions")
    sequence = models.PositiveSmallIntegerField("次序")
    received_at = models.DateTimeField("上报时间")
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="上报人", null=True, on_delete=models.PROTECT, related_name="+"
    )
    returned_at = models.DateTimeField("退回时间", null=True, blank=True)
    returned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="退回人", null=True, on_delete=models.PROTECT, related_name="+"
    )
    return_reason = models.CharField("退回原因", max_length=200, blank=True)
    accepted_at = models.DateTimeField("收下时间", null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="收下人", null=True, on_delete=models.PROTECT, related_name="+"
    )
    content = models.JSONField("上报内容", null=True, blank=True)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = "台账上报"
        verbose_name_plural = verbose_name
        ordering = ["ledger", "sequence"]
        constraints = [
            models.UniqueConstraint(
                fields=["ledger", "sequence"],
                name="submission_sequence_once",
                violation_error_message="同一次上报已经登记",
            ),
            models.CheckConstraint(
                condition=Q(returned_at__isnull=True) | Q(returned_at__gte=F("received_at")),
                name="submission_returned_after",
                violation_error_message="退回时间不能早于上报时间",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(returned_at__isnull=True),
                name="submission_accepted_or_returned",
                violation_error_message="已经收下的台账不能退回，须先撤销收下",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(accepted_at__gte=F("received_at")),
                name="submission_accepted_after",
                violation_error_message="收下时间不能早于上报时间",
            ),
            models.UniqueConstraint(
                fields=["ledger"],
                condition=Q(returned_at__isnull=True),
                name="submission_one_open",
                violation_error_message="这个月的台账已经上报",
            ),
        ]

    def __str__(self):
        return f"{self.ledger} 第{self.sequence}次"

    def accept(self, actor):
        """The office takes it as it is. Raises StaleRecord when it was accepted or sent back in the meantime."""
        self._decide(actor, "收下工作台账", {"accepted_at": actor.at, "accepted_by": actor.user})

    def send_back(self, actor, reason):
        """The office returns it with a reason, to be handed in again. Raises StaleRecord like `accept`."""
        changes = {"returned_at": actor.at, "returned_by": actor.user, "return_reason": reason}
        self._decide(actor, "退回工作台账", changes, note=reason)

    def reopen(self, actor, reason):
        """Take the acceptance back, so that it may be sent back. Raises StaleRecord when it is not accepted."""
        changes = {"accepted_at": None, "accepted_by": None}
        self._decide(actor, "撤销收下工作台账", changes, accepted=True, note=reason)

    def _decide(self, actor, action, changes, *, accepted=False, note=""):
        """Change what the office found, if nobody else has, with its log entry."""
        with transaction.atomic():
            undecided = Submission.objects.filter(
                pk=self.pk,
                returned_at__isnull=True,
                accepted_at__isnull=not accepted,
                ledger__voided_at__isnull=True,
            )
            if not undecided.update(**changes):
                raise StaleRecord(self)
            LogEntry.write(actor, action, record=self.ledger, after={"sequence": self.sequence}, note=note)
        for name, value in changes.items():
            setattr(self, name, value)
