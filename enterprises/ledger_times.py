"""When a ledger is due, and when it counts as received after any number of returns (J2): pure functions.

The figures below are those of the regulation, for the pages on which ledgers are written and looked at. What is scored
takes them from the scheme; `tests/ledgers/test_the_regulations_figures.py` holds the two against each other.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from officers.periods import DueRule, Grid
from officers.workdays import Calendar, local_day

ONE_DAY = timedelta(days=1)
#: 六(三)、七(一): 每月5日前上报, that day included, moved to the next working day where it is none (G2, G5)
DUE = DueRule(5)
#: 考核细则1.2 as read in J2: working days after a return within which the first time stands
RETURN_DAYS = 3
#: the day from which the regulation holds: months that began earlier are owed by nobody
IN_FORCE_FROM = date(2020, 3, 7)


def ledger_grid(year: int, calendar: Calendar) -> Grid:
    """The twelve months of a year under the duty to hand in a ledger."""
    return Grid("month", year, calendar, IN_FORCE_FROM, due=DUE)


@dataclass(frozen=True, slots=True)
class Filing:
    """One handing-in of a ledger, and when the office sent it back, if it did; both aware."""

    received_at: datetime
    returned_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Return:
    """One return and what came of it.

    outcome: "kept" (handed in again within the limit: the earlier time stands), "restarted" (handed in again
    after it: the new time counts), "open" (the limit still runs), "missing" (it has passed).
    """

    returned_on: date
    limit: date  # the last day to hand in again
    again_on: date | None
    outcome: str
    days: int

    @property
    def sentence(self) -> str:
        """The step in the words of the evidence."""
        back = f"{_spoken(self.returned_on)}退回，"
        if self.again_on is None:
            end = "期限未到" if self.outcome == "open" else "期限内未重报，按未报计"
            return f"{back}应于{_spoken(self.limit)}前重报，{end}"
        again = f"{back}{_spoken(self.again_on)}重报，"
        if self.outcome == "kept":
            return f"{again}在{self.days}个工作日内，仍按原上报时间计"
        return f"{again}超过{self.days}个工作日（{_spoken(self.limit)}止），按重报时间计"


@dataclass(frozen=True, slots=True)
class LedgerTime:
    """The time that counts for a ledger, None when it is missing, and the returns that led there.

    `open_until`: the last return may still be answered up to this day; `received_at` then is the time that
    stands if it is. `provisional`: a return's limit rests on a provisional day (G3).
    """

    received_at: datetime | None
    open_until: date | None = None
    returns: tuple[Return, ...] = ()
    provisional: bool = False

    def standing(self, due_at: datetime) -> str:
        """ "on_time", "late", "missing", or "open" while it is neither done nor missed.

        `due_at` is the first moment that is too late, as `Grid.due_at` gives it. A first time that was late
        stays late whatever becomes of the return.
        """
        if self.received_at is None:
            return "missing"
        if self.received_at >= due_at:
            return "late"
        return "on_time" if self.open_until is None else "open"


def effective_time(filings: Sequence[Filing], calendar: Calendar, as_of: date, days: int = RETURN_DAYS) -> LedgerTime:
    """The time that counts for the ledger handed in as `filings`, in the order they happened (J2).

    `days` working days after a return, the day of the return not counting (G4), the ledger may be handed in
    again and keeps its time. A limit has passed once it lies before `as_of` (G7); a handing-in that is known
    counts whenever it was.
    """
    if not filings:
        return LedgerTime(None)
    counts: datetime | None = filings[0].received_at
    open_until: date | None = None
    returns: list[Return] = []
    for filing, again in zip(filings, [*filings[1:], None], strict=True):
        if filing.returned_at is None:
            continue  # handed in anew without being asked: the time it had stands
        step = _judge(local_day(filing.returned_at), again, calendar, as_of, days)
        returns.append(step)
        if step.outcome == "restarted" and again is not None:
            counts = again.received_at
        elif step.outcome == "missing":
            counts = None
        elif step.outcome == "open":
            open_until = step.limit
    provisional = any(calendar.provisional_between(step.returned_on + ONE_DAY, step.limit) for step in returns)
    return LedgerTime(counts, open_until, tuple(returns), provisional)


def _judge(returned_on: date, again: Filing | None, calendar: Calendar, as_of: date, days: int) -> Return:
    limit = calendar.nth_workday(returned_on, days)
    if again is None:
        return Return(returned_on, limit, None, "missing" if limit < as_of else "open", days)
    again_on = local_day(again.received_at)
    return Return(returned_on, limit, again_on, "kept" if again_on <= limit else "restarted", days)


def _spoken(day: date) -> str:
    return f"{day.month}月{day.day}日"
