"""Issues past their limit, by class: each counts once, in the year its deadline lies in (J4)."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, Subquery

from assessment.rules.scheme import Measure
from enterprises.deadlines import Clock, Limits, Step, clock
from enterprises.models import Issue, IssueStep, Pairing

from .context import Context, MeasureProblem, argument
from .population import Population

#: an issue raised longer before the year cannot have its deadline in it, unless something happened to it since
REACH = timedelta(days=120)
LEVELS = {"general": "closed", "major": "escalated"}


def fill(context: Context, population: Population) -> None:
    """The overdue issues of each officer by class, with every issue's clock as evidence."""
    measures = context.measures("cases")
    limits = _limits(measures)
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for officer, row, steps in _issues(context):
        if officer not in population.by_pk:
            continue
        judged = _judged(context, row, steps, limits)
        if judged is not None:
            found[officer].append(judged)
    for subject in population.subjects:
        rows = found.get(subject.pk, [])
        for measure in measures:
            subject.facts[measure.id] = sum(
                row["state"] == "overdue" and row["level"] == measure.args["level"] for row in rows
            )
        if rows:
            subject.evidence["issues"] = rows


def _limits(measures: list[Measure]) -> Limits:
    """Both classes' limits: a class is judged with the other's limit at hand, since issues change class."""
    days: dict[str, int] = {}
    for measure in measures:
        level = argument(measure, "level", {name: name for name in LEVELS})
        argument(measure, "case", {"issue": "issue"})
        argument(measure, "clock", {"working_days": "working_days"})
        argument(measure, "until", {LEVELS[level]: LEVELS[level]})
        limit = int(str(measure.args["limit"]))
        if days.setdefault(level, limit) != limit:
            raise MeasureProblem(f"{measure.id}：同一类别的问题只能有一个时限")
    return Limits(**days)


def _issues(context: Context) -> Iterator[tuple[int, dict[str, Any], list[Step]]]:
    """(officer, issue, steps) of every issue that may matter to the year. One query, a row per step."""
    begins = context.year_begins - REACH
    touched = IssueStep.objects.filter(issue=OuterRef("pk"), voided_at__isnull=True, on__gte=begins)
    answers = Pairing.objects.filter(
        enterprise=OuterRef("enterprise"), voided_at__isnull=True, starts__lte=OuterRef("raised_on")
    ).filter(Q(ends__isnull=True) | Q(ends__gte=OuterRef("raised_on")))
    issues = (
        Issue.objects.filter(district=context.district, raised_on__lte=context.year_ends, voided_at__isnull=True)
        .filter(Q(raised_on__gte=begins) | Exists(touched))
        .annotate(answers=Subquery(answers.values("officer_id")[:1]))
    )
    if context.code:
        issues = issues.filter(Exists(answers.filter(officer__code=context.code)))
    rows = issues.order_by("raised_on", "code", "pk", "steps__sequence").values(
        "pk",
        "code",
        "content",
        "first_level",
        "raised_on",
        "answers",
        enterprise_code=F("enterprise__credit_code"),
        enterprise_name=F("enterprise__name"),
        step=F("steps__kind"),
        step_on=F("steps__on"),
        step_void=F("steps__voided_at"),
    )
    for _, steps in groupby(rows.iterator(chunk_size=10_000), key=itemgetter("pk")):
        held = list(steps)
        issue = held[0]
        if issue["answers"] is not None:
            yield (
                issue["answers"],
                issue,
                [Step(row["step"], row["step_on"]) for row in held if row["step"] and row["step_void"] is None],
            )


def _judged(context: Context, issue: dict[str, Any], steps: list[Step], limits: Limits) -> dict[str, Any] | None:
    """The issue as evidence, or None when it belongs to another year."""
    level = "major" if any(step.kind == "reclassified" for step in steps) else issue["first_level"]
    told = [Step("raised", issue["raised_on"]), *steps]
    found = clock(level, told, context.calendar, limits)
    counted_on = found.deadline or issue["raised_on"]
    if counted_on.year != context.year:
        return None
    return {
        "code": issue["code"],
        "enterprise": issue["enterprise_code"],
        "name": issue["enterprise_name"],
        "content": issue["content"],
        "level": found.kind if found.kind != "void" else level,
        "first_level": issue["first_level"],
        "raised": issue["raised_on"].isoformat(),
        "steps": [[step.kind, step.on and step.on.isoformat()] for step in told],
        "deadline": found.deadline and found.deadline.isoformat(),
        "met_on": found.met_on and found.met_on.isoformat(),
        "used": found.used_days,
        "state": _state(found, context),
        "provisional": found.provisional,
    }


def _state(found: Clock, context: Context) -> str:
    if found.kind == "void":
        return "void"
    overdue = found.overdue(context.as_of)
    if overdue is None:
        return "open"
    return "overdue" if overdue else "on_time"
