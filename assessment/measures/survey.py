"""What the enterprises answered, as means with counts; single answers never leave the query (J5)."""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from django.db.models import Count, F, Q
from django.db.models.functions import TruncDate

from assessment.rules.scheme import Measure
from officers.workdays import SHANGHAI
from surveys.models import Answer, Response

from .context import Context, MeasureProblem
from .population import PairingDraft, Population

#: fewer replies than this are not shown by aspect: they would be single answers
SHOWN_BY_ASPECT = 3


@dataclass(slots=True)
class Replies:
    """The valid, timely replies of one enterprise that count for one officer."""

    pairing: PairingDraft
    count: int = 0
    marks: Fraction = Fraction(0)
    aspects: dict[str, Fraction] = field(default_factory=lambda: defaultdict(Fraction))

    @property
    def mean(self) -> Fraction:
        return self.marks / self.count


def fill(context: Context, population: Population) -> None:
    """The mean satisfaction of each officer, unknown while no enterprise has answered (G13)."""
    (measure, *others) = context.measures("survey")
    if others:
        raise MeasureProblem(f"{others[0].id}：一个办法只能有一项满意度调查")
    found = _replies(context, population, measure)
    rounds = _rounds(context)
    least = int(str(measure.args.get("min_responses", 1)))
    for subject in population.subjects:
        replies = [each for each in found.get(subject.pk, {}).values() if each.count]
        if sum(each.count for each in replies) >= least and replies:
            mean = sum((each.mean for each in replies), Fraction(0)) / len(replies)
            subject.facts[measure.id] = exact(mean)
        subject.evidence["survey"] = {
            "aspects": list(_aspects(measure)),
            "enterprises": [_described(each) for each in replies],
            "rounds": rounds,
        }


def _aspects(measure: Measure) -> tuple[str, ...]:
    aspects = measure.args.get("aspects")
    if not isinstance(aspects, (list, tuple)):
        raise MeasureProblem(f"{measure.id}：args.aspects 须列出各方面")
    return tuple(map(str, aspects))


def _marks(measure: Measure) -> dict[str, Fraction]:
    marks = measure.args.get("marks")
    if not isinstance(marks, dict):
        raise MeasureProblem(f"{measure.id}：args.marks 须列出各选项的分值")
    return {str(choice): Fraction(mark) for choice, mark in marks.items()}


def _timely(prefix: str) -> dict[str, Any]:
    """A reply timed after the end of the closing day does not count; the day is Shanghai's (G1)."""
    return {"day": TruncDate(f"{prefix}submitted_at", tzinfo=SHANGHAI)}


def _replies(context: Context, population: Population, measure: Measure) -> dict[int, dict[int, Replies]]:
    """Replies by officer and enterprise. One query: choices counted by round, enterprise and aspect."""
    marks, aspects = _marks(measure), _aspects(measure)
    rows = (
        Answer.objects.filter(
            district=context.district,
            question__aspect__in=aspects,
            response__voided_at__isnull=True,
            **context.dated("response__survey__closes_on"),
        )
        .annotate(**_timely("response__"), closes=F("response__survey__closes_on"))
        .filter(day__lte=F("closes"))
        .order_by()
        .values("response__survey_id", "response__enterprise_id", "closes", "question__aspect", "choice")
        .annotate(times=Count("pk"))
    )
    found: dict[int, dict[int, Replies]] = defaultdict(dict)
    for row in rows.iterator(chunk_size=10_000):
        enterprise = row["response__enterprise_id"]
        pairing = population.pairing_on(enterprise, row["closes"])
        if pairing is None:
            continue
        held = found[pairing.officer_id].setdefault(enterprise, Replies(pairing))
        worth = marks[row["choice"]] * row["times"]
        held.marks += worth
        held.aspects[row["question__aspect"]] += worth
        # every reply answers every aspect, so one aspect counts the replies
        held.count += row["times"] if row["question__aspect"] == aspects[0] else 0
    return found


def _rounds(context: Context) -> list[dict[str, Any]]:
    """The rounds that closed in the year, with how many replies counted, were void, came late. One query."""
    rows = (
        Response.objects.filter(district=context.district, **context.dated("survey__closes_on"))
        .annotate(**_timely(""))
        .order_by()
        .values("survey_id", "survey__name", "survey__closes_on")
        .annotate(
            valid=Count("pk", filter=Q(voided_at__isnull=True, day__lte=F("survey__closes_on"))),
            void=Count("pk", filter=Q(voided_at__isnull=False)),
            late=Count("pk", filter=Q(voided_at__isnull=True, day__gt=F("survey__closes_on"))),
        )
        .order_by("survey__closes_on", "survey_id")
    )
    return [
        {
            "name": row["survey__name"],
            "closes": row["survey__closes_on"].isoformat(),
            **{key: row[key] for key in ("valid", "void", "late")},
        }
        for row in rows
    ]


def _described(replies: Replies) -> dict[str, Any]:
    shown = replies.count >= SHOWN_BY_ASPECT
    return {
        "code": replies.pairing.code,
        "name": replies.pairing.name,
        "responses": replies.count,
        "mean": str(exact(replies.mean, 4)),
        "aspects": {name: str(exact(sum_ / replies.count, 2)) for name, sum_ in replies.aspects.items()}
        if shown
        else None,
    }


def exact(value: Fraction, places: int = 10) -> Decimal:
    """A mean as a decimal: at ten places its rounding to 0.01 is that of the fraction itself, whose denominators are
    counts of replies and enterprises and stay far below 10 ** 7."""
    return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(
        Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP
    )
