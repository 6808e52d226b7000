"""How long there is still time, in the words and marks of the daily pages."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from officers.words import spoken, weekday
from officers.workdays import Calendar

ONE_DAY = timedelta(days=1)
#: from so many working days on there is no hurry yet
NEAR = 3
LEGAL_FORMS = ("股份有限公司", "有限责任公司", "有限公司")


@dataclass(frozen=True)
class When:
    """A deadline as seen today: mark (bad, warn or nothing) and words say the same."""

    mark: str
    text: str
    left: int  # working days after today; below 0 when it has passed


@dataclass(frozen=True)
class Cell:
    """One day until a deadline: work with its number, make (a working day at a weekend), or off."""

    kind: str
    day: int
    text: str


def when(due: date, today: date, calendar: Calendar) -> When:
    """剩3个工作日, with today not counted (G4); the last day and the last working day are told as such."""
    if due < today:
        passed = calendar.count_workdays(due, today)
        return When("bad", f"已过{passed}个工作日" if passed else "已截止", -max(passed, 1))
    left = calendar.count_workdays(today, due)
    if due == today:
        return When("bad", "今天24时截止", 0)
    if left:
        return When("warn" if left <= NEAR else "", f"剩{left}个工作日", left)
    return When("bad", "今天是最后1个工作日" if calendar.is_workday(today) else "已无工作日", 0)


def until(due: date) -> str:
    """9月26日（周日）24时截止"""
    return f"{spoken(due)}（{weekday(due)}）24时截止"


def days_left(due: date, today: date, calendar: Calendar) -> list[Cell]:
    """Every day after today up to the deadline, the working days counted."""
    return list(_cells(due, today, calendar))


def _cells(due: date, today: date, calendar: Calendar) -> Iterator[Cell]:
    number, day = 0, today
    while day < due:
        day += ONE_DAY
        if calendar.is_workday(day):
            number += 1
            yield Cell("make" if day.weekday() >= 5 else "work", day.day, str(number))
        else:
            yield Cell("off", day.day, "休")


def this_week(today: date, calendar: Calendar) -> str:
    """第38周（9月20日–26日）。周日（26日）调休上班。"""
    year, week, _ = today.isocalendar()
    first = date.fromisocalendar(year, week, 1)
    days = [first + timedelta(days=n) for n in range(7)]
    last = days[-1]
    month = "" if last.month == first.month else f"{last.month}月"
    odd = [day for day in days if day >= today and calendar.is_workday(day) != (day.weekday() < 5)]
    said = "".join(f"{weekday(day)}（{day.day}日）{calendar.reason(day)}。" for day in odd)
    return f"第{week}周（{spoken(first)}–{month}{last.day}日）。{said}"


def short_firm(name: str) -> str:
    """The firm as people call it: without its legal form."""
    for form in LEGAL_FORMS:
        if name.endswith(form) and len(name) > len(form) + 1:
            return name.removesuffix(form)
    return name
