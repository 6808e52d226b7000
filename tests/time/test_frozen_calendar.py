"""A calendar is kept with a result as plain data and answers the same when it is read back."""

import json
from datetime import date

from officers.workdays import Calendar, DayEntry

from . import oracle

NATIONAL = Calendar(published_years=range(2004, 2027))
YEARS = range(2020, 2029)


def answers(calendar):
    return {
        day: (calendar.is_workday(day), calendar.reason(day), calendar.is_provisional(day))
        for day in oracle.every_day(date(2020, 1, 1), date(2028, 12, 31))
    }


def reread(calendar):
    return Calendar.thaw(json.loads(json.dumps(calendar.freeze(YEARS))))


def test_the_published_years_and_the_provisional_ones_come_back_as_they_were():
    assert answers(reread(NATIONAL)) == answers(NATIONAL)


def test_the_districts_own_days_come_back_with_their_reasons():
    own = Calendar(
        {
            date(2021, 3, 9): DayEntry(False, "防汛停工"),
            date(2021, 10, 1): DayEntry(True),
            date(2027, 1, 4): DayEntry(False),
            date(2027, 1, 5): DayEntry(True),  # as any provisional weekday, but no longer provisional
            date(2028, 5, 4): DayEntry(False, "劳动节假期"),
        },
        published_years=range(2004, 2027),
        confirmed_years=frozenset({2028}),
    )

    assert answers(reread(own)) == answers(own)


def test_freezing_what_was_read_back_writes_the_same():
    frozen = NATIONAL.freeze(YEARS)

    assert Calendar.thaw(frozen).freeze(YEARS) == frozen
    assert frozen["settled"] == list(range(2020, 2027))
