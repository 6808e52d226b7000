"""Visits week by week: most by the officer, some by the deputy, some weeks without any, a few found to be untrue."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from uuid import UUID

from enterprises.models import Pairing, Visit
from officers.periods import Period, period_of, periods

from .conduct import CONDUCT, SILENT_QUARTERS
from .months import FORGOTTEN, reopened_at, reopened_month
from .phrases import BRIEFED, DEPUTY, POLICIES, SAID, SEEN, UNTRUE_VISIT, fill
from .scene import Row, Scene

#: firm, and the day after which the next visit of the officer turned out to be untrue
UNTRUE: tuple[tuple[str, Row], ...] = (
    ("沁渊精铸", (0, 11, 6)),
    ("远岫机电", (0, 5, 20)),
    ("嵩沅铸锻", (0, 10, 20)),
    ("远岫机电", (1, 3, 10)),
)
#: the firm a visit to which was forgotten
LATE = "沁渊精铸"


def visits(scene: Scene) -> list[Visit]:
    """All visits up to yesterday, unsaved, in the order of their days."""
    found = [
        visit
        for pairing in scene.pairings
        for year in scene.years
        for visit in _with_briefings(scene, pairing, year, list(_year(scene, pairing, year)))
    ]
    found.sort(key=lambda visit: (visit.date, visit.pairing_id, visit.visitor))
    for firm, row in UNTRUE:
        _void(scene, found, firm, scene.day(row))
    _enter_late(scene, found)
    return found


def _enter_late(scene: Scene, found: list[Visit]) -> None:
    """The visit for which a month was opened again: entered by the office, with its reason."""
    month = reopened_month(scene)
    late = (
        one for one in found if month and one.date >= month and by_officer(one) and LATE in one.pairing.enterprise.name
    )
    if month and (visit := next(late, None)):
        visit.late_reason, visit.form_key = FORGOTTEN, None
        visit.entered_by, visit.entered_at = scene.staff, reopened_at(scene, month) + timedelta(minutes=10)


def by_officer(visit: Visit) -> bool:
    """Whether it counts as the officer's own."""
    return visit.visitor == Visit.Visitor.OFFICER and not visit.is_void


def _year(scene: Scene, pairing: Pairing, year: int) -> Iterator[Visit]:
    """One pairing's visits in one year's weeks."""
    rng = scene.rng("visits", pairing.officer.code, pairing.enterprise.credit_code, pairing.starts, year)
    weeks = [(week, days) for week in periods("iso_week", year) if (days := _open_days(scene, pairing, week))]
    missed = CONDUCT[year - scene.years[0]][pairing.officer.code].missed
    quiet = {week.index for week, _ in rng.sample(weeks, (len(weeks) * missed + 26) // 52)}
    for week, days in weeks:
        day = rng.choice(days)
        # the week that is not over yet may still be waiting for its visit
        if week.index in quiet or (week.last >= scene.today and rng.randrange(2)):
            if pairing.deputy and rng.randrange(3) == 0:
                yield _visit(scene, pairing, day, Visit.Visitor.DEPUTY, rng)
            continue
        yield _visit(scene, pairing, day, Visit.Visitor.OFFICER, rng)
        others = [other for other in days if other != day]
        if others and rng.randrange(12) == 0:
            visitor = Visit.Visitor.DEPUTY if pairing.deputy and rng.randrange(2) else Visit.Visitor.OFFICER
            yield _visit(scene, pairing, rng.choice(others), visitor, rng)


def _open_days(scene: Scene, pairing: Pairing, week: Period) -> list[date]:
    """The week's working days on which the pairing was in force, the officer not excused, and which are past."""
    first = max(week.first, pairing.starts)
    last = min(week.last, pairing.ends or week.last, scene.yesterday)
    excused = [one for one in scene.exemptions if one.officer_id == pairing.officer_id]
    days = scene.calendar.workdays_between(first, last)
    return [day for day in days if not any(one.starts <= day <= one.ends for one in excused)]


def _visit(scene: Scene, pairing: Pairing, day: date, visitor: str, rng: Random) -> Visit:
    deputy = pairing.deputy
    by_deputy = visitor == Visit.Visitor.DEPUTY
    seen, said = (fill(rng.choice(texts), pairing, rng) for texts in (SEEN, SAID))
    content = rng.choice(DEPUTY).format(seen=seen) if by_deputy else seen + said
    # a deputy now and then writes down what the officer did
    enters = by_deputy or (deputy is not None and rng.randrange(8) == 0)
    next_day = scene.calendar.nth_workday(day, 1)
    written = next_day if rng.randrange(5) == 0 and next_day < scene.today else day
    return Visit(
        district=scene.district,
        pairing=pairing,
        date=day,
        visitor=visitor,
        content=content,
        entered_by=deputy.user if enters and deputy else pairing.officer.user,
        entered_at=scene.moment(written, rng, 17, 20),
        form_key=_form_key(scene, pairing, day, visitor),
    ).stamp()


def _form_key(scene: Scene, pairing: Pairing, day: date, visitor: str) -> UUID:
    """As if a form had been sent: from a stream of its own, which moves no other."""
    return UUID(int=scene.rng("form", pairing.enterprise.credit_code, day, visitor).getrandbits(128), version=4)


def _with_briefings(scene: Scene, pairing: Pairing, year: int, made: list[Visit]) -> list[Visit]:
    """Make one visit of each quarter a policy briefing, but for the quarters in which none was held."""
    rng = scene.rng("briefings", pairing.enterprise.credit_code, pairing.starts, year)
    silent = SILENT_QUARTERS.get(scene.short_name(pairing), ((), ()))[year - scene.years[0]]
    by_quarter: dict[int, list[Visit]] = {}
    for visit in made:
        if by_officer(visit) and visit.date.year == year:
            by_quarter.setdefault(period_of("quarter", visit.date)[1], []).append(visit)
    for quarter, candidates in by_quarter.items():
        if quarter not in silent:
            visit = rng.choice(candidates)
            policy = rng.choice(POLICIES)[0]
            visit.is_briefing, visit.policies = True, policy
            visit.content = fill(rng.choice(BRIEFED), pairing, rng, policy=policy)
    return made


def _void(scene: Scene, made: list[Visit], firm: str, after: date) -> None:
    """The office finds out five working days later; what it cannot have found out yet stands."""
    enterprise = scene.enterprises[firm]
    for visit in made:
        if visit.pairing.enterprise_id == enterprise.pk and visit.date > after and not visit.is_briefing:
            checked = scene.calendar.nth_workday(visit.date, 5)
            if by_officer(visit) and checked < scene.today:
                visit.voided_at = scene.moment(checked, scene.rng("void", firm, visit.date))
                visit.voided_by, visit.void_reason = scene.staff, UNTRUE_VISIT
                return
