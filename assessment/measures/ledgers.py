"""Monthly ledgers: when each was received, and whether that was in time (J2)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from enterprises.ledger_times import Filing, LedgerTime, effective_time
from enterprises.models import Submission
from officers.periods import Grid, Standing
from officers.workdays import SHANGHAI

from .context import Context
from .population import Population

Filed = dict[int, list[Filing]]


def of_year(context: Context, population: Population) -> dict[int, Filed]:
    """What each officer handed in for the months of the year, by month number. One query."""
    submissions = Submission.objects.filter(
        district=context.district,
        ledger__voided_at__isnull=True,
        ledger__month__gte=context.year_begins,
        ledger__month__lte=context.year_ends,
    )
    if context.code:
        submissions = submissions.filter(ledger__officer__code=context.code)
    rows = submissions.order_by("ledger_id", "sequence").values_list(
        "ledger__officer_id", "ledger__month", "received_at", "returned_at"
    )
    filed: dict[int, Filed] = defaultdict(dict)
    for officer, month, received, returned in rows.iterator(chunk_size=10_000):
        filed[officer].setdefault(month.month, []).append(Filing(received, returned))
    return filed


@dataclass(frozen=True, slots=True)
class Judged:
    """The months of one officer: masks of those that count and of those in time, and each month's evidence."""

    settled: int
    on_time: int
    evidence: list[dict[str, Any]]


class Months:
    """Judges the twelve months of any number of officers on one grid."""

    def __init__(self, context: Context, grid: Grid, settled: int, provisional: int):
        self.context, self.grid, self.settled, self.provisional = context, grid, settled, provisional
        self.due_at = {period.index: grid.due_at(period.index) for period in grid.periods}
        self.fixed = {
            period.index: {
                "month": period.index,
                "due": grid.due_day(period.index).isoformat(),
                "rolled": grid.moved(period.index),
                "provisional": bool(provisional & period.bit),
            }
            for period in grid.periods
        }

    def judge(self, standing: Standing, filed: Filed) -> Judged:
        """Each month in turn: an owed month whose due day has passed counts, unless a return is still open."""
        counted = on_time = 0
        evidence = []
        for period in self.grid.periods:
            filings = filed.get(period.index, [])
            time = effective_time(filings, self.context.calendar, self.context.as_of) if filings else LedgerTime(None)
            state = self._state(period.index, period.bit, standing, time)
            if state in ("on_time", "late", "missing"):
                counted |= period.bit
                on_time |= period.bit if state == "on_time" else 0
            evidence.append(
                {
                    **self.fixed[period.index],
                    "state": state,
                    "received": _local(time.received_at),
                    "filings": [[_local(one.received_at), _local(one.returned_at)] for one in filings],
                }
            )
        return Judged(counted, on_time, evidence)

    def _state(self, index: int, bit: int, standing: Standing, time: LedgerTime) -> str:
        if not standing.owed & bit:
            return "exempt" if standing.exempted & bit else "absent"
        if not self.settled & bit:
            return "open"
        state = time.standing(self.due_at[index])
        return "returned" if state == "open" else state


def _local(moment: datetime | None) -> str | None:
    return moment and moment.astimezone(SHANGHAI).isoformat()
