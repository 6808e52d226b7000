"""A year's calendar as twelve months of weeks, each day in words and with one mark."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from .periods import month_end
from .workdays import Calendar

WEEKDAYS = "一二三四五六日"
#: kind of day → the mark in its cell, and the word a screen reader says
MARKS = {"work": ("", "工作日"), "weekend": ("", "周末"), "holiday": ("休", "放假"), "make_up": ("班", "调休上班")}


@dataclass(frozen=True, slots=True)
class Cell:
    """One day. `kind` is work, weekend, holiday or make_up; `own` one that the district has entered itself."""

    day: date
    kind: str
    reason: str
    own: bool
    provisional: bool

    @property
    def mark(self) -> str:
        """休 or 班 where the day is not what its weekday says."""
        return MARKS[self.kind][0]

    @property
    def word(self) -> str:
        """The kind in words."""
        return MARKS[self.kind][1]

    @property
    def weekday(self) -> str:
        """周三."""
        return f"周{WEEKDAYS[self.day.weekday()]}"


@dataclass(frozen=True, slots=True)
class Month:
    """One month: weeks from Monday to Sunday, None where a day is of another month."""

    number: int
    weeks: tuple[tuple[Cell | None, ...], ...]
    workdays: int


def months(calendar: Calendar, year: int) -> list[Month]:
    """The twelve months of a year."""
    return [_month(calendar, year, number) for number in range(1, 13)]


def cell(calendar: Calendar, day: date) -> Cell:
    """One day as the calendar has it."""
    working, weekend = calendar.is_workday(day), day.weekday() >= 5
    reason = calendar.reason(day)
    rest = "weekend" if weekend and reason == "周末" else "holiday"
    kind = ("make_up" if weekend else "work") if working else rest
    return Cell(day, kind, reason, calendar.own_entry(day) is not None, calendar.is_provisional(day))


def special(shown: list[Month]) -> list[Cell]:
    """The days that are not what their weekday says, and the district's own, in order."""
    cells = (one for month in shown for week in month.weeks for one in week if one)
    return [one for one in cells if one.mark or one.own]


def _month(calendar: Calendar, year: int, number: int) -> Month:
    first, last = date(year, number, 1), month_end(year, number)
    begins = first - timedelta(days=first.weekday())
    weeks = []
    while begins <= last:
        weeks.append(tuple(_week(calendar, begins, first, last)))
        begins += timedelta(days=7)
    return Month(number, tuple(weeks), len(calendar.workdays_between(first, last)))


def _week(calendar: Calendar, begins: date, first: date, last: date) -> Iterator[Cell | None]:
    for offset in range(7):
        day = begins + timedelta(days=offset)
        yield cell(calendar, day) if first <= day <= last else None
