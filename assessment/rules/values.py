"""The values a fact may have, and the exact arithmetic they share."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Context, Decimal
from fractions import Fraction
from functools import reduce

import orjson

DIGEST_ALGORITHM = "sha256"
CENT = Decimal("0.01")
#: A record's number has up to 100 characters; the usual 28 digits would round while adding (G8).
EXACT = Context(prec=300)


class FactError(ValueError):
    """A fact whose value is not of its measure's kind: the measure is at fault, not the record."""


@dataclass(frozen=True, slots=True)
class Rate:
    """An exact ratio, compared as a fraction. ``0/0`` says that nothing was due: it counts as not known."""

    num: int
    den: int

    def __post_init__(self) -> None:
        if self.den < 0 or self.num < 0 or (self.den == 0 and self.num != 0):
            raise FactError(f"比率不成立：{self.num}/{self.den}")


@dataclass(frozen=True, slots=True)
class Award:
    """``n`` occurrences to which a person gave ``points`` in all, each inside the line's range."""

    n: int
    points: Decimal


Value = int | Decimal | Rate | bool | str | Award | None  # None, like a missing key: not known


@dataclass(frozen=True)
class UnitFacts:
    """The facts of one unit of an ``over`` item: a pairing, a quarter. ``key`` is stable, ``label`` is shown."""

    key: str
    label: str
    facts: Mapping[str, Value]


@dataclass(frozen=True)
class SubjectFacts:
    """What is known of one subject. ``units`` by ``over`` name: an empty tuple means that there is none,
    a missing name that they are not known. ``attrs`` decides which items apply, e.g. ``{"group": "A"}``."""

    facts: Mapping[str, Value]
    units: Mapping[str, tuple[UnitFacts, ...]] = field(default_factory=dict)
    attrs: Mapping[str, str] = field(default_factory=dict)


def half_up(exact: Fraction) -> Decimal:
    """Round to 0.01, a half away from zero (四舍五入)."""
    hundredths = (200 * abs(exact.numerator) + exact.denominator) // (2 * exact.denominator)
    return Decimal(hundredths if exact.numerator >= 0 else -hundredths).scaleb(-2)


def added(numbers: Iterable[Decimal]) -> Decimal:
    """The sum with every digit of its parts."""
    return reduce(EXACT.add, numbers, Decimal(0))


def plain(number: Decimal) -> str:
    """The number without exponent and needless zeros: its one canonical spelling."""
    if number == 0:
        return "0"
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def as_points(number: Decimal) -> Decimal:
    """The same number with at least two decimals, as points are kept."""
    exponent = number.as_tuple().exponent
    return number.quantize(CENT) if isinstance(exponent, int) and exponent > -2 else number


def points_text(points: Decimal) -> str:
    """Points as they are stored and printed: at least two decimals, more only where they are exact."""
    text = str(points)
    if text[-3:-2] == "." and points:  # nearly always
        return text
    whole, _, decimals = plain(points).partition(".")
    return f"{whole}.{decimals.ljust(2, '0')}"


def canonical(data: object) -> str:
    """JSON with one spelling: keys sorted, no white space, text as it is. ``data`` holds no float."""
    return orjson.dumps(data, option=orjson.OPT_SORT_KEYS).decode()


def digest(text: str) -> str:
    """The hexadecimal ``DIGEST_ALGORITHM`` of a text; store the name of the algorithm beside it."""
    return hashlib.new(DIGEST_ALGORITHM, text.encode()).hexdigest()
