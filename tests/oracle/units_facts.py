"""What one unit's 考核记录 say under a scheme, read row by row (part 4, "Sources of measures").

Every question is answered by a number (a yes is 1, a no is 0), by a word for a choice, or by None: not known.
"""

from collections.abc import Callable, Iterable
from datetime import date
from fractions import Fraction
from typing import Any

COMPLETE = "登记完毕"
HALF = Fraction(1, 2)


def half_up(value: Fraction, places: int) -> Fraction:
    """G8; a number half-way goes away from zero."""
    shifted = abs(value) * 10**places + HALF
    rounded = Fraction(shifted.numerator // shifted.denominator, 10**places)
    return rounded if value >= 0 else -rounded


def exact(value: Any) -> Fraction:
    """A number of a cell as it is printed there."""
    return Fraction(str(value))


def ratio(value: str) -> Fraction:
    met, due = value.split("/")
    return exact(met) / exact(due)


class Facts:
    """The records of one unit that count: of this scheme, dated in the year and before the as-of day (G7)."""

    def __init__(self, rows: Iterable[dict], scheme: str, year: int, as_of: date):
        mine = [row for row in rows if row["考核办法"] == scheme]
        self.rows = sorted(
            (row for row in mine if row["日期"].year == year and row["日期"] < as_of), key=lambda row: row["日期"]
        )
        self.complete = bool(self.of(COMPLETE))

    def of(self, what: str, where: str | None = None) -> list[dict]:
        """The records of a measure, for one quarter where told, the oldest first."""
        return [row for row in self.rows if row["事项"] == what and where in (None, row["关联对象"])]

    def count(self, what: str, where: str | None = None) -> Fraction | None:
        """The sum of the records, a blank one being 1; 0 only where the book is complete."""
        rows = self.of(what, where)
        if rows or self.complete:
            return sum((exact(1 if row["数值"] is None else row["数值"]) for row in rows), Fraction(0))
        return None

    def points(self, what: str) -> Fraction | None:
        """The points of an award, which a person gave."""
        rows = self.of(what)
        return sum((exact(row["数值"]) for row in rows), Fraction(0)) if rows or self.complete else None

    def flag(self, what: str) -> Fraction | None:
        """1 or 0 by the latest record; 0 without one where the book is complete."""
        rows = self.of(what)
        if rows:
            return Fraction(rows[-1]["数值"] == "是")
        return Fraction(0) if self.complete else None

    def latest(self, what: str, read: Callable[[Any], Any], where: str | None = None) -> Any:
        """The latest number, rate or choice: never known without a record."""
        rows = self.of(what, where)
        return read(rows[-1]["数值"]) if rows else None

    def number(self, what: str, where: str | None = None) -> Fraction | None:
        return self.latest(what, exact, where)

    def rate(self, what: str) -> Fraction | None:
        return self.latest(what, ratio)

    def choice(self, what: str) -> str | None:
        return self.latest(what, str)

    def panel(self, what: str) -> Fraction | None:
        """The mean of the raters' latest marks, to 4 places."""
        marks = {row["评议人"]: exact(row["数值"]) for row in self.of(what)}
        return half_up(sum(marks.values(), Fraction(0)) / len(marks), 4) if marks else None
