"""The working calendar: the only place that knows which days are working days (G1, G3–G5)."""

import hashlib
import json
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import chinese_calendar

SHANGHAI = ZoneInfo("Asia/Shanghai")

# 《全国年节及纪念日放假办法》: the days that need no yearly arrangement, as (month, day).
FIXED_HOLIDAYS = {
    (1, 1): "元旦假期",
    (5, 1): "劳动节假期",
    (5, 2): "劳动节假期",
    (10, 1): "国庆节假期",
    (10, 2): "国庆节假期",
    (10, 3): "国庆节假期",
}


def local_day(moment: datetime) -> date:
    """The Shanghai day an aware moment falls on (G1). Raises ValueError for a naive one."""
    return _aware(moment).astimezone(SHANGHAI).date()


def day_start(day: date) -> datetime:
    """The first moment of `day` in Shanghai."""
    return datetime.combine(day, time(), SHANGHAI)


def day_end(day: date) -> datetime:
    """The first moment after `day` in Shanghai: what comes before it still counts as that day."""
    return datetime.combine(day + timedelta(days=1), time(), SHANGHAI)


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError(f"a time without a zone cannot be judged: {moment!r}")
    return moment


@dataclass(frozen=True)
class DayEntry:
    """What a district has entered for one day; the note is shown as the reason."""

    is_workday: bool
    note: str = ""


class _Year(NamedTuple):
    ordinals: tuple[int, ...]  # the working days, ascending, as proleptic ordinals
    members: frozenset[int]


