"""What the enterprises answered, as means with counts; single answers never leave the query (J5)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cache
from math import lcm
from typing import Any

from django.db.models import Case, Count, F, Q, Sum, When
from django.db.models.functions import TruncDate

from assessment.rules.scheme import Measure
from officers.workdays import SHANGHAI, day_start
from surveys.models import Answer, Response

from .context import Context, MeasureProblem
from .population import Later, PairingDraft, Population

#: fewer replies than this are not shown by aspect: they would be single answers. Nor are fewer that were given here,
#: where there are any: the office has typed the others itself, and could take them away from the sum
SHOWN_BY_ASPECT = 3


@dataclass(slots=True)
class Replies:
    """The valid, timely replies of one enterprise that count for one officer: the sum of the marks by aspect."""

    pairing: PairingDraft
    count: int
    #: how many of them were given here, not imported
    asked: int
    marks: list[Fraction | int]
    #: an answer was made void when the year was over: the means by aspect before and after would tell it
    is_told_apart: bool = False

    @property
    def mean(self) -> Fraction:
        return Fraction(sum(self.marks)) / self.count


def fill(context: Context, population: Population) -> None:
    """The mean satisfaction of each officer, unknown while no enterprise has answered (G13)."""
    (measure,) = context.measures("survey")
    found = _replies(context, population, measure)
    rounds = _rounds(context)
    is_over = context.as_of > context.year_ends
    least = max(int(str(measure.args.get("min_responses", 1))), 1)
    for subject in population.subjects:
        replies = [each for _, each in sorted(found.get(subject.pk, {}).items()) if each.count]
        if sum(each.count for each in replies) >= least:
            subject.facts[measure.id] = _mean_of_means(tuple((sum(each.marks), each.count) for each in replies))
        subject.evidence["survey"] = Later(_described, _aspects(measure), replies, rounds, is_over)


@cache  # marks are few whole numbers: most enterprises' sums have been met before
def _mean_of_means(replies: tuple[tuple[Fraction | int, int], ...]) -> Decimal:
    """Of each enterprise's marks and number of replies: the mean of the enterprises' means (J5)."""
    return exact(sum((Fraction(marks) / count for marks, count in replies), Fraction(0)) / len(replies))


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


def _sums(context: Context, marks: dict[str, Fraction], aspects: tuple[str, ...], whole: int) -> Any:
    """Marks summed per enterprise, closing day and aspect, `whole` times too large: the database adds whole numbers."""
    mark = Case(*(When(choice=choice, then=int(mark * whole)) for choice, mark in marks.items()))
    named = {f"marks_{place}": name for place, name in enumerate(aspects)}
    return (
        Answer.objects.filter(
            district=context.district,
            question__aspect__in=aspects,
            response__voided_at__isnull=True,
            **context.dated("response__survey__closes_on"),
        )
        .annotate(**_timely("response__"), closes=F("response__survey__closes_on"))
        .filter(day__lte=F("closes"))
        .order_by()
        .values("response__enterprise_id", "closes")
        .annotate(
            # every reply answers every aspect, so one aspect counts the replies
            replies=Count("pk", filter=Q(question__aspect=aspects[0])),
            asked=Count("pk", filter=Q(question__aspect=aspects[0], response__survey__opens_at__isnull=False)),
            unmarked=Count("pk", filter=~Q(choice__in=marks)),
            **{key: Sum(mark, filter=Q(question__aspect=name), default=0) for key, name in named.items()},
        )
        .values_list("response__enterprise_id", "closes", "replies", "asked", "unmarked", *named)
    )


def _replies(context: Context, population: Population, measure: Measure) -> dict[int, dict[str, Replies]]:
    """Replies by officer and enterprise's code. Two queries, a row per enterprise and closing day."""
    marks, aspects = _marks(measure), _aspects(measure)
    whole = lcm(*(mark.denominator for mark in marks.values()))
    found: dict[int, dict[str, Replies]] = defaultdict(dict)
    rows = _sums(context, marks, aspects, whole).iterator(chunk_size=10_000)
    told_apart = _voided_late(context)
    for enterprise, closes, count, asked, unmarked, *sums in rows:
        if unmarked:
            raise MeasureProblem(f"{measure.id}：args.marks 没有列出调查中选择的全部选项")
        pairing = population.pairing_on(enterprise, closes)
        if pairing is None:
            continue
        given = sums if whole == 1 else [Fraction(each, whole) for each in sums]
        held = found[pairing.officer_id].get(pairing.code)
        if held is None:
            apart = enterprise in told_apart
            found[pairing.officer_id][pairing.code] = Replies(pairing, count, asked, given, apart)
        else:
            held.count += count
            held.asked += asked
            held.marks = [a + b for a, b in zip(held.marks, given, strict=True)]
    return found


def _voided_late(context: Context) -> frozenset[int]:
    """The enterprises of which an answer given here was made void after the year. One query."""
    late = Response.objects.filter(
        district=context.district, survey__opens_at__isnull=False, **context.dated("survey__closes_on"),
        voided_at__gte=day_start(context.year_ends + timedelta(days=1)),
    )  # fmt: skip
    return frozenset(late.values_list("enterprise_id", flat=True))


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


def _described(
    aspects: tuple[str, ...], replies: list[Replies], rounds: list[dict[str, Any]], is_over: bool
) -> dict[str, Any]:
    """The survey as evidence, JSON-able. Means by aspect stand in it after the year: two previews, one before a firm's
    fourth reply and one after, would tell that reply by subtraction."""
    return {
        "aspects": list(aspects),
        "enterprises": [_enterprise(aspects, each, is_over) for each in replies],
        "rounds": rounds,
    }


def _enterprise(aspects: tuple[str, ...], replies: Replies, is_over: bool) -> dict[str, Any]:
    enough = replies.count >= SHOWN_BY_ASPECT and not 0 < replies.asked < SHOWN_BY_ASPECT
    shown = is_over and enough and not replies.is_told_apart
    by_aspect = zip(aspects, replies.marks, strict=True) if shown else None
    return {
        "code": replies.pairing.code,
        "name": replies.pairing.name,
        "responses": replies.count,
        "mean": str(exact(replies.mean, 4)),
        "aspects": by_aspect and {name: str(exact(Fraction(marks) / replies.count, 2)) for name, marks in by_aspect},
    }


def exact(value: Fraction, places: int = 10) -> Decimal:
    """A mean as a decimal: at ten places its rounding to 0.01 is that of the fraction itself, whose denominators are
    counts of replies and enterprises and stay far below 10 ** 7."""
    return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(
        Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP
    )
