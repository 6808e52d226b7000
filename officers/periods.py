"""Weeks, months and quarters, and which of them are owed and settled (G5–G7): pure functions of a calendar.

A set of periods is an int with bit `1 << period.index` set, so that a year's weeks fit a database integer.
A set of days is an int too, bit k standing for the k-th day after the first day of the year's first period.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from functools import cached_property, lru_cache
from math import ceil
from typing import NamedTuple

from officers.workdays import Calendar, day_end

KINDS = ("iso_week", "month", "quarter")


@dataclass(frozen=True, slots=True)
class Period:
    """An ISO week, a calendar month or a calendar quarter; `first` and `last` are both in it."""

    kind: str
    year: int
    index: int  # from 1
    first: date
    last: date

    @property
    def bit(self) -> int:
        """This period's bit in every mask."""
        return 1 << self.index

    @property
    def code(self) -> str:
        """2021-W11, 2021-03 or 2021-Q1."""
        pattern = {"iso_week": "{}-W{:02}", "month": "{}-{:02}", "quarter": "{}-Q{}"}[self.kind]
        return pattern.format(self.year, self.index)

    @property
    def label(self) -> str:
        """The name in sentences: 第11周 3月9日–15日, 3月, 第1季度 (G10)."""
        if self.kind == "month":
            return f"{self.index}月"
        if self.kind == "quarter":
            return f"第{self.index}季度"
        month = "" if self.first.month == self.last.month else f"{self.last.month}月"
        return f"第{self.index}周 {self.first.month}月{self.first.day}日–{month}{self.last.day}日"


@lru_cache(maxsize=256)
def periods(kind: str, year: int) -> tuple[Period, ...]:
    """All periods of `kind` that belong to `year`, in order; an ISO week belongs to the year of its Thursday."""
    if kind == "iso_week":
        mondays = (date.fromisocalendar(year, week, 1) for week in range(1, _weeks(year) + 1))
        return tuple(
            Period(kind, year, index, monday, monday + timedelta(days=6)) for index, monday in enumerate(mondays, 1)
        )
    months = {"month": 1, "quarter": 3}.get(kind)
    if months is None:
        raise ValueError(f"no such period: {kind!r}; known are {', '.join(KINDS)}")
    return tuple(
        Period(kind, year, index, date(year, start, 1), month_end(year, start + months - 1))
        for index, start in enumerate(range(1, 13, months), 1)
    )


def period_of(kind: str, day: date) -> tuple[int, int]:
    """The (year, index) of the period of `kind` that holds `day`."""
    if kind == "iso_week":
        year, week, _ = day.isocalendar()
        return year, week
    if kind == "month":
        return day.year, day.month
    if kind == "quarter":
        return day.year, (day.month + 2) // 3
    raise ValueError(f"no such period: {kind!r}; known are {', '.join(KINDS)}")


def month_end(year: int, month: int) -> date:
    """The last day of a month; months past 12 run on into the next year."""
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _weeks(year: int) -> int:
    # 28 December always lies in the last ISO week of its year.
    return date(year, 12, 28).isocalendar().week


@dataclass(frozen=True, slots=True)
class Span:
    """Days from `first` to `last`, both included; no `last` means still open."""

    first: date
    last: date | None = None


@dataclass(frozen=True, slots=True)
class DueRule:
    """The day of the next month by which a month's or quarter's duty is done.

    `inclusive`: that day itself still counts (G2). `roll`: where a day off moves it (G5).
    """

    day_of_next_month: int
    inclusive: bool = True
    roll: str | None = "next_working_day"

    def __post_init__(self) -> None:
        if not 1 <= self.day_of_next_month <= 28:
            raise ValueError(f"a due day lies between the 1st and the 28th, not on {self.day_of_next_month}")
        if self.roll not in (None, "next_working_day"):
            raise ValueError(f"no such way to move a due day: {self.roll!r}")

    def nominal(self, period: Period) -> date:
        """The due day before any moving."""
        if period.kind == "iso_week":
            raise ValueError("a week has no due day in the next month")
        day = period.last + timedelta(days=self.day_of_next_month)
        return day if self.inclusive else day - timedelta(days=1)

    def due_day(self, period: Period, calendar: Calendar) -> date:
        """The last day on which `period` can still be met."""
        day = self.nominal(period)
        return calendar.roll(day) if self.roll else day


class Standing(NamedTuple):
    """Three disjoint masks; a period in none of them could not be owed by anyone."""

    owed: int
    exempted: int  # would be owed but for the exemptions
    not_in_force: int  # the pairings did not cover enough of its working days


