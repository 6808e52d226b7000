"""A seeded die for record books of units: values at and around every number of the four regulations."""

import random
from datetime import date, timedelta
from decimal import Decimal, localcontext
from typing import Any

from tests.oracle.rows import Book, row

LONG = "499999999999999999999999999999999"
RATERS = ("评议一", "评议二", "评议三", "评议四", "评议五", "评议六", "评议七")


class Dice:
    """Everything random about one book of one scheme."""

    def __init__(self, seed: int, scheme: str, year: int):
        self.random = random.Random(f"{seed} {scheme} {year}")
        self.scheme, self.year = scheme, year
        self.book: Book = {"单位": [], "考核记录": []}
        self._taken: set[tuple] = set()

    def chance(self, percent: int) -> bool:
        return self.random.randrange(100) < percent

    def day(self) -> date:
        """A day of the year, often its first or last ones; now and then one of the years beside it."""
        year = self.year + (self.random.choice((-1, 1)) if self.chance(4) else 0)
        first, last = date(year, 1, 1), date(year, 12, 31)
        if self.chance(15):
            return self.random.choice((first, last))
        return first + timedelta(days=self.random.randrange((last - first).days + 1))

    def record(self, unit: str, what: str, value: Any = None, rater: str | None = None, at: str | None = None) -> None:
        """A record on a day on which there is none of its key yet."""
        day = self.day()
        while (unit, what, day, rater, at) in self._taken:
            day = self.day()
        self._taken.add((unit, what, day, rater, at))
        names = {"考核办法": self.scheme, "考核对象": unit, "事项": what, "日期": day, "数值": value}
        self.book["考核记录"].append(row("考核记录", **names, 评议人=rater, 关联对象=at))

    # ------------------------------------------------------------------ values

    def cell(self, number: Decimal) -> Any:
        """A number as it may stand in a cell: as Excel's number where that is the same, or as text."""
        if number == int(number) and self.chance(80):
            return int(number)
        if len(str(number)) < 14 and self.chance(70):
            return float(number)
        return f"{number:f}"

    def near(self, *marks: str, most: str | None = None) -> Decimal:
        """A number at, a trifle below or a trifle above one of the marks, or anywhere to the greatest of them."""
        top = Decimal(most or max(marks, key=Decimal))
        if self.chance(40):
            found = Decimal(self.random.randrange(int(top * 1000) + 1)) / 1000
        else:
            steps = ("0", "0", "0.01", "-0.01", "0.004", "0.005", "-0.005", "-0.00504", "-0.00506")
            steps += ("0.00" + LONG, "-0.00" + LONG)
            found = add(Decimal(self.random.choice(marks)), Decimal(self.random.choice(steps)))
        return max(Decimal(0), min(top, found))

    def share(self, *marks: str) -> str:
        """A rate at a mark or one away from it, of few or of very many; now and then more than all of them."""
        of = self.random.choice((1, 3, 7, 19, 20, 100, 3000, 999_999_998))
        mark = self.random.choice((*marks, "0", "1"))
        met = int(Decimal(mark).scaleb(2)) * of // 100 + self.random.choice((-1, 0, 0, 0, 1))
        if self.chance(30):
            met = self.random.randrange(of + 1)
        if self.chance(5):
            met = min(of + of // 2, 999_999_999)
        return f"{max(0, met)}/{of}"


def add(one: Decimal, other: Decimal) -> Decimal:
    """The sum with all of its digits; the usual context keeps 28."""
    with localcontext(prec=200):
        return one + other
