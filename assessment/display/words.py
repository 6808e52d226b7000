"""Days, periods and numbers in the words of an office."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from assessment.rules.values import half_up, points_text
from assessment.rules.wording import MINUS
from officers.periods import Period
from officers.words import spoken
from officers.workdays import SHANGHAI

CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


def moment(text: str) -> str:
    """An ISO time as 5月7日9时12分, in Shanghai."""
    at = datetime.fromisoformat(text).astimezone(SHANGHAI)
    return f"{spoken(at.date())}{at.hour}时{at.minute:02d}分"


def local_day(text: str) -> date:
    """The Shanghai day of an ISO time."""
    return datetime.fromisoformat(text).astimezone(SHANGHAI).date()


def from_iso(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def points(value: Decimal | str) -> str:
    """Points in a sentence: two decimals, a half rounded up, and the minus sign that print uses."""
    return points_text(half_up(Fraction(value))).replace("-", MINUS)


def circled(number: int) -> str:
    return CIRCLED[number - 1] if number <= len(CIRCLED) else f"（{number}）"


def named(mask: int, periods: Sequence[Period]) -> str:
    """The weeks of a mask by name, runs of neighbours as one: 第11周（3月15日–21日）、第31–32周（8月2日–15日）."""
    return "、".join(_run(run) for run in _runs(period for period in periods if mask & period.bit))


def _runs(periods: Iterable[Period]) -> Iterator[list[Period]]:
    run: list[Period] = []
    for period in periods:
        if run and period.index != run[-1].index + 1:
            yield run
            run = []
        run.append(period)
    if run:
        yield run


def _run(run: list[Period]) -> str:
    first, last = run[0], run[-1]
    numbers = str(first.index) if first is last else f"{first.index}–{last.index}"
    same = (first.first.year, first.first.month) == (last.last.year, last.last.month)
    month = "" if same else f"{last.last.month}月"
    return f"第{numbers}周（{spoken(first.first)}–{month}{last.last.day}日）"


def houses(count: int) -> str:
    """两家, 3家"""
    return "两家" if count == 2 else f"{count}家"
