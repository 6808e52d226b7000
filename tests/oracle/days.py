"""Working days and periods for the naive scorer, written from G3 to G6 and looked at day by day."""

from datetime import date, timedelta
from itertools import pairwise

import chinese_calendar

DAY = timedelta(days=1)
FIXED_HOLIDAYS = {(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)}


class Calendar:
    """G3: the district's own days, the published arrangement, else Monday to Friday without the fixed holidays."""

    def __init__(self, rows: list[dict]):
        self.own = {row["日期"]: row["是否工作日"] == "是" for row in rows}
        self.known: dict[date, bool] = {}

    def works(self, day: date) -> bool:
        if day not in self.known:
            self.known[day] = self._look_up(day)
        return self.known[day]

    def _look_up(self, day: date) -> bool:
        if day in self.own:
            return self.own[day]
        try:
            return chinese_calendar.is_workday(day)
        except NotImplementedError:
            return day.weekday() < 5 and (day.month, day.day) not in FIXED_HOLIDAYS

    def nth_after(self, day: date, n: int) -> date:
        """G4: the day itself does not count."""
        while n:
            day += DAY
            n -= self.works(day)
        return day

    def roll(self, day: date) -> date:
        """G5."""
        while not self.works(day):
            day += DAY
        return day


def every_day(first: date, last: date) -> list[date]:
    return [first + DAY * n for n in range((last - first).days + 1)]


def weeks(year: int) -> list[list[date]]:
    """The Monday-to-Sunday weeks whose Thursday lies in the year (G6)."""
    thursdays = [day for day in every_day(date(year, 1, 1), date(year, 12, 31)) if day.weekday() == 3]
    return [every_day(day - 3 * DAY, day + 3 * DAY) for day in thursdays]


def spans_of_months(year: int, length: int) -> list[list[date]]:
    """The year cut into months (1) or quarters (3)."""
    starts = [date(year, month, 1) for month in range(1, 13, length)] + [date(year + 1, 1, 1)]
    return [every_day(first, after - DAY) for first, after in pairwise(starts)]
