"""How an officer's twelve months stand: what was handed in for each, judged on one grid (J2). Pure, for any number."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from officers.periods import Grid, Period, Standing
from officers.workdays import SHANGHAI, Calendar

from .ledger_times import Filing, LedgerTime, effective_time

Filings = list[tuple[datetime, datetime | None]]  # received, returned
#: what was handed in for a month; of the nearly all that came once and stayed, the time alone
Month = datetime | Filings | None
#: by the month's number; the first place stays empty
Filed = Sequence[Month]
NOTHING: Filed = (None,) * 13

#: a return that may still be answered is not an open month: the sheet tells the two apart
RETURNED = {"open": "returned"}


class Found(NamedTuple):
    """How the ledger of a month stands by itself: "on_time", "late", "missing", or "open" while a return may still
    be answered; the time that counts, and whether a return's limit is provisional."""

    state: str
    received_at: datetime | None
    provisional: bool


def collect(rows: Iterable[tuple[int, date, datetime, datetime | None]]) -> dict[int, Filed]:
    """Each officer's months from (officer, month, received, returned); a ledger's submissions come in their order."""
    filed: dict[int, list[Month]] = {}
    for officer, month, received, returned in rows:
        months, index = filed.setdefault(officer, [*NOTHING]), month.month
        if months[index] is None and returned is None:
            months[index] = received
        else:
            months[index] = [*filings(months[index]), (received, returned)]
    return dict(filed)


def filings(month: Month) -> Filings:
    """Everything handed in for a month, however it is kept."""
    if month is None:
        return []
    return [(month, None)] if isinstance(month, datetime) else month


class Months:
    """Judges the twelve months of any number of officers on one grid."""

    def __init__(self, grid: Grid, calendar: Calendar, as_of: date):
        self.grid, self.calendar, self.as_of = grid, calendar, as_of
        self.settled, self.provisional = grid.settled_mask(as_of), grid.provisional_mask()
        # in UTC, as the database gives times: two times of one zone compare fast
        self.due_at = {period.index: grid.due_at(period.index).astimezone(UTC) for period in grid.periods}
        self.fixed = {period.index: self._fixed(period) for period in grid.periods}

    def judge(self, standing: Standing, filed: Filed) -> tuple[int, int]:
        """The months that count as a mask, and those of them in time: an owed month whose due day has passed counts,
        unless a return is still open."""
        counted = standing.owed & self.settled
        on_time = 0
        for index, month in enumerate(filed):
            bit = 1 << index
            if month is not None and counted & bit:
                state = self.found(index, month).state
                if state == "on_time":
                    on_time |= bit
                elif state == "open":
                    counted &= ~bit
        return counted, on_time

    def time(self, month: Month) -> LedgerTime:
        """The time that counts for what was handed in, with the returns that led there."""
        return effective_time([Filing(*each) for each in filings(month)], self.calendar, self.as_of)

    def found(self, index: int, month: Month) -> Found:
        """How the ledger of month `index` stands, whoever owed it."""
        if month is None:
            return Found("missing", None, False)
        if isinstance(month, datetime):
            return Found("on_time" if month < self.due_at[index] else "late", month, False)
        time = self.time(month)
        return Found(time.standing(self.due_at[index]), time.received_at, time.provisional)

    def state(self, index: int, standing: Standing, month: Month) -> str:
        """The same with the duty in view: besides "absent", "exempt" and "open" (not settled), and "returned" for a
        return that may still be answered."""
        found = self.found(index, month).state
        return self._counts(1 << index, standing) or RETURNED.get(found, found)

    def evidence(self, standing: Standing, filed: Filed) -> list[dict[str, Any]]:
        """Each month in turn, with its state and everything handed in for it."""
        return [self._month(index, standing, filed[index]) for index in self.fixed]

    def _fixed(self, period: Period) -> dict[str, Any]:
        return {
            "month": period.index,
            "due": self.grid.due_day(period.index).isoformat(),
            "rolled": self.grid.moved(period.index),
        }

    def _month(self, index: int, standing: Standing, month: Month) -> dict[str, Any]:
        found = self.found(index, month)
        if isinstance(month, datetime):
            told = [[_local(month), None]]
        else:
            told = [[_local(received), _local(returned)] for received, returned in month or ()]
        return {
            **self.fixed[index],
            "provisional": found.provisional or bool(self.provisional >> index & 1),
            "state": self._counts(1 << index, standing) or RETURNED.get(found.state, found.state),
            "received": told[0][0] if found.received_at is month and told else _local(found.received_at),
            "filings": told,
        }

    def _counts(self, bit: int, standing: Standing) -> str:
        """Why a month does not count, or nothing when it does."""
        if not standing.owed & bit:
            return "exempt" if standing.exempted & bit else "absent"
        return "" if self.settled & bit else "open"


def _local(moment: datetime | None) -> str | None:
    return moment and moment.astimezone(SHANGHAI).isoformat()
