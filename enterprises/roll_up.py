"""What a unit's officers did in a year, in plain numbers (regulation 八(二)): no points, nothing judged."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from officers.models import Officer, WorkDay
from officers.periods import Grid

from .ledger_times import DUE, Filing, effective_time
from .models import Issue, Pairing, Submission, Visit


@dataclass
class Tally:
    """One officer's year: enterprises now, visits by whom, ledgers handed in by when, unsolved issues now."""

    officer: Officer
    enterprises: int = 0
    visits: int = 0
    deputy_visits: int = 0
    on_time: int = 0
    late: int = 0
    unsolved: int = 0


def roll_up(officers: Sequence[Officer], district, year: int, today: date) -> list[Tally]:
    """A tally for each of these officers of one district. The same number of queries however many there are."""
    tallies = {officer.pk: Tally(officer) for officer in officers}
    current = Pairing.objects.in_force_on(today).filter(officer__in=tallies)
    for officer, count in current.order_by().values_list("officer").annotate(n=Count("pk")):
        tallies[officer].enterprises = count
    _count_visits(tallies, year)
    _count_ledgers(tallies, district, year, today)
    for officer, count in _unsolved(current):
        tallies[officer].unsolved = count
    return list(tallies.values())


def _count_visits(tallies, year):
    made = Visit.objects.valid().filter(pairing__officer__in=tallies, date__year=year, pairing__voided_at__isnull=True)
    own, deputy = Q(visitor=Visit.Visitor.OFFICER), Q(visitor=Visit.Visitor.DEPUTY)
    rows = made.order_by().values_list("pairing__officer").annotate(a=Count("pk", own), b=Count("pk", deputy))
    for officer, own_count, deputy_count in rows:
        tallies[officer].visits, tallies[officer].deputy_visits = own_count, deputy_count


def _count_ledgers(tallies, district, year, today):
    calendar = WorkDay.objects.calendar(district)
    grid = Grid("month", year, calendar, due=DUE)
    handed_in = Submission.objects.filter(
        ledger__officer__in=tallies, ledger__month__year=year, ledger__voided_at__isnull=True
    )
    filings = defaultdict(list)
    for officer, month, received, returned in handed_in.order_by("sequence").values_list(
        "ledger__officer", "ledger__month", "received_at", "returned_at"
    ):
        filings[officer, month.month].append(Filing(received, returned))
    for (officer, month), handed in filings.items():
        standing = effective_time(handed, calendar, today).standing(grid.due_at(month))
        tallies[officer].on_time += standing == "on_time"
        tallies[officer].late += standing == "late"


def _unsolved(current):
    """(officer, number of unsolved issues) by who answers for the enterprise today."""
    issues = dict(
        Issue.objects.filter(enterprise__in=current.values("enterprise"))
        .unsolved()
        .order_by()
        .values_list("enterprise")
        .annotate(n=Count("pk"))
    )
    counts = defaultdict(int)
    for officer, enterprise in current.order_by().values_list("officer", "enterprise"):
        counts[officer] += issues.get(enterprise, 0)
    return counts.items()
