"""G6: ISO weeks, months and quarters, their names and the year they belong to."""

from datetime import date

import pytest

from officers.periods import period_of, periods

from . import oracle


@pytest.mark.parametrize("year", range(2019, 2030))
@pytest.mark.parametrize("kind", ["iso_week", "month", "quarter"])
def test_the_periods_of_a_year_hold_exactly_the_days_that_belong_to_it(kind, year):
    found = {period.index: list(oracle.every_day(period.first, period.last)) for period in periods(kind, year)}

    assert found == oracle.period_days(kind, year)
    for index, days in found.items():
        assert {period_of(kind, day) for day in days} == {(year, index)}


@pytest.mark.parametrize(("year", "count"), [(2019, 52), (2020, 53), (2021, 52), (2025, 52), (2026, 53), (2027, 52)])
def test_a_year_has_52_or_53_weeks(year, count):
    assert len(periods("iso_week", year)) == count


def test_a_week_belongs_to_the_year_of_its_thursday():
    assert period_of("iso_week", date(2021, 1, 3)) == (2020, 53)
    assert period_of("iso_week", date(2021, 1, 4)) == (2021, 1)
    assert period_of("iso_week", date(2019, 12, 30)) == (2020, 1)
    assert period_of("iso_week", date(2027, 1, 3)) == (2026, 53)


@pytest.mark.parametrize(
    ("kind", "year", "index", "code", "label"),
    [
        ("iso_week", 2020, 11, "2020-W11", "第11周 3月9日–15日"),
        ("iso_week", 2021, 1, "2021-W01", "第1周 1月4日–10日"),
        ("iso_week", 2021, 26, "2021-W26", "第26周 6月28日–7月4日"),
        ("iso_week", 2020, 53, "2020-W53", "第53周 12月28日–1月3日"),
        ("month", 2021, 3, "2021-03", "3月"),
        ("quarter", 2021, 1, "2021-Q1", "第1季度"),
    ],
)
def test_a_period_has_a_code_and_the_name_it_bears_in_sentences(kind, year, index, code, label):
    period = periods(kind, year)[index - 1]

    assert (period.code, period.label, period.index, period.bit) == (code, label, index, 1 << index)


def test_an_unknown_kind_is_refused():
    for ask in (lambda: periods("week", 2021), lambda: period_of("week", date(2021, 1, 1))):
        with pytest.raises(ValueError, match="iso_week, month, quarter"):
            ask()
