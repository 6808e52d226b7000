"""Monthly ledgers: when each was received, and whether that was in time (J2)."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from enterprises.ledger_times import Filing, LedgerTime, effective_time
from enterprises.models import Submission
from officers.periods import Grid, Period, Standing
from officers.workdays import SHANGHAI

from .context import Context

Filings = list[tuple[datetime, datetime | None]]  # received, returned
Filed = Sequence[tuple[int, datetime, datetime | None]]  # the same with the month's number before them


def of_year(context: Context) -> dict[int, Filed]:
    """What each officer handed in for the months of the year. One query."""
    submissions = Submission.objects.filter(
        district=context.district,
        ledger__voided_at__isnull=True,
        ledger__month__gte=context.year_begins,
        ledger__month__lte=context.year_ends,
    )
    if context.code:
        submissions = submissions.filter(ledger__officer__code=context.code)
    # a ledger's first submission comes first, whatever the order of the ledgers
    rows = submissions.order_by("sequence").values_list(
        "ledger__officer_id", "ledger__month", "received_at", "returned_at"
    )
    filed: dict[int, list[tuple[int, datetime, datetime | None]]] = defaultdict(list)
    for officer, month, received, returned in rows.iterator(chunk_size=10_000):
        filed[officer].append((month.month, received, returned))
    return filed


def _by_month(filed: Filed) -> dict[int, Filings]:
    months: dict[int, Filings] = {}
    for month, received, returned in filed:
        months.setdefault(month, []).append((received, returned))
    return months


class Months:
    """Judges the twelve months of any number of officers on one grid."""

    def __init__(self, context: Context, grid: Grid):
        self.context, self.grid = context, grid
        self.settled, self.provisional = grid.settled_mask(context.as_of), grid.provisional_mask()
        # in UTC, as the database gives times: two times of one zone compare fast
        self.due_at = {period.index: grid.due_at(period.index).astimezone(UTC) for period in grid.periods}

    def judge(self, standing: Standing, filed: Filed) -> tuple[int, int]:
        """The months that count as a mask, and those of them in time: an owed month whose due day has passed counts,
        unless a return is still open."""
        counted = standing.owed & self.settled
        on_time = 0
        for index, filings in _by_month(filed).items():
            bit = 1 << index
            if counted & bit:
                state = self._standing(filings, self.due_at[index])
                if state == "on_time":
                    on_time |= bit
                elif state == "open":
                    counted &= ~bit
        return counted, on_time

    def _standing(self, filings: Filings, due_at: datetime) -> str:
        received, returned = filings[0]
        if returned is None and len(filings) == 1:  # as nearly all are: nothing to weigh
            return "on_time" if received < due_at else "late"
        return self._time(filings).standing(due_at)

    def _time(self, filings: Filings) -> LedgerTime:
        return effective_time([Filing(*each) for each in filings], self.context.calendar, self.context.as_of)

    def evidence(self, standing: Standing, filed: Filed) -> list[dict[str, Any]]:
        """Each month in turn, with its state and everything handed in for it."""
        months = _by_month(filed)
        return [self._month(period, standing, months.get(period.index, [])) for period in self.grid.periods]

    def _month(self, period: Period, standing: Standing, filings: Filings) -> dict[str, Any]:
        time = self._time(filings)
        return {
            "month": period.index,
            "due": self.grid.due_day(period.index).isoformat(),
            "rolled": self.grid.moved(period.index),
            "provisional": bool(self.provisional & period.bit),
            "state": self._state(period, standing, time),
            "received": _local(time.received_at),
            "filings": [[_local(received), _local(returned)] for received, returned in filings],
        }

    def _state(self, period: Period, standing: Standing, time: LedgerTime) -> str:
        if not standing.owed & period.bit:
            return "exempt" if standing.exempted & period.bit else "absent"
        if not self.settled & period.bit:
            return "open"
        state = time.standing(self.due_at[period.index])
        return "returned" if state == "open" else state


def _local(moment: datetime | None) -> str | None:
    return moment and moment.astimezone(SHANGHAI).isoformat()
