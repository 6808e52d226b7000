"""Whose work a person sees at home: their own as an officer, and that of the officers whom they serve as deputy or
liaison, or for whom they stand in; each a desk with its enterprises and what is to be done today."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, Max, OuterRef, Q

from enterprises.confirm_week import week_grid, week_on
from enterprises.models import Pairing, Visit, WeeklyFeedback
from enterprises.week_board import Week, judge
from officers.models import Officer, Role, WorkDay
from officers.periods import Period
from officers.workdays import Calendar

from .measures import PairingDraft
from .running import SCORED, TO_DO, RunningYear, Task, running_years

HOME = (Role.OFFICER, Role.DEPUTY, Role.LIAISON)


@dataclass
class Desk:
    """One officer's work. `own`: the reader is that officer. `only`: the keys of the pairings that a deputy or
    a stand-in keeps, None for all. `drafts_ledger`: the reader is a deputy, who may fill the ledger in and not hand it
    in."""

    officer: Officer
    own: bool
    only: frozenset[int] | None
    drafts_ledger: bool = False
    pairings: list[Pairing] = field(default_factory=list)  # in force today
    years: dict[int, RunningYear] = field(default_factory=dict)
    calendar: Calendar | None = None
    last_visits: dict[int, date] = field(default_factory=dict)

    @property
    def tasks(self) -> list[Task]:
        """What is open or late, by due day; for a deputy of the own enterprises, and the ledgers of their months."""
        found = [task for running in self.years.values() for task in running.tasks_of(self.officer.code)]
        return sorted((task for task in found if self._shown(task)), key=lambda task: task.ahead.due)

    def _shown(self, task: Task) -> bool:
        pairing = task.ahead.pairing
        if task.ahead.kind == "ledger" and self.drafts_ledger and task.ahead.period is not None:
            return any(held.starts <= task.ahead.period.last for held in self.pairings)
        return self.only is None or (pairing is not None and pairing.pk in self.only)

    def week_to_confirm(self, today: date) -> Week | None:
        """Last week, while the reader owes the feedback on it as the officer and has not given it (六(一)). Told from
        what was found already, without a query."""
        week = _last_week(today)
        running = self.years.get(week.year)
        subject = running.population.by_pk.get(self.officer.pk) if running else None
        if not self.own or subject is None or self.calendar is None or self.officer.has_confirmed:
            return None
        served = [pairing.span for pairing in subject.pairings]
        owed = week_grid(week.year, self.calendar).owed_mask(served, subject.exempt) & week.bit
        found = judge(week, bool(owed), None, self.calendar, today)
        return found if found.may_be_confirmed else None

    def drafts(self, pairing: Pairing) -> dict[int, PairingDraft]:
        """What the running years know of one pairing."""
        found = {year: running.population.pairings.get(pairing.pk) for year, running in self.years.items()}
        return {year: draft for year, draft in found.items() if draft is not None}


def desks_of(user: Any, today: date) -> list[Desk]:
    """The desks a person sees at home, the own one first, then by code. Two queries."""
    kept: dict[int, list[int]] = defaultdict(list)
    beside = set()  # the officers of whom the reader is a deputy
    pairings = Pairing.objects.kept_by(user).in_force_on(today)
    for officer_id, pairing, deputy in pairings.values_list("officer_id", "pk", "deputy__user_id"):
        kept[officer_id].append(pairing)
        if deputy == user.pk:
            beside.add(officer_id)
    own = _by_grant(user, Role.OFFICER)
    week = _last_week(today)
    given = WeeklyFeedback.objects.standing().filter(officer=OuterRef("pk"), iso_year=week.year, week=week.index)
    officers = Officer.objects.filter(own | Q(pk__in=kept)).select_related("unit", "district")
    officers = officers.annotate(has_confirmed=Exists(given))
    desks = []
    for officer in officers.order_by("district_id", "code"):
        mine = officer.user_id == user.pk and user.holds(Role.OFFICER, district=officer.district)
        whole = mine or any(
            grant.role == Role.LIAISON and grant.unit_id == officer.unit_id and officer.district_id in grant.reach
            for grant in user.active_grants
        )
        drafts = not whole and officer.pk in beside and user.holds(Role.DEPUTY, district=officer.district)
        desks.append(Desk(officer, mine, None if whole else frozenset(kept[officer.pk]), drafts))
    return sorted(desks, key=lambda desk: not desk.own)


def _last_week(today: date) -> Period:
    return week_on(today - timedelta(weeks=1))


def _by_grant(user: Any, role: str) -> Q:
    """Whom the grants of one role open, as a condition; nobody without one."""
    found = Q(pk__in=())
    for grant in user.active_grants:
        if grant.role == role:
            found |= Officer.objects.all().own_rows(grant)
    return found


def furnish(desks: Sequence[Desk], today: date) -> None:
    """Give the desks their pairings and running years: one collection a district and year, whatever their number."""
    by_officer: dict[int, list[Pairing]] = defaultdict(list)
    in_force = Pairing.objects.in_force_on(today).filter(officer__in=[desk.officer.pk for desk in desks])
    for pairing in in_force.select_related("enterprise", "deputy").order_by("starts", "pk"):
        by_officer[pairing.officer_id].append(pairing)
    last = _last_visits((pairing.pk for held in by_officer.values() for pairing in held), today)
    for district, together in _by_district(desks):
        codes = [desk.officer.code for desk in together]
        sources = SCORED if any(desk.own for desk in together) else TO_DO
        calendar = WorkDay.objects.calendar(district)
        years = running_years(district, calendar, today, codes, sources)
        for desk in together:
            desk.calendar = calendar
            held = by_officer[desk.officer.pk]
            desk.pairings = [each for each in held if desk.only is None or each.pk in desk.only]
            desk.years, desk.last_visits = years, last


def _by_district(desks: Sequence[Desk]) -> Iterable[tuple[Any, list[Desk]]]:
    found: dict[Any, list[Desk]] = defaultdict(list)
    for desk in desks:
        found[desk.officer.district].append(desk)
    return found.items()


def _last_visits(pairings: Iterable[int], today: date) -> dict[int, date]:
    """The day of the officer's last valid visit under each pairing. One query."""
    visits = Visit.objects.valid().filter(pairing__in=list(pairings), visitor=Visit.Visitor.OFFICER, date__lte=today)
    return dict(visits.order_by().values("pairing_id").annotate(last=Max("date")).values_list("pairing_id", "last"))
