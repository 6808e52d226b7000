"""Issues past their limit, by class: each counts once, in the year its deadline lies in (J4)."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import groupby
from operator import itemgetter
from sys import intern
from typing import Any

from django.db.models import Exists, F, OuterRef, Q

from assessment.rules.scheme import Measure
from enterprises.deadlines import Clock, Limits, Step, clock, level_now
from enterprises.models import Issue, IssueStep

from .context import Context
from .population import Later, Population

#: an issue raised longer before the year, and two days more for each working day of its limit, cannot have its deadline
#: in it, unless something happened to it since
REACH = timedelta(days=120)
#: what ends a void issue's clock: it is judged as if nobody had raised it (G12)
TAKEN_BACK = Step("withdrawn", None)


@dataclass(frozen=True, slots=True)
class Case:
    """One issue as it is shown."""

    code: str
    content: str
    enterprise: str
    name: str


@dataclass(frozen=True, slots=True)
class VoidCase(Case):
    """One that is void, and why. A class of its own: most are not, and a province holds many."""

    reason: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the clock of an issue comes to on the as-of day; `shown` is that as evidence."""

    raised: date
    level: str
    state: str
    shown: dict[str, Any]


Judge = Callable[[str, tuple[Step, ...], bool], Judgement | None]
Judged = tuple[Case, Judgement]


def fill(context: Context, population: Population) -> None:
    """The overdue issues of each officer by class, with every issue's clock as evidence."""
    measures = context.measures("cases")
    limits = _limits(measures)
    judge = _judge(context, limits)
    found: dict[int, list[Judged]] = defaultdict(list)
    for officer, case, first_level, told in _cases(context, limits):
        if officer in population.by_pk and (judgement := judge(first_level, told, isinstance(case, VoidCase))):
            found[officer].append((case, judgement))
    levels = {measure.id: measure.args["level"] for measure in measures}
    for subject in population.subjects:
        rows = found.get(subject.pk)
        overdue = [judged.level for _, judged in rows if judged.state == "overdue"] if rows else []
        for name, level in levels.items():
            subject.facts[name] = overdue.count(level)
        if rows:
            rows.sort(key=lambda judged: (judged[1].raised, judged[0].code))
            subject.evidence["issues"] = Later(_described, rows)


def _limits(measures: list[Measure]) -> Limits:
    """Both classes' limits: a class is judged with the other's limit at hand, since issues change class."""
    return Limits(**{str(measure.args["level"]): int(str(measure.args["limit"])) for measure in measures})


def _cases(context: Context, limits: Limits) -> Iterator[tuple[int, Case, str, tuple[Step, ...]]]:
    """Every issue that may matter to the year, also a void one, with the officer whose pairing was in force on the day
    it was raised, its class when raised, and what happened to it in order. One query, a row per step."""
    begins = context.year_begins - REACH - 2 * timedelta(days=max(limits.general, limits.major))
    touched = IssueStep.objects.filter(issue=OuterRef("pk"), voided_at__isnull=True, on__gte=begins)
    # in one filter: another one would ask for another pairing of the firm
    in_force = {"enterprise__pairing__starts__lte": F("raised_on"), "enterprise__pairing__voided_at__isnull": True}
    if context.codes:
        in_force["enterprise__pairing__officer__code__in"] = context.codes
    issues = (
        Issue.objects.filter(district=context.district, raised_on__lte=context.year_ends)
        .filter(Q(raised_on__gte=begins) | Exists(touched))
        .filter(
            Q(enterprise__pairing__ends__isnull=True) | Q(enterprise__pairing__ends__gte=F("raised_on")), **in_force
        )
    )
    rows = issues.order_by("pk", "steps__sequence").values_list(
        "pk", "steps__kind", "steps__on", "steps__voided_at", "enterprise__pairing__officer_id", "raised_on",
        "first_level", "code", "content", "enterprise__credit_code", "enterprise__name", "void_reason",
    )  # fmt: skip
    step = cache(Step)  # many happened on the same days
    for _, held in groupby(rows.iterator(chunk_size=10_000), key=itemgetter(0)):
        issue, *others = held
        officer, raised_on, first_level, *shown, firm, name, reason = issue[4:]
        steps = [step(kind, on) for _, kind, on, void, *_ in (issue, *others) if kind and void is None]
        case = Case(*shown, intern(firm), intern(name))
        if reason:
            case = VoidCase(*shown, case.enterprise, case.name, reason)
        yield officer, case, first_level, (step("raised", raised_on), *steps)


def _judge(context: Context, limits: Limits) -> Judge:
    """How an issue's class when raised and its steps are judged, or None when it belongs to another year. Issues
    raised and closed on the same days are judged once."""

    @cache
    def judged(first_level: str, told: tuple[Step, ...], void: bool) -> Judgement | None:
        level = level_now(first_level, told)
        found = clock(level, (*told, TAKEN_BACK) if void else told, context.calendar, limits)
        raised = told[0].on
        counted_on = found.deadline or raised
        if raised is None or counted_on is None or counted_on.year != context.year:
            return None
        level, state = found.kind if found.kind != "void" else level, _state(found, context)
        return Judgement(
            raised, level, state, {"first_level": first_level, "level": level, "state": state, **_told(found, told)}
        )

    return judged


def _told(found: Clock, told: tuple[Step, ...]) -> dict[str, Any]:
    """The clock as evidence, JSON-able."""
    return {
        "raised": _day(told[0].on),
        "steps": [[step.kind, _day(step.on)] for step in told],
        "deadline": _day(found.deadline),
        "met_on": _day(found.met_on),
        "used": found.used_days,
        "provisional": found.provisional,
    }


def _day(day: date | None) -> str | None:
    return day and day.isoformat()


def _described(rows: list[Judged]) -> list[dict[str, Any]]:
    """Issues as evidence, JSON-able."""
    return [
        {
            "code": case.code,
            "enterprise": case.enterprise,
            "name": case.name,
            "content": case.content,
            **judged.shown,
            **({"reason": case.reason} if isinstance(case, VoidCase) else {}),
        }
        for case, judged in rows
    ]


def _state(found: Clock, context: Context) -> str:
    if found.kind == "void":
        return "void"
    overdue = found.overdue(context.as_of)
    if overdue is None:
        return "open"
    return "overdue" if overdue else "on_time"
