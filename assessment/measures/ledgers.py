"""Monthly ledgers: when each was received, and whether that was in time (J2)."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from enterprises.ledger_times import Filing, effective_time
from enterprises.models import Submission
from officers.periods import Grid, Period, Standing
from officers.workdays import SHANGHAI

from .context import Context

Filings = list[tuple[datetime, datetime | None]]  # received, returned
#: what was handed in for a month; of the nearly all that came once and stayed, the time alone
Month = datetime | Filings | None
#: by the month's number; the first place stays empty
Filed = Sequence[Month]
NOTHING: Filed = (None,) * 13

#: a return that may still be answered is not an open month: the sheet tells the two apart
RETURNED = {"open": "returned"}


def of_year(context: Context) -> dict[int, Filed]:
    """What each officer handed in for the months of the year. One query."""
    submissions = Submission.objects.filter(
        district=context.district,
        ledger__voided_at__isnull=True,
        ledger__month__gte=context.year_begins,
        ledger__month__lte=context.year_ends,
    )
    if context.codes:
        submissions = submissions.filter(ledger__officer__code__in=context.codes)
    # a ledger's first submission comes first, whatever the order of the ledgers
    rows = submissions.order_by("sequence").values_list(
        "ledger__officer_id", "ledger__month", "received_at", "returned_at"
    )
    filed: dict[int, list[Month]] = defaultdict(lambda: [*NOTHING])
    for officer, month, received, returned in rows.iterator(chunk_size=10_000):
        months, index = filed[officer], month.month
        if months[index] is None and returned is None:
            months[index] = received
        else:
            months[index] = [*_filings(months[index]), (received, returned)]
    return filed


def _filings(month: Month) -> Filings:
    if month is None:
        return []
    return [(month, None)] if isinstance(month, datetime) else month


class Months:
    """Judges the twelve months of any number of officers on one grid."""

    def __init__(self, context: Context, grid: Grid):
        self.context, self.grid = context, grid
        self.settled, self.provisional = grid.settled_mask(context.as_of), grid.provisional_mask()
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
                state, _, _ = self._found(index, month)
                if state == "on_time":
                    on_time |= bit
                elif state == "open":
                    counted &= ~bit
        return counted, on_time

    def _found(self, index: int, month: Month) -> tuple[str, datetime | None, bool]:
        """How a month's ledger stands, the time that counts for it, and whether a return's limit is provisional."""
        if month is None:
            return "missing", None, False
        if isinstance(month, datetime):
            return "on_time" if month < self.due_at[index] else "late", month, False
        time = effective_time([Filing(*each) for each in month], self.context.calendar, self.context.as_of)
        return time.standing(self.due_at[index]), time.received_at, time.provisional

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
        state, counts, provisional = self._found(index, month)
        if isinstance(month, datetime):
            told = [[_local(month), None]]
        else:
            told = [[_local(received), _local(returned)] for received, returned in month or ()]
        return {
            **self.fixed[index],
            "provisional": provisional or bool(self.provisional >> index & 1),
            "state": self._counts(1 << index, standing) or RETURNED.get(state, state),
            "received": told[0][0] if counts is month and told else _local(counts),
            "filings": told,
        }

    def _counts(self, bit: int, standing: Standing) -> str:
        """Why a month does not count, or nothing when it does."""
        if not standing.owed & bit:
            return "exempt" if standing.exempted & bit else "absent"
        return "" if self.settled & bit else "open"


def _local(moment: datetime | None) -> str | None:
    return moment and moment.astimezone(SHANGHAI).isoformat()