class Grid:
    """The periods of one year under one duty: compiled once, then asked for any number of subjects.

    `effective_from`: a period that began earlier is owed by nobody. `min_coverage`: the share of a period's
    working days that must be in force, exact. `skip_without_workday`: a period without working days is owed
    by nobody, otherwise all its days are taken for working days. `due`: without one, the last day is due.
    """

    def __init__(
        self,
        kind: str,
        year: int,
        calendar: Calendar,
        effective_from: date | None = None,
        *,
        min_coverage: Fraction | int = 1,
        skip_without_workday: bool = True,
        due: DueRule | None = None,
    ):
        self.kind, self.year, self.due = kind, year, due
        self.periods = periods(kind, year)
        self._calendar = calendar
        self._origin = self.periods[0].first.toordinal()
        self._length = self.periods[-1].last.toordinal() - self._origin + 1
        self._workless = sum(p.bit for p in self.periods if not calendar.workdays_between(p.first, p.last))
        self._too_early = sum(p.bit for p in self.periods if effective_from and p.first < effective_from)
        impossible = self._too_early | (self._workless if skip_without_workday else 0)
        self._needs = tuple(
            self._need(period, Fraction(min_coverage)) for period in self.periods if not impossible & period.bit
        )
        self._needed = sum(days for _, days, _ in self._needs)
        # Most subjects share a handful of spans; the bound keeps a year of odd ones from growing for ever.
        self._judge = lru_cache(maxsize=1 << 16)(self._judge_days)

    def owed_mask(self, spans: Sequence[Span], exempt: Sequence[Span] = ()) -> int:
        """The periods owed under `spans`, which act together, after the exemptions (G6)."""
        return self.status_masks(spans, exempt).owed

    def status_masks(self, spans: Sequence[Span], exempt: Sequence[Span] = ()) -> Standing:
        """Every period that can be owed at all, told apart for the evidence."""
        in_force = self._days(spans) & self._needed
        return self._judge(in_force, self._days(exempt) & in_force)

    def settled_mask(self, as_of: date) -> int:
        """The periods whose last day to be met lies before `as_of` (G7)."""
        return sum(p.bit for p, due in zip(self.periods, self._due_days, strict=True) if due < as_of)

    def due_day(self, index: int) -> date:
        """The last day on which period `index` can be met: its last day, or its due day once moved (G5)."""
        return self._due_days[self._place(index)]

    def due_at(self, index: int) -> datetime:
        """The first moment that is too late for period `index`: the midnight that ends its due day."""
        return day_end(self.due_day(index))

    def moved(self, index: int) -> bool:
        """Whether the due day of period `index` is not the one the rule names, that being a day off."""
        return self.due is not None and self.due.nominal(self.periods[self._place(index)]) != self.due_day(index)

    def provisional_mask(self) -> int:
        """The periods whose working days or due day rest on a provisional day (G3)."""
        return sum(
            p.bit
            for p, due in zip(self.periods, self._due_days, strict=True)
            if self._calendar.provisional_between(p.first, p.last)
            or (self.due and self._calendar.provisional_between(self.due.nominal(p), due))
        )

    def workless_mask(self) -> int:
        """The periods without a single working day."""
        return self._workless

    def too_early_mask(self) -> int:
        """The periods that began before the scheme took effect."""
        return self._too_early

    def named(self, mask: int) -> tuple[Period, ...]:
        """The periods in `mask`, in order."""
        return tuple(period for period in self.periods if mask & period.bit)

    @cached_property
    def _due_days(self) -> tuple[date, ...]:
        if self.due is None:
            return tuple(period.last for period in self.periods)
        return tuple(self.due.due_day(period, self._calendar) for period in self.periods)

    def _place(self, index: int) -> int:
        if not 1 <= index <= len(self.periods):
            raise ValueError(f"{self.year} has no {self.kind} {index}")
        return index - 1

    def _need(self, period: Period, share: Fraction) -> tuple[int, int, int]:
        """A period's bit, the days that count in it, and how many of them must be in force."""
        if not 0 < share <= 1:
            raise ValueError(f"a share of working days lies above 0 and up to 1, not {share}")
        days = sum(
            1 << day.toordinal() - self._origin for day in self._calendar.workdays_between(period.first, period.last)
        ) or self._days([Span(period.first, period.last)])
        return period.bit, days, ceil(days.bit_count() * share)

    def _days(self, spans: Sequence[Span]) -> int:
        """The union of the spans, cut to the year, as a set of days."""
        days = 0
        for span in spans:
            start = max(span.first.toordinal() - self._origin, 0)
            stop = self._length if span.last is None else span.last.toordinal() - self._origin + 1
            length = min(stop, self._length) - start
            if length > 0:
                days |= ((1 << length) - 1) << start
        return days

    def _judge_days(self, in_force: int, exempt: int) -> Standing:
        owed = exempted = absent = 0
        for bit, needed, least in self._needs:
            served = in_force & needed
            if served.bit_count() < least:
                absent |= bit
            elif served & ~exempt:
                owed |= bit
            else:
                exempted |= bit
        return Standing(owed, exempted, absent)
