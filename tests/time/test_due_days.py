"""G1, G2, G5, T46: the 5th, where it moves to, and its last second."""

import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from enterprises.ledger_times import Filing, effective_time
from officers.periods import DueRule, Grid, periods
from officers.workdays import Calendar, day_end, local_day

from . import oracle

NATIONAL = Calendar(published_years=range(2004, 2027))
LEDGERS = Grid("month", 2021, NATIONAL, due=DueRule(5))
MONTHS = range(1, 13)
# the ledgers of 2021, read off the wall calendar
DUE = ["02-05", "03-05", "04-06", "05-06", "06-07", "07-05", "08-05", "09-06", "10-08", "11-05", "12-06", "01-05"]
ZONES = [
    UTC,
    ZoneInfo("Asia/Shanghai"),
    ZoneInfo("America/New_York"),
    timezone(timedelta(hours=14)),
]


def due_day(month):
    return date.fromisoformat(f"{2022 if month == 12 else 2021}-{DUE[month - 1]}")


@pytest.mark.parametrize("month", MONTHS)
def test_a_ledger_is_due_on_the_5th_or_the_next_working_day(month):
    assert LEDGERS.due_day(month) == due_day(month)
    assert LEDGERS.moved(month) == (due_day(month).day != 5)


@pytest.mark.parametrize("zone", ZONES, ids=str)
@pytest.mark.parametrize("month", MONTHS)
@pytest.mark.parametrize(
    ("clock", "next_day", "standing"),
    [((0, 0, 0, 0), 0, "on_time"), ((23, 59, 59, 999999), 0, "on_time"), ((0, 0, 0, 0), 1, "late")],
    ids=["its first moment", "its last moment", "the midnight after"],
)
def test_the_due_day_counts_to_its_last_microsecond_in_whatever_zone_the_time_is_written(
    zone, month, clock, next_day, standing
):
    on = due_day(month) + timedelta(days=next_day)
    # Shanghai is eight hours ahead of UTC, summer and winter
    moment = (datetime(on.year, on.month, on.day, *clock, tzinfo=UTC) - timedelta(hours=8)).astimezone(zone)
    found = effective_time([Filing(moment)], NATIONAL, as_of=date(2022, 3, 1))

    assert local_day(moment) == on
    assert found.standing(LEDGERS.due_at(month)) == standing


def test_a_ledger_due_in_a_holiday_may_come_on_the_first_working_day_and_not_on_the_make_up_saturday_after_it():
    due_at = LEDGERS.due_at(9)
    shanghai = ZoneInfo("Asia/Shanghai")
    on_8_october = effective_time([Filing(datetime(2021, 10, 8, 17, tzinfo=shanghai))], NATIONAL, date(2022, 3, 1))
    on_9_october = effective_time([Filing(datetime(2021, 10, 9, 9, tzinfo=shanghai))], NATIONAL, date(2022, 3, 1))

    assert on_8_october.standing(due_at) == "on_time"
    assert on_9_october.standing(due_at) == "late"


@pytest.mark.parametrize("year", range(2020, 2028))
def test_the_due_days_of_every_year_agree_with_the_wall_calendar(year):
    grid = Grid("month", year, NATIONAL, due=DueRule(5))
    for month in MONTHS:
        fifth = date(year + month // 12, month % 12 + 1, 5)
        expected = fifth if oracle.is_workday(fifth) else oracle.nth_workday(fifth, 1)
        assert grid.due_day(month) == expected


@pytest.mark.parametrize("zone", ["UTC", "Asia/Shanghai", "America/New_York"])
def test_the_machines_own_time_zone_changes_nothing(zone):
    root = Path(__file__).parents[2]
    run = subprocess.run(
        [sys.executable, "-m", "tests.time.due_instants"],
        cwd=root,
        env={**os.environ, "TZ": zone},
        capture_output=True,
        text=True,
        check=True,
    )
    expected = [
        f"2021-{month:02} {due_day(month)}T16:00:00+00:00 {due_day(month)} {due_day(month) + timedelta(days=1)}"
        for month in MONTHS
    ]

    assert run.stdout.splitlines() == expected


def test_a_rule_may_leave_the_day_where_it_falls_or_exclude_it():
    september = periods("month", 2021)[8]

    assert DueRule(5, roll=None).due_day(september, NATIONAL) == date(2021, 10, 5)
    assert DueRule(5, inclusive=False, roll=None).due_day(september, NATIONAL) == date(2021, 10, 4)
    assert DueRule(9, inclusive=False).due_day(september, NATIONAL) == date(2021, 10, 8)


def test_a_due_day_may_be_any_day_that_every_month_has():
    january = periods("month", 2021)[0]

    assert DueRule(1, roll=None).due_day(january, NATIONAL) == date(2021, 2, 1)
    assert DueRule(28, roll=None).due_day(january, NATIONAL) == date(2021, 2, 28)


def test_a_quarters_return_is_due_in_the_month_after_it():
    assert DueRule(5).due_day(periods("quarter", 2021)[2], NATIONAL) == date(2021, 10, 8)


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        (lambda: DueRule(0), "between the 1st and the 28th"),
        (lambda: DueRule(29), "between the 1st and the 28th"),
        (lambda: DueRule(5, roll="previous_working_day"), "previous_working_day"),
        (lambda: DueRule(5).due_day(periods("iso_week", 2021)[0], NATIONAL), "week"),
        (lambda: LEDGERS.due_day(13), "no month 13"),
        (lambda: LEDGERS.due_day(0), "no month 0"),
    ],
)
def test_a_rule_that_makes_no_sense_is_refused(rule, message):
    with pytest.raises(ValueError, match=message):
        rule()


def test_a_time_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="without a zone"):
        local_day(datetime(2021, 4, 5, 23, 59, 59))  # noqa: DTZ001 - the very mistake


def test_the_end_of_a_day_is_the_midnight_in_shanghai():
    assert day_end(date(2021, 12, 31)) == datetime(2021, 12, 31, 16, tzinfo=UTC)
