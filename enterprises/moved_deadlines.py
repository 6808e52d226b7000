"""The deadlines that are another day under another calendar: issues' and ledgers', of what is still open."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db.models import Exists, OuterRef, Q

from officers.models import District
from officers.workdays import Calendar, local_day

from .deadlines import Limits, Step, clock, level_now
from .ledger_times import RETURN_DAYS, ledger_grid
from .models import Issue, IssueStep, Submission

#: an issue that nothing has happened to for so long has used up its days whatever the calendar says
REACH = timedelta(days=120)
Moved = dict[str, Any]


def moved_deadlines(district: District, old: Calendar, new: Calendar, days: list[date], today: date) -> list[Moved]:
    """What moves when the answers for `days` change from `old` to `new`, in the order of the new days.

    Each is {kind, what, whose, old, new}: kind "issue", "ledger" or "return", the days as ISO text, so that the list
    can be kept as JSON. Three queries. What was met in either case, or is over, is left out.
    """
    if not days:
        return []
    found = [
        *_issues(district, old, new, min(days), max(days), today),
        *_ledgers(old, new, today),
        *_returns(district, old, new, min(days)),
    ]
    return sorted(found, key=lambda one: (one["new"], one["kind"], one["what"]))


def _issues(district, old, new, first, last, today) -> Iterator[Moved]:
    """Issues whose clock runs, or whose verdict another deadline would change. One query, a row a step."""
    touched = IssueStep.objects.filter(issue=OuterRef("pk"), voided_at__isnull=True, on__gte=first - REACH)
    rows = (
        Issue.objects.filter(district=district, voided_at__isnull=True, raised_on__lte=last)
        .filter(Q(raised_on__gte=first - REACH) | Exists(touched))
        .order_by("pk", "steps__sequence")
        .values_list(
            "pk", "steps__kind", "steps__on", "steps__voided_at", "raised_on", "first_level", "code", "enterprise__name"
        )
    )
    for _, held in groupby(rows.iterator(chunk_size=5000), key=itemgetter(0)):
        told = list(held)
        raised_on, first_level, code, firm = told[0][4:]
        steps = [Step(kind, on) for _, kind, on, void, *_ in told if kind and void is None]
        level = level_now(first_level, steps)
        clocks = [clock(level, [Step("raised", raised_on), *steps], each, Limits()) for each in (old, new)]
        before, after = clocks
        if before.deadline == after.deadline:
            continue
        if before.met_on is None or before.overdue(today) != after.overdue(today):
            yield _row("issue", f"企业问题{code}", firm, before.deadline, after.deadline)


def _ledgers(old: Calendar, new: Calendar, today: date) -> Iterator[Moved]:
    """Due days of months whose ledger may still be handed in; they are the same for all officers."""
    for year in (today.year - 1, today.year, today.year + 1):
        before, after = ledger_grid(year, old), ledger_grid(year, new)
        for month in before.periods:
            days = before.due_day(month.index), after.due_day(month.index)
            if days[0] != days[1] and max(days) >= today:
                yield _row("ledger", f"{year}年{month.label}工作台账", "全体首席服务官", *days)


def _returns(district, old, new, first) -> Iterator[Moved]:
    """Limits to hand in again of ledgers that were sent back and have not come since. One query."""
    again = Submission.objects.filter(ledger=OuterRef("ledger"), sequence__gt=OuterRef("sequence"))
    rows = (
        Submission.objects.filter(~Exists(again), district=district, ledger__voided_at__isnull=True)
        .filter(returned_at__date__gte=first - REACH)
        .values_list("returned_at", "ledger__month", "ledger__officer__name")
    )
    for returned_at, month, name in rows:
        back = local_day(returned_at)
        days = old.nth_workday(back, RETURN_DAYS), new.nth_workday(back, RETURN_DAYS)
        if days[0] != days[1]:
            yield _row("return", f"{month.year}年{month.month}月工作台账重报", name, *days)


def _row(kind: str, what: str, whose: str, old: date, new: date) -> Moved:
    return {"kind": kind, "what": what, "whose": whose, "old": old.isoformat(), "new": new.isoformat()}
