"""G4, G5: the n-th working day and the moved due day, against a second calculator."""

from datetime import date

import pytest

from officers.workdays import Calendar

from . import oracle

NATIONAL = Calendar(published_years=range(2004, 2027))
FIRST, LAST = date(2020, 1, 1), date(2027, 12, 31)


@pytest.mark.parametrize("year", range(2020, 2028))
def test_limits_of_1_to_60_working_days_from_every_day_agree_with_counting_on_the_fingers(year):
    for after in oracle.every_day(date(year, 1, 1), date(year, 12, 31)):
        counted = []
        each = after
        while len(counted) < 60:
            each += oracle.DAY
            if oracle.is_workday(each):
                counted.append(each)
        assert [NATIONAL.nth_workday(after, n) for n in range(1, 61)] == counted


def test_every_day_rolls_to_itself_or_to_the_next_working_day():
    for each in oracle.every_day(FIRST, LAST):
        expected = each if oracle.is_workday(each) else oracle.nth_workday(each, 1)
        assert NATIONAL.roll(each) == expected


@pytest.mark.parametrize("after", [date(2020, 12, 25), date(2021, 9, 17), date(2021, 12, 31), date(2022, 1, 1)])
def test_counting_to_a_day_agrees_with_counting_on_the_fingers(after):
    used = 0
    for until in oracle.every_day(after + oracle.DAY, date(2024, 3, 1)):
        used += oracle.is_workday(until)
        assert NATIONAL.count_workdays(after, until) == used
    assert NATIONAL.count_workdays(after, after) == 0
    assert NATIONAL.count_workdays(after, after - 7 * oracle.DAY) == 0


def test_working_days_between_two_days_include_both():
    assert NATIONAL.workdays_between(date(2021, 9, 17), date(2021, 9, 22)) == (
        date(2021, 9, 17),
        date(2021, 9, 18),
        date(2021, 9, 22),
    )
    assert NATIONAL.workdays_between(date(2021, 9, 22), date(2021, 9, 17)) == ()


def test_the_day_of_the_event_does_not_count_even_when_it_is_no_working_day():
    assert NATIONAL.nth_workday(date(2021, 9, 19), 1) == date(2021, 9, 22)
    assert NATIONAL.nth_workday(date(2021, 9, 22), 1) == date(2021, 9, 23)


@pytest.mark.parametrize("n", [0, -1])
def test_there_is_no_working_day_number_nought(n):
    with pytest.raises(ValueError, match="counted from 1"):
        NATIONAL.nth_workday(date(2021, 9, 17), n)
