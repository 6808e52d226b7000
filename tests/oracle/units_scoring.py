"""Which units a scheme assesses, and the sheet of each of them (part 3, "Subjects")."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction

from tests.oracle.rows import Book
from tests.oracle.units_facts import Facts, half_up
from tests.oracle.units_naive import Points, Result, departments, jilin, towns
from tests.oracle.units_xinyang import counties

SCHEMES: dict[str, tuple[str, Callable[[Facts, str | None, Points], Result]]] = {
    "jilin-departments": ("管委会局室", jilin),
    "kunshan-departments": ("区直部门", departments),
    "kunshan-towns": ("区镇", towns),
    "xinyang-counties": ("县区", counties),
}


def sheets(book: Book, scheme: str, year: int, as_of: date) -> dict[str, dict]:
    """The sheet of every unit of the scheme's kind, by name."""
    kind, rule = SCHEMES[scheme]
    units = {row["单位名称"]: row["分组"] for row in book["单位"] if row["单位类别"] == kind}
    facts = {
        unit: Facts((row for row in book["考核记录"] if row["考核对象"] == unit), scheme, year, as_of) for unit in units
    }
    return {
        unit: rule(facts[unit], group, mean_of([facts[other] for other in units if units[other] == group])).sheet()
        for unit, group in sorted(units.items())
    }


def mean_of(members: list[Facts]) -> Points:
    """KD-6: the mean over the members of a group whose own mean is known, to 2 places."""
    known = [own for facts in members if (own := facts.number("survey_mean")) is not None]
    return half_up(sum(known, Fraction(0)) / len(known), 2) if known else None
