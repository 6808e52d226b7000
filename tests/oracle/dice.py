"""A seeded die that knows the year's awkward days and working days, and collects rows."""

import random
from datetime import date, datetime, time

from tests.oracle.days import DAY, Calendar
from tests.oracle.rows import KEYS, Book, row

LAST_MOMENT, FIRST_MOMENT, MORNING = time(23, 59, 59), time(0, 0, 0), time(9, 0)


class Dice:
    """Everything random about one district."""

    def __init__(self, seed: int, year: int):
        self.random, self.year = random.Random(f"{seed} {year}"), year
        self.book: Book = {sheet: [] for sheet in KEYS}
        self.calendar = Calendar([])
        self._seen: set = set()
        self._edges = self._edge_days()

    def chance(self, percent: int) -> bool:
        return self.random.randrange(100) < percent

    def add(self, sheet: str, **values) -> None:
        """Add a row unless its key is there already."""
        made = row(sheet, **values)
        key = (sheet, *(made[column] or "本人" for column in KEYS[sheet]))  # only 走访人 may be blank: 本人
        if key not in self._seen:
            self._seen.add(key)
            self.book[sheet].append(made)

    def _edge_days(self) -> list[date]:
        y = self.year
        edges = [date(y, month, day) for month in range(1, 13) for day in (1, 4, 5, 6, 8)]
        edges += [day - DAY for day in edges if day.day == 1]
        edges += [date(y, 2, day) for day in range(8, 20)] + [date(y, 10, day) for day in range(1, 12)]
        edges += [date(y, 12, day) for day in range(21, 32)] + [date(2020, 3, day) for day in (6, 7, 8, 9)]
        return edges + [date(y + 1, 1, day) for day in range(1, 6)]

    def day(self, first: date | None = None, last: date | None = None) -> date:
        """A day of the span (the year, unless told), every other time an edge."""
        first, last = first or date(self.year, 1, 1), last or date(self.year, 12, 31)
        near = [edge for edge in self._edges if first <= edge <= last]
        if near and self.chance(50):
            return self.random.choice(near)
        return first + DAY * self.random.randrange((last - first).days + 1)

    def nth(self, day: date, *numbers: int) -> date:
        """The n-th working day after a day, n one of `numbers`."""
        n = self.random.choice(numbers)
        return self.calendar.nth_after(day, n) if n else day

    def moment(self, day: date) -> datetime:
        """The day's first, last or some second."""
        return datetime.combine(day, self.random.choice((LAST_MOMENT, FIRST_MOMENT, MORNING)))
