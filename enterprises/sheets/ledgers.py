"""The sheet 工作台账: a ledger and its handings-in."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from officers.models import WorkDay
from officers.sheets import OFFICER_CODE, TO_OFFICER
from officers.workbook.columns import Moment, Month
from officers.workbook.sheet import Row, Sheet, same

from ..ledger_times import Filing, effective_time
from ..models import Ledger, Submission

REPLACED = "导入：更正"


class Ledgers(Sheet):
    """The workbook has room for one return. Of a ledger with several it shows the last, and before it the time that
    counted until then; a row that says just that leaves all of them as they are."""

    title = "工作台账"
    model = Ledger
    columns = (
        OFFICER_CODE,
        Month("月份", "month", required=True),
        Moment("上报时间", "received_at"),
        Moment("退回时间", "returned_at"),
        Moment("重报时间", "again_at"),
    )
    key = ("officer_code", "month")
    refers = {"officer_code": TO_OFFICER}
    parts = ("received_at", "returned_at", "again_at")
    identity = ("officer_id", "month")
    order = ("officer__code", "month")

    def check(self, row: Row) -> None:
        received, returned, again = (row.values[name] for name in self.parts)
        if returned and not received:
            row.refuse("退回时间", "没有上报时间")
        if again and not returned:
            row.refuse("重报时间", "没有退回时间")
        if returned and received and returned < received:
            row.refuse("退回时间", "早于上报时间")
        if again and returned and again < returned:
            row.refuse("重报时间", "早于退回时间")

    @classmethod
    def records(cls, district: Any) -> Any:
        return super().records(district).select_related("officer")

    @classmethod
    def export(cls, district: Any) -> Iterator[list[Any]]:
        """Without drafts: nothing of them was handed in, and a row without a time, brought in again after the ledger
        was, would take the handing-in back."""
        drafts = Ledger.objects.drafts().values("pk")
        yield from cls._export_parts(cls.records(district).exclude(pk__in=drafts).order_by(*cls.order))

    @classmethod
    def parts_of(cls, records: Sequence[Ledger]) -> Mapping[int, Mapping[str, datetime | None]]:
        filings = _filings(records)
        several = any(filing.returned_at for own in filings.values() for filing in own[1:])
        calendar = WorkDay.objects.calendar(records[0].district_id) if several else None
        return {
            record.pk: dict(zip(cls.parts, _last_state(filings[record.pk], calendar), strict=True))
            for record in records
        }

    def save_parts(self, changed: Sequence[tuple[Ledger, Mapping[str, Any]]]) -> None:
        """Correct times in place; a ledger that would lose a handing-in is voided and entered anew."""
        standing: dict[int, list[Submission]] = defaultdict(list)
        ids = [ledger.pk for ledger, _ in changed]
        for submission in Submission.objects.filter(ledger__in=ids).defer("content").order_by("ledger", "sequence"):
            standing[submission.ledger_id].append(submission)
        wanted = {ledger.pk: _handings_in(parts) for ledger, parts in changed}
        fresh = self._replace([ledger for ledger, _ in changed if len(standing[ledger.pk]) > len(wanted[ledger.pk])])
        corrected, new = [], []
        for ledger, _ in changed:
            target = fresh.get(ledger.pk, ledger)
            known = standing[ledger.pk] if target is ledger else []
            for sequence, (received, returned) in enumerate(wanted[ledger.pk], start=1):
                if sequence <= len(known):
                    corrected.append(_correct(known[sequence - 1], received, returned))
                else:
                    new.append(self._submission(target, sequence, received, returned))
        Submission.objects.bulk_update(corrected, ["received_at", "returned_at", "accepted_at"], batch_size=500)
        Submission.objects.bulk_create(new, batch_size=1000)

    def _submission(self, ledger: Ledger, sequence: int, received: datetime, returned: datetime | None) -> Submission:
        return Submission(
            district=self.run.district, ledger=ledger, sequence=sequence, received_at=received, returned_at=returned
        )

    def _replace(self, ledgers: Sequence[Ledger]) -> dict[int, Ledger]:
        """Void the ledgers and enter new ones for their months, by the old one's id."""
        if not ledgers:
            return {}
        actor = self.run.actor
        old = Ledger.objects.filter(pk__in=[ledger.pk for ledger in ledgers])
        old.update(voided_at=actor.at, voided_by=actor.user, void_reason=REPLACED)
        fresh = [
            Ledger(
                district=self.run.district,
                year=ledger.year,
                officer_id=ledger.officer_id,
                month=ledger.month,
                progress=ledger.progress,
                suggestions=ledger.suggestions,
                drafted_at=ledger.drafted_at,
                entered_by=actor.user,
                entered_at=actor.at,
            )
            for ledger in ledgers
        ]
        Ledger.number_all(fresh)
        Ledger.objects.bulk_create(fresh)
        return {ledger.pk: anew for ledger, anew in zip(ledgers, fresh, strict=True)}


def _filings(records: Sequence[Ledger]) -> Mapping[int, list[Filing]]:
    filings: dict[int, list[Filing]] = defaultdict(list)
    found = Submission.objects.filter(ledger__in=[record.pk for record in records]).order_by("ledger", "sequence")
    for ledger, received, returned in found.values_list("ledger_id", "received_at", "returned_at"):
        filings[ledger].append(Filing(received, returned))
    return filings


def _handings_in(parts: Mapping[str, Any]) -> list[tuple[datetime, datetime | None]]:
    """What a row's three times say was handed in, each with its return."""
    first = [(parts["received_at"], parts["returned_at"])] if parts["received_at"] else []
    return [*first, (parts["again_at"], None)] if parts["again_at"] else first


def _correct(submission: Submission, received: datetime, returned: datetime | None) -> Submission:
    """The submission at the workbook's times; one that only differs in fractions of a second is left alone."""
    if not same(submission.received_at, received):
        submission.received_at = received
    if not same(submission.returned_at, returned):
        submission.returned_at = returned
    if submission.returned_at is not None:
        submission.accepted_at = None  # the book says that it went back after all
    return submission


def _last_state(filings: Sequence[Filing], calendar: Any) -> tuple[datetime | None, datetime | None, datetime | None]:
    """上报, 退回 and 重报 of any number of handings-in: the last return, what counted before it, what came after."""
    if not filings:
        return None, None, None
    last = max((place for place, filing in enumerate(filings) if filing.returned_at), default=None)
    if last is None:
        return filings[0].received_at, None, None
    again = filings[last + 1].received_at if last + 1 < len(filings) else None
    before = [*filings[:last], Filing(filings[last].received_at)]
    counted = before[0].received_at if last == 0 else effective_time(before, calendar, date.max).received_at
    return counted, filings[last].returned_at, again
