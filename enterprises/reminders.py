"""Who is to be reminded of what on a working day: ledgers, weeks without a visit, issues. Set-based; the day is given.

A fixed number of queries a rule, however many officers. Only officers with an account that holds the role can be
reminded.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q

from officers.models import District, Grant, Notification, Officer, Role, Rule
from officers.notify import Owed
from officers.periods import DueRule, Grid, Period, Span, period_of, periods
from officers.workdays import Calendar

from .deadlines import Clock, Limits, Step, clock
from .models import Exemption, Issue, IssueStep, Pairing, Submission, Visit

#: an issue on which nothing has happened for so long is no news
REACH = timedelta(days=120)
NAMED = 5  # enterprises that a reminder names; the others are counted
BEFORE = {4: Rule.LEDGER_4, 2: Rule.LEDGER_2, 0: Rule.LEDGER_0}


@dataclass(frozen=True)
class Terms:
    """What the duties ask for (J1, J2, J4)."""

    ledger: DueRule = field(default_factory=lambda: DueRule(5))
    limits: Limits = field(default_factory=Limits)


TERMS = Terms()


@dataclass(frozen=True, slots=True)
class Duty:
    """A pairing as the rules need it."""

    pk: int
    officer_id: int
    person_id: int
    enterprise_id: int
    name: str
    span: Span


def owed(district: District, day: date, calendar: Calendar, terms: Terms = TERMS) -> Iterator[Owed]:
    """Everything that somebody in the district is to be reminded of on `day`, a working day."""
    yield from ledgers(district, day, calendar, terms)
    yield from weeks(district, day, calendar)
    yield from issues(district, day, calendar, terms)


def ledgers(district: District, day: date, calendar: Calendar, terms: Terms = TERMS) -> Iterator[Owed]:
    """Ledgers not handed in: 4, 2 and 0 working days before the due day, and on the first working day after it."""
    for month, due, rule in _months(day, calendar, terms.ledger):
        grid = Grid("month", month.year, calendar, due=terms.ledger)
        year = grid.periods[0].first, grid.periods[-1].last
        filed, exempt = _filed(district, month), _exempt(district, *year)
        held: dict[tuple[int, int], list[Span]] = defaultdict(list)
        for duty in _duties(district, *year, day):
            held[duty.officer_id, duty.person_id].append(duty.span)
        for (officer, person), spans in held.items():
            state = filed.get(officer, "missing")
            if state == "in" or (state == "returned" and rule == Rule.LEDGER_LATE):
                continue  # how long a returned one may take is another matter
            if grid.owed_mask(spans, exempt.get(officer, ())) & month.bit:
                text = _of_ledger(month, due, rule, state)
                args = [officer, month.year, month.index]
                yield Owed(person, rule, _ledger_key(officer, month), due, text, "ledger", args)


def _ledger_key(officer: int, month: Period) -> str:
    return f"ledger {officer} {month.code}"


def ledger_reminders(district: District, officers: Iterable[Officer], grid: Grid) -> dict[tuple[int, int], list[date]]:
    """On which days each officer was reminded of each month's ledger before its due day had passed, by (officer,
    month). One query."""
    dues = {month.index: grid.due_day(month.index) for month in grid.periods}
    keys = {_ledger_key(one.pk, month): (one.pk, month.index) for one in officers for month in grid.periods}
    found: dict[tuple[int, int], list[date]] = defaultdict(list)
    made = Notification.objects.filter(
        district=district,
        object_key__startswith="ledger ",
        day__range=(grid.periods[0].first, max(dues.values())),
    )
    for key, day in made.order_by("day", "pk").values_list("object_key", "day"):
        if key in keys and day <= dues[keys[key][1]]:
            found[keys[key]].append(day)
    return found


def _months(day: date, calendar: Calendar, rule: DueRule) -> Iterator[tuple[Period, date, Rule]]:
    """The months whose ledger somebody is to be reminded of on `day`: this one, or one of the two before."""
    this = day.replace(day=1)
    last = (this - timedelta(days=1)).replace(day=1)
    for first in (this, last, last - timedelta(days=1)):
        month = periods("month", first.year)[first.month - 1]
        due = rule.due_day(month, calendar)
        if day <= due and (left := calendar.count_workdays(day, due)) in BEFORE:
            yield month, due, BEFORE[left]
        elif day > due and calendar.nth_workday(due, 1) == day:
            yield month, due, Rule.LEDGER_LATE


def _filed(district: District, month: Period) -> dict[int, str]:
    """How each officer's ledger of the month stands: in, or returned and not handed in again. One query."""
    submissions = Submission.objects.filter(
        district=district, ledger__month=month.first, ledger__voided_at__isnull=True
    ).order_by("ledger_id", "sequence")
    rows = submissions.values_list("ledger__officer_id", "returned_at")
    return {officer: "in" if returned is None else "returned" for officer, returned in rows}


def _of_ledger(month: Period, due: date, rule: Rule, state: str) -> str:
    again = "已退回，请重报" if state == "returned" else "还没有上报"
    until = {
        Rule.LEDGER_4: f"剩4个工作日，{_spoken(due)}截止",
        Rule.LEDGER_2: f"剩2个工作日，{_spoken(due)}截止",
        Rule.LEDGER_0: f"今天（{_spoken(due)}）截止",
        Rule.LEDGER_LATE: f"已于{_spoken(due)}截止，请尽快补报",
    }[rule]
    return f"{month.label}工作台账{again}，{until}"


