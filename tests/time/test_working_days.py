"""G3: which days are working days, and why."""

from datetime import date

import pytest

from officers.workdays import Calendar, DayEntry

from . import oracle

NATIONAL = Calendar(published_years=range(2004, 2027))


def day(text):
    return date.fromisoformat(text)


@pytest.mark.parametrize("year", range(2020, 2028))
def test_every_day_of_a_year_is_what_the_notice_of_the_state_council_says(year):
    wrong = [
        each
        for each in oracle.every_day(date(year, 1, 1), date(year, 12, 31))
        if NATIONAL.is_workday(each) != oracle.is_workday(each)
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "working", "reason"),
    [
        ("2021-09-17", True, "工作日"),
        ("2021-09-18", True, "调休上班"),
        ("2021-09-19", False, "中秋节假期"),
        ("2021-09-25", False, "周末"),
        ("2021-10-05", False, "国庆节假期"),
        ("2021-04-05", False, "清明节假期"),
        ("2021-06-14", False, "端午节假期"),
        ("2021-02-12", False, "春节假期"),
        ("2021-01-01", False, "元旦假期"),
        ("2021-05-03", False, "劳动节假期"),
        ("2027-01-01", False, "元旦假期（暂定）"),
        ("2027-05-02", False, "劳动节假期（暂定）"),
        ("2027-10-04", True, "工作日"),
        ("2027-01-02", False, "周末"),
    ],
)
def test_the_reason_names_the_holiday_the_weekend_or_the_make_up_day(text, working, reason):
    assert NATIONAL.is_workday(day(text)) is working
    assert NATIONAL.reason(day(text)) == reason


def test_the_districts_own_entry_comes_before_the_published_arrangement():
    own = Calendar({day("2021-03-09"): DayEntry(False, "防汛停工"), day("2021-10-01"): DayEntry(True)})

    assert not own.is_workday(day("2021-03-09"))
    assert own.reason(day("2021-03-09")) == "防汛停工"
    assert own.is_workday(day("2021-10-01"))
    assert own.reason(day("2021-10-01")) == "工作日"
    assert own.nth_workday(day("2021-03-08"), 1) == day("2021-03-10")


def test_an_entry_without_a_note_still_says_why():
    own = Calendar(
        {
            day("2021-03-09"): DayEntry(False),
            day("2021-03-13"): DayEntry(True),
            day("2021-10-01"): DayEntry(False),
            day("2027-01-01"): DayEntry(False),
        }
    )

    assert own.reason(day("2021-03-09")) == "放假"
    assert own.reason(day("2021-03-13")) == "调休上班"
    assert own.reason(day("2021-10-01")) == "国庆节假期"
    assert own.reason(day("2027-01-01")) == "元旦假期"


def test_no_year_is_so_far_off_that_the_calendar_refuses():
    for each in (date(1, 1, 1), date(1949, 10, 1), date(2003, 12, 31), date(2100, 1, 1), date(9999, 12, 31)):
        NATIONAL.is_workday(each)
        NATIONAL.reason(each)
        assert NATIONAL.is_provisional(each)


def test_a_changed_source_does_not_reach_into_a_calendar():
    entries = {day("2021-03-09"): DayEntry(False)}
    own = Calendar(entries)
    entries[day("2021-03-10")] = DayEntry(False)

    assert own.is_workday(day("2021-03-10"))


def test_the_digest_changes_with_an_entry_its_note_and_the_years():
    entry = {day("2021-03-09"): DayEntry(False)}
    variants = [
        Calendar(),
        Calendar(entry),
        Calendar({day("2021-03-09"): DayEntry(False, "停工")}),
        Calendar({day("2021-03-09"): DayEntry(True)}),
        Calendar(published_years=range(2004, 2026)),
        Calendar(confirmed_years=frozenset({2027})),
    ]

    assert len({calendar.digest() for calendar in variants}) == len(variants)
    assert Calendar(dict(entry)).digest() == Calendar(entry).digest()


def test_the_description_names_the_published_years_and_the_districts_own():
    own = Calendar(
        {day("2027-01-04"): DayEntry(False)},
        published_years=frozenset({2024, 2025, 2026}) - {2025},
        confirmed_years=frozenset({2027}),
    )

    assert own.describe.startswith("国务院办公厅公布的放假安排（2024年、2026年，chinesecalendar ")
    assert own.describe.endswith("），本区录入2027年安排，本区工作日历1条")
