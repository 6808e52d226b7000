"""Where a total stands between the grades: the geometry of a small drawing, in whole and tenth pixels."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from assessment.rules.scheme import Band
from assessment.rules.wording import number

WIDTH, LEFT, RIGHT = 376, 9, 367
BELOW, ABOVE = 10, 15  # points shown below the lowest limit and above the highest
GAP = Decimal(1)


@dataclass(frozen=True)
class Segment:
    label: str
    x: str
    width: str
    middle: str
    current: bool


@dataclass(frozen=True)
class Scale:
    """Segments of the grades, marks at their limits, and a pointer or, while pending, the interval."""

    segments: list[Segment]
    marks: list[tuple[str, str]]
    pointer: str | None
    interval: tuple[str, str] | None
    label: str


def scale_of(bands: Sequence[Band], total: Decimal | None, low: Decimal, high: Decimal, grade: str) -> Scale | None:
    """None without bands. What lies beyond either end is drawn at the end."""
    limits = sorted(band.at_least for band in bands if band.at_least is not None)
    if not limits:
        return None
    first, last = limits[0] - BELOW, limits[-1] + ABOVE
    ends = [first, *limits, last]
    ordered = sorted(bands, key=lambda band: (band.at_least is not None, band.at_least or 0))

    def x(points: Decimal) -> Decimal:
        inside = min(max(points, first), last)
        return LEFT + (inside - first) * (RIGHT - LEFT) / (last - first)

    segments = []
    for band, begin, end in zip(ordered, ends, ends[1:], strict=False):
        start, stop = x(begin) + (GAP if begin != first else 0), x(end) - (GAP if end != last else 0)
        current = total is not None and band.label == grade
        segments.append(Segment(band.label, _px(start), _px(stop - start), _px((start + stop) / 2), current))
    marks = [(_px(x(limit)), number(limit)) for limit in limits]
    if total is None:
        return Scale(segments, marks, None, (_px(x(low)), _px(x(high) - x(low))), f"总分待定，在{low}至{high}之间")
    return Scale(segments, marks, _px(x(total)), None, f"总得分{total}，等次{grade}")


def gap_to_next(bands: Sequence[Band], total: Decimal) -> str:
    """How many points the next better grade is away; empty at the top."""
    above = [(band.at_least, band.label) for band in bands if band.at_least is not None and band.at_least > total]
    if not above:
        return ""
    limit, label = min(above)
    return f"距{label}差{number(limit - total)}分"


def band_words(bands: Sequence[Band], grade: str) -> str:
    """The grade with its limits: 良好（80分以上、不满90分）."""
    limits = [band.at_least for band in bands]
    for place, band in enumerate(bands):
        if band.label == grade:
            least, above = limits[place], limits[place - 1] if place else None
            parts = [f"{number(least)}分以上"] if least is not None else []
            parts += [f"不满{number(above)}分"] if above is not None else []
            return f"{grade}（{'、'.join(parts)}）" if parts else grade
    return grade


def _px(value: Decimal) -> str:
    return f"{value:.1f}"
