"""The days of an issue's clock as they are shown: each with its number or the reason why it does not count (J4)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from officers.words import joined, short, spoken, weekday

from .deadlines import Clock, DayCount

CELLS = {"start": "start", "make_up": "make", "off": "off", "paused": "off", "due": "due", "late": "late", "met": "met"}
#: a strip longer than five weeks says less than a sentence
MOST_DAYS = 35
#: how long an issue that nobody closed is counted past its deadline
PAST_DEADLINE = timedelta(days=3)


@dataclass(frozen=True)
class Day:
    """One cell of the strip: the day, what counts on it, and why."""

    kind: str
    day: str
    number: str
    note: str


@dataclass(frozen=True)
class Strip:
    """The cells, cut where there are too many, and the sentences under them."""

    days: list[Day]
    sentences: str


def strip(found: Clock, until: date) -> Strip:
    """The days from the one that set the clock going to `until` or to its end."""
    cells = found.count_days(until)
    shown = cells[:MOST_DAYS]
    return Strip([_day(cell) for cell in shown], joined(_sentences(found, cells, shown)) if cells else "")


def last_day(found: Clock, as_of: date) -> date:
    """Up to which day a clock that still runs is worth showing when it is judged on `as_of`."""
    if found.met_on is not None:
        return found.met_on
    yesterday = as_of - timedelta(days=1)
    return yesterday if found.deadline is None else min(yesterday, found.deadline + PAST_DEADLINE)


def _day(cell: DayCount) -> Day:
    numbers = {"start": "起", "off": "不计", "paused": "停计"}
    number = numbers.get(cell.kind) or (str(cell.number) if cell.number else "不计")
    if cell.kind == "late" and cell.note != "超期":
        number = "超期"
    note = f"{cell.note}（暂定）" if cell.provisional and "暂定" not in cell.note else cell.note
    return Day(CELLS.get(cell.kind, ""), f"{short(cell.day)} {weekday(cell.day)}", number, note)


def _sentences(found: Clock, cells: Sequence[DayCount], shown: Sequence[DayCount]) -> Iterator[str]:
    yield f"{spoken(cells[0].day)}当日不计，自次日起数工作日，{found.limit}个工作日为限"
    if made_up := [cell.day for cell in shown if cell.number and cell.day.weekday() >= 5]:
        days = "、".join(f"{spoken(day)}（{weekday(day)}）" for day in made_up)
        yield f"{days}为调休上班日，计入"
    if len(shown) < len(cells):
        yield f"以后各日从略，至{spoken(cells[-1].day)}"
    if found.reopened:
        yield "办结至重新办理之间停计"
    if found.provisional:
        yield "期限内有放假安排未公布的日子，截止日暂定"
