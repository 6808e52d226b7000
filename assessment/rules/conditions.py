"""Conditions: comparisons of facts, joined by all and any, in three-valued logic."""

import operator
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from .values import Rate, Value

Truth = bool | None  # None: cannot be said yet
Exact = int | Fraction | bool | str
Lookup = Callable[[str], Value]

OPERATORS: Mapping[str, Callable[[Exact, Exact], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}


@dataclass(frozen=True, slots=True)
class Compare:
    """``measure op value``, or ``measure op other`` where the other side is a measure too."""

    measure: str
    op: str
    value: Decimal | bool | str | None = None
    other: str | None = None


@dataclass(frozen=True, slots=True)
class GradeIs:
    """The grade of the result. Only for flags: vetoes decide the grade."""

    grade: str


@dataclass(frozen=True, slots=True)
class PointsAre:
    """The points of an item, or the total where ``item`` is None. Only for vetoes and flags."""

    item: str | None
    op: str
    value: Decimal


@dataclass(frozen=True, slots=True)
class All:
    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    parts: tuple["Condition", ...]


Condition = Compare | GradeIs | PointsAre | All | AnyOf


@dataclass(frozen=True, slots=True)
class Result:
    """What conditions on the result see: None where it is pending."""

    points: Mapping[str, Decimal | None]
    total: Decimal | None
    grade: str | None


NO_RESULT = Result({}, None, None)


def exact(value: Value) -> Exact | None:
    """A value in the form in which it compares exactly; None stays None."""
    if isinstance(value, Rate):
        return Fraction(value.num, value.den) if value.den else None
    if isinstance(value, Decimal):
        return Fraction(value)
    if value is None or isinstance(value, int | str):
        return value
    raise TypeError(f"{value!r} 不能比较")


def holds(condition: Condition, lookup: Lookup, result: Result = NO_RESULT) -> Truth:
    """Whether the condition holds. An unknown part leaves ``all`` unknown unless another part is false,
    and ``any`` unknown unless another part is true."""
    if isinstance(condition, All | AnyOf):
        decisive = isinstance(condition, AnyOf)
        unknown = False
        for part in condition.parts:
            truth = holds(part, lookup, result)
            if truth is decisive:
                return decisive
            unknown = unknown or truth is None
        return None if unknown else not decisive
    if isinstance(condition, Compare):
        right: Value = condition.value if condition.other is None else lookup(condition.other)
        return _compare(lookup(condition.measure), condition.op, right)
    if isinstance(condition, GradeIs):
        return None if result.grade is None else result.grade == condition.grade
    # An item that does not apply has no points to compare: the condition is false, not unknown.
    if condition.item is not None and condition.item not in result.points:
        return False
    left = result.total if condition.item is None else result.points[condition.item]
    return _compare(left, condition.op, condition.value)


def _compare(left: Value, op: str, right: Value) -> Truth:
    a, b = exact(left), exact(right)
    return None if a is None or b is None else OPERATORS[op](a, b)


def comparisons(condition: Condition) -> Iterator[Compare]:
    """Every comparison of facts inside a condition, in the order of the text."""
    if isinstance(condition, Compare):
        yield condition
    elif isinstance(condition, All | AnyOf):
        for part in condition.parts:
            yield from comparisons(part)


def leaves(condition: Condition) -> Iterator[Compare | GradeIs | PointsAre]:
    """Every part of a condition that is not all or any."""
    if isinstance(condition, All | AnyOf):
        for part in condition.parts:
            yield from leaves(part)
    else:
        yield condition


def measures_of(conditions: Iterable[Condition]) -> Iterator[str]:
    """The measures that the conditions look at; one may come twice."""
    for condition in conditions:
        for comparison in comparisons(condition):
            yield comparison.measure
            if comparison.other is not None:
                yield comparison.other
