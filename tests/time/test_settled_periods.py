"""G7: a period counts only once its last day lies before the as-of day."""

from datetime import date

import pytest

from officers.periods import DueRule, Grid
from officers.workdays import Calendar

NATIONAL = Calendar(published_years=range(2004, 2027))


@pytest.mark.parametrize(
    ("kind", "due", "as_of", "last_settled"),
    [
        ("iso_week", None, date(2021, 3, 14), 9),  # the Sunday of week 10 itself
        ("iso_week", None, date(2021, 3, 15), 10),
        ("quarter", None, date(2021, 3, 31), 0),
        ("quarter", None, date(2021, 4, 1), 1),
        ("month", None, date(2021, 9, 30), 8),
        ("month", None, date(2021, 10, 1), 9),
        ("month", DueRule(5), date(2021, 10, 8), 8),  # September's is due on the 8th
        ("month", DueRule(5), date(2021, 10, 9), 9),
        ("month", DueRule(5), date(2022, 1, 5), 11),
        ("month", DueRule(5), date(2022, 1, 6), 12),
        ("iso_week", None, date(2021, 1, 1), 0),
        ("iso_week", None, date(2022, 3, 1), 52),
    ],
)
def test_settled_are_the_periods_whose_last_day_is_before_the_as_of_day(kind, due, as_of, last_settled):
    grid = Grid(kind, 2021, NATIONAL, due=due)

    assert [period.index for period in grid.named(grid.settled_mask(as_of))] == list(range(1, last_settled + 1))


def test_without_a_due_rule_the_last_day_is_due():
    weeks = Grid("iso_week", 2020, NATIONAL)

    assert weeks.due_day(53) == date(2021, 1, 3)
    assert not weeks.moved(53)