def weeks(district: District, day: date, calendar: Calendar) -> Iterator[Owed]:
    """Enterprises not visited in a week that is owed, on its last but one working day (the only one, if there is
    one): one reminder an officer, naming them."""
    year, index = period_of("iso_week", day)
    grid = Grid("iso_week", year, calendar)
    week = grid.periods[index - 1]
    working = calendar.workdays_between(week.first, week.last)
    if day != working[-2 if len(working) > 1 else -1]:
        return
    visits = Visit.objects.valid().filter(
        district=district, iso_year=year, week_bit=week.bit, visitor=Visit.Visitor.OFFICER
    )
    done = set(visits.values_list("pairing__officer_id", "pairing__enterprise_id"))
    exempt = _exempt(district, week.first, week.last)
    missing: dict[tuple[int, int], list[str]] = defaultdict(list)
    for duty in _duties(district, week.first, week.last, day):
        owed_then = grid.owed_mask([duty.span], exempt.get(duty.officer_id, ())) & week.bit
        if owed_then and (duty.officer_id, duty.enterprise_id) not in done:
            missing[duty.officer_id, duty.person_id].append(duty.name)
    for (officer, person), names in missing.items():
        text = f"本周还有{len(names)}家未走访（{_spoken(week.last)}周日前）：{_named(names)}"
        yield Owed(person, Rule.WEEK, f"week {officer} {week.code}", week.last, text, "visit-new")


def _named(names: list[str]) -> str:
    return "、".join(names[:NAMED]) + (f"等{len(names)}家" if len(names) > NAMED else "")


def issues(district: District, day: date, calendar: Calendar, terms: Terms = TERMS) -> Iterator[Owed]:
    """Issues that are open with two working days left, or since the last working day past their limit. Who serves
    the enterprise now is reminded: that is who can still do something."""
    serving = {duty.enterprise_id: duty for duty in _duties(district, day, day, day)}
    for pk, enterprise, content, found in _clocks(district, day, calendar, terms.limits):
        duty = serving.get(enterprise)
        left = found.days_left(day)
        rule = {2: Rule.ISSUE_2, -1: Rule.ISSUE_LATE}.get(left) if left is not None else None
        if duty and rule and found.deadline:
            act = "办结" if found.kind == "general" else "上交"
            until = f"剩2个工作日，{_spoken(found.deadline)}截止"
            if rule == Rule.ISSUE_LATE:
                until = f"已于{_spoken(found.deadline)}到期"
            text = f"{until}：{duty.name}的问题“{content}”还没有{act}"
            yield Owed(duty.person_id, rule, f"issue {pk}", found.deadline, text, "issue", [pk])


def _clocks(district: District, day: date, calendar: Calendar, limits: Limits) -> Iterator[tuple[int, int, str, Clock]]:
    """The clock of each issue that may matter. Two queries."""
    since = day - REACH
    touched = IssueStep.objects.filter(issue=OuterRef("pk"), voided_at__isnull=True, on__gte=since)
    recent = (
        Issue.objects.filter(district=district, voided_at__isnull=True, raised_on__lte=day)
        .filter(Q(raised_on__gte=since) | Exists(touched))
        .order_by("pk")
    )
    steps: dict[int, list[Step]] = defaultdict(list)
    happened = IssueStep.objects.standing().filter(issue__in=recent.values("pk"))
    for issue, kind, on in happened.values_list("issue_id", "kind", "on"):
        steps[issue].append(Step(kind, on))
    for pk, enterprise, raised_on, first_level, content, code in recent.values_list(
        "pk", "enterprise_id", "raised_on", "first_level", "content", "code"
    ):
        level = "major" if any(step.kind == "reclassified" for step in steps[pk]) else first_level
        told = (Step("raised", raised_on), *steps[pk])
        yield pk, enterprise, _short(content) or code, clock(level, told, calendar, limits)


def _short(content: str) -> str:
    words = " ".join(content.split())
    return words if len(words) <= 30 else f"{words[:30]}…"


def _duties(district: District, first: date, last: date, day: date) -> list[Duty]:
    """The pairings in force between two days whose officer has an account that is an officer's on `day`. One query."""
    found = Pairing.objects.in_force_between(first, last).filter(district=district, officer__user__is_active=True)
    held = Grant.objects.reaching(district).filter(user=OuterRef("officer__user"), role=Role.OFFICER)
    found = found.filter(Exists(held.standing(day).filter(starts__lte=day)))
    rows = found.order_by("officer_id", "enterprise__credit_code").values_list(
        "pk", "officer_id", "officer__user_id", "enterprise_id", "enterprise__name", "starts", "ends"
    )
    return [Duty(*who, Span(starts, ends)) for *who, starts, ends in rows]


def _exempt(district: District, first: date, last: date) -> dict[int, list[Span]]:
    """The exemptions of each officer that reach into these days. One query."""
    found: dict[int, list[Span]] = defaultdict(list)
    exemptions = Exemption.objects.filter(district=district, voided_at__isnull=True, starts__lte=last, ends__gte=first)
    for officer, starts, ends in exemptions.values_list("officer_id", "starts", "ends"):
        found[officer].append(Span(starts, ends))
    return found


def _spoken(day: date) -> str:
    return f"{day.month}月{day.day}日"