class Calendar:
    """The working days of one district; immutable, and answers for every day (G3).

    `entries` are the district's own days and come first, then the State Council's published
    arrangements, then Monday to Friday minus the holidays fixed by law.

    `published_years` are those whose arrangement is taken from the chinesecalendar package, by default
    all it covers. `confirmed_years` are those the district's entries give in full. Every other year is
    provisional, except on the days the district has entered.
    """

    def __init__(
        self,
        entries: Mapping[date, DayEntry] | None = None,
        published_years: range | frozenset[int] | None = None,
        confirmed_years: frozenset[int] = frozenset(),
    ):
        known = package_years()
        self._entries = dict(entries or {})
        self._arranged = known if published_years is None else known & frozenset(published_years)
        self._settled = self._arranged | confirmed_years
        self._years: dict[int, _Year] = {}

    def is_workday(self, day: date) -> bool:
        """Whether `day` is a working day; never raises."""
        return day.toordinal() in self._year(day.year).members

    def is_provisional(self, day: date) -> bool:
        """Whether the answer for `day` may still change, its arrangement not being published."""
        return day.year not in self._settled and day not in self._entries

    def is_settled(self, year: int) -> bool:
        """Whether the year's arrangement is published or entered in full."""
        return year in self._settled

    def own_entry(self, day: date) -> DayEntry | None:
        """What the district itself has entered for the day, if anything."""
        return self._entries.get(day)

    def nth_workday(self, after: date, n: int) -> date:
        """The n-th working day after `after`, which itself does not count (G4). n is at least 1."""
        if n < 1:
            raise ValueError(f"working days are counted from 1, not {n}")
        year = after.year
        ordinals = self._year(year).ordinals
        place = bisect_right(ordinals, after.toordinal()) + n - 1
        while place >= len(ordinals):
            place -= len(ordinals)
            year += 1
            ordinals = self._year(year).ordinals
        return date.fromordinal(ordinals[place])

    def roll(self, day: date) -> date:
        """`day` itself, or the next working day when it is none (G5)."""
        return day if self.is_workday(day) else self.nth_workday(day, 1)

    def count_workdays(self, after: date, until: date) -> int:
        """How many working days lie after `after` up to `until`, which is included (G4)."""
        if until <= after:
            return 0
        return (
            self._place(until)
            - self._place(after)
            + sum(len(self._year(year).ordinals) for year in range(after.year, until.year))
        )

    def workdays_between(self, first: date, last: date) -> tuple[date, ...]:
        """The working days from `first` to `last`, both included."""
        return tuple(day for day in _days(first, last) if self.is_workday(day))

    def provisional_between(self, first: date, last: date) -> bool:
        """Whether any day from `first` to `last`, both included, is provisional."""
        if all(year in self._settled for year in range(first.year, last.year + 1)):
            return False
        return any(self.is_provisional(day) for day in _days(first, last))

    def reason(self, day: date) -> str:
        """Why `day` is or is not a working day, in the words shown beside it."""
        entry = self._entries.get(day)
        if entry is None:
            return self._standing(day)[1]
        if entry.note:
            return entry.note
        usual, reason = self._standing(day)
        if usual == entry.is_workday:
            return reason.removesuffix("（暂定）")
        if entry.is_workday:
            return "调休上班" if day.weekday() >= 5 else "工作日"
        return "放假"

    def digest(self) -> str:
        """SHA-256 of all the answers rest on: entries, years, version of the package."""
        entries = [[day.isoformat(), entry.is_workday, entry.note] for day, entry in sorted(self._entries.items())]
        content = [chinese_calendar.__version__, sorted(self._arranged), sorted(self._settled), entries]
        return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()

    def freeze(self, years: range) -> dict[str, object]:
        """The answers for `years` as plain JSON, independent of the package and of later entries; see `thaw`."""
        settled = sorted(year for year in years if year in self._settled)
        bare = Calendar(published_years=frozenset(), confirmed_years=frozenset(settled))
        special = {
            day.isoformat(): [self.is_workday(day), self.reason(day)]
            for day in _days(date(years[0], 1, 1), date(years[-1], 12, 31))
            if day in self._entries
            or (self.is_workday(day), self.reason(day)) != (bare.is_workday(day), bare.reason(day))
        }
        return {"settled": settled, "days": special}

    @classmethod
    def thaw(cls, frozen: Mapping[str, Any]) -> "Calendar":
        """The calendar that `freeze` wrote down: same working days, same reasons, same years provisional."""
        entries = {date.fromisoformat(day): DayEntry(*answer) for day, answer in frozen["days"].items()}
        return cls(entries, frozenset(), frozenset(frozen["settled"]))

    @property
    def describe(self) -> str:
        """One sentence for the foot of a sheet: which years are published, what the district adds."""
        years = "、".join(_runs(sorted(self._arranged))) or "无"
        source = f"国务院办公厅公布的放假安排（{years}，chinesecalendar {chinese_calendar.__version__}）"
        own = _runs(sorted(self._settled - self._arranged))
        confirmed = f"，本区录入{'、'.join(own)}安排" if own else ""
        return f"{source}{confirmed}，本区工作日历{len(self._entries)}条"

    def _year(self, year: int) -> _Year:
        known = self._years.get(year)
        if known is None:
            ordinals = tuple(
                day.toordinal() for day in _days(date(year, 1, 1), date(year, 12, 31)) if self._decide(day)
            )
            known = self._years[year] = _Year(ordinals, frozenset(ordinals))
        return known

    def _place(self, day: date) -> int:
        return bisect_right(self._year(day.year).ordinals, day.toordinal())

    def _decide(self, day: date) -> bool:
        entry = self._entries.get(day)
        return self._standing(day)[0] if entry is None else entry.is_workday

    def _standing(self, day: date) -> tuple[bool, str]:
        """What holds for `day` apart from the district's entries: working day or not, and why."""
        weekend = day.weekday() >= 5
        if day.year in self._arranged:
            if day in chinese_calendar.holidays:
                return False, _holiday_name(day)
            if day in chinese_calendar.workdays and weekend:
                return True, "调休上班"
        elif (day.month, day.day) in FIXED_HOLIDAYS:
            doubt = "" if day.year in self._settled else "（暂定）"
            return False, FIXED_HOLIDAYS[day.month, day.day] + doubt
        return (False, "周末") if weekend else (True, "工作日")


def package_years() -> frozenset[int]:
    """The years whose arrangement the installed chinesecalendar knows."""
    return frozenset(range(min(chinese_calendar.holidays).year, max(chinese_calendar.holidays).year + 1))


def _holiday_name(day: date) -> str:
    name = chinese_calendar.Holiday(chinese_calendar.holidays[day]).chinese
    # The package writes 清明, 端午, 中秋 short; the others are shown as they are.
    return f"{name}节假期" if name in {"清明", "端午", "中秋"} else f"{name}假期"


def _days(first: date, last: date) -> Iterator[date]:
    return map(date.fromordinal, range(first.toordinal(), last.toordinal() + 1))


def _runs(years: list[int]) -> list[str]:
    """Ascending years as runs: 2004–2024年, 2026年."""
    runs: list[list[int]] = []
    for year in years:
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return [f"{run[0]}–{run[-1]}年" if len(run) > 1 else f"{run[0]}年" for run in runs]
