"""The five kinds of items: from known facts to lines. Nothing here meets an unknown fact."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction

from .account import Line, used
from .conditions import exact
from .scheme import Item, TallyLine
from .values import EXACT, Award, Value, as_points, half_up

Lookup = Callable[[str], Value]


def needs(item: Item) -> Iterator[str]:
    """The measures that the base rule of the item needs."""
    if item.measure:
        yield item.measure
    for line in item.lines:
        yield line.measure


def base_rule(item: Item, lookup: Lookup) -> tuple[Fraction, list[Line]]:
    """The score of the base rule before bounds, exact, and its lines; the lines of a ``scale`` are rounded."""
    score, lines = _RULES[item.kind](item, lookup)
    tallied = list(_tally_lines(item, lookup))
    return score + Fraction(used(tallied)), [*lines, *tallied]


def within(score: Fraction, lines: list[Line], low: Decimal, high: Decimal) -> Fraction:
    """Hold the score in [low, high] (G9), adding a line that says what was cut."""
    for beyond, bound, code in ((score > high, high, "cap"), (score < low, low, "floor")):
        if beyond:
            if cut := EXACT.subtract(bound, used(lines)):
                lines.append(Line(code, as_points(cut)))
            return Fraction(bound)
    return score


def _tally(item: Item, _lookup: Lookup) -> tuple[Fraction, list[Line]]:
    return Fraction(item.start), [Line("start", as_points(item.start))] if item.start else []


def _tiers(item: Item, lookup: Lookup) -> tuple[Fraction, list[Line]]:
    value, measured = _measured(item, lookup)
    for number, tier in enumerate(item.tiers, start=1):
        if measured > tier.threshold or (tier.inclusive and measured == tier.threshold):
            return Fraction(tier.score), [_line(item, f"tier_{number}", tier.score, value)]
    return Fraction(item.below), [_line(item, "below", item.below, value)]


def _rubric(item: Item, lookup: Lookup) -> tuple[Fraction, list[Line]]:
    choice = lookup(item.measure)
    points = item.choices[str(choice)]
    return Fraction(points), [_line(item, "choice", points, choice)]


def _judged(item: Item, lookup: Lookup) -> tuple[Fraction, list[Line]]:
    value, mark = _measured(item, lookup)
    return mark, [_line(item, "mark", _exact_decimal(value), value)]


def _scale(item: Item, lookup: Lookup) -> tuple[Fraction, list[Line]]:
    value, measured = _measured(item, lookup)
    score = measured * Fraction(item.ceiling) / Fraction(item.full_at)
    return score, [_line(item, "scale", half_up(score), value)]


_RULES = {"tally": _tally, "tiers": _tiers, "rubric": _rubric, "judged": _judged, "scale": _scale}


def _measured(item: Item, lookup: Lookup) -> tuple[Value, Fraction]:
    value = lookup(item.measure)
    return value, Fraction(exact(value) or 0)


def _line(item: Item, code: str, delta: Decimal, value: Value) -> Line:
    return Line(code, as_points(delta), inputs={item.measure: value})


def _tally_lines(item: Item, lookup: Lookup) -> Iterator[Line]:
    for line in item.lines:
        value = lookup(line.measure)
        delta = _tallied(line, value)
        if delta or _earns(item, line):
            yield Line(line.measure, as_points(delta), inputs={line.measure: value})
        if line.cap is not None and delta.copy_abs() > line.cap:
            yield Line(f"cap:{line.measure}", as_points(EXACT.subtract(line.cap.copy_sign(delta), delta)))


def _tallied(line: TallyLine, value: Value) -> Decimal:
    if isinstance(value, Award):
        return EXACT.multiply(Decimal(line.sign), value.points)
    return EXACT.multiply(line.each or Decimal(0), _exact_decimal(value))


def _earns(item: Item, line: TallyLine) -> bool:
    """Whether nothing counted still needs a line: where points must be earned, 0 has to be explained."""
    return not item.start and not item.extra and item.kind == "tally" and ((line.each or line.sign) > 0)


def _exact_decimal(value: Value) -> Decimal:
    if isinstance(value, Decimal | int):
        return Decimal(value)
    raise TypeError(f"{value!r} 不能逐次计分")
