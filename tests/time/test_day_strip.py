"""The strip under an issue: every day named, every working day numbered."""

from datetime import date

from enterprises.deadlines import Limits, Step, clock
from officers.workdays import Calendar, DayEntry

NATIONAL = Calendar(published_years=range(2004, 2027))


def strip(steps, until, level="general", calendar=NATIONAL):
    made = [Step(kind, date.fromisoformat(f"2021-{on}")) for kind, on in steps]
    cells = clock(level, made, calendar, Limits()).count_days(date.fromisoformat(f"2021-{until}"))
    return [(f"{cell.day:%m-%d}", cell.number, cell.kind, cell.note) for cell in cells]


def test_a_late_issue_over_a_holiday_and_two_make_up_weekends():
    assert strip([("raised", "09-17"), ("closed", "09-29")], "12-31") == [
        ("09-17", None, "start", "提出"),
        ("09-18", 1, "make_up", "调休上班"),
        ("09-19", None, "off", "中秋节假期"),
        ("09-20", None, "off", "中秋节假期"),
        ("09-21", None, "off", "中秋节假期"),
        ("09-22", 2, "work", "工作日"),
        ("09-23", 3, "work", "工作日"),
        ("09-24", 4, "work", "工作日"),
        ("09-25", None, "off", "周末"),
        ("09-26", 5, "make_up", "调休上班"),
        ("09-27", 6, "work", "工作日"),
        ("09-28", 7, "due", "截止24时"),
        ("09-29", 8, "late", "办结"),
    ]


def test_an_open_issue_is_shown_to_the_day_asked_for():
    assert strip([("raised", "09-17")], "09-17") == [("09-17", None, "start", "提出")]
    assert strip([("raised", "09-17")], "09-16") == []
    assert [cell[2] for cell in strip([("raised", "09-17")], "10-08")][-11:] == [
        "due",
        "late",
        "late",
        *["off"] * 7,
        "late",
    ]
    assert strip([("raised", "09-17")], "10-08")[-1] == ("10-08", 10, "late", "超期")


def test_the_last_day_counted_is_the_one_on_which_it_was_closed_in_time():
    assert strip([("raised", "09-23"), ("closed", "09-26")], "12-31") == [
        ("09-23", None, "start", "提出"),
        ("09-24", 1, "work", "工作日"),
        ("09-25", None, "off", "周末"),
        ("09-26", 2, "met", "办结"),
    ]
    assert strip([("raised", "09-23"), ("closed", "09-23")], "12-31") == [("09-23", None, "start", "提出，当日办结")]


def test_a_due_day_that_is_a_make_up_day_says_both():
    assert strip([("raised", "09-22")], "09-26", level="major") == [
        ("09-22", None, "start", "提出"),
        ("09-23", 1, "work", "工作日"),
        ("09-24", 2, "work", "工作日"),
        ("09-25", None, "off", "周末"),
        ("09-26", 3, "due", "截止24时（调休上班）"),
    ]


def test_a_major_issue_starts_on_the_day_it_was_made_one_and_ends_when_handed_over():
    assert strip([("raised", "09-17"), ("reclassified", "09-22"), ("escalated", "09-23")], "12-31", level="major") == [
        ("09-22", None, "start", "改为重点"),
        ("09-23", 1, "met", "上交"),
    ]


def test_the_days_between_closing_and_reopening_are_shown_as_a_pause():
    assert strip([("raised", "03-01"), ("closed", "03-02"), ("reopened", "03-05"), ("closed", "03-08")], "12-31") == [
        ("03-01", None, "start", "提出"),
        ("03-02", 1, "met", "办结"),
        ("03-03", None, "paused", "已办结，停计"),
        ("03-04", None, "paused", "已办结，停计"),
        ("03-05", None, "start", "重新办理"),
        ("03-06", None, "off", "周末"),
        ("03-07", None, "off", "周末"),
        ("03-08", 2, "met", "办结"),
    ]


def test_a_day_of_closing_and_reopening_stands_once():
    assert strip([("raised", "03-01"), ("closed", "03-02"), ("reopened", "03-02")], "03-03") == [
        ("03-01", None, "start", "提出"),
        ("03-02", 1, "met", "办结，当日重新办理"),
        ("03-03", 2, "work", "工作日"),
    ]


def test_a_strip_that_is_cut_off_within_a_pause_ends_there():
    steps = [("raised", "03-01"), ("closed", "03-02"), ("reopened", "03-05")]

    assert [cell[2] for cell in strip(steps, "03-04")] == ["start", "met", "paused", "paused"]


def test_the_districts_own_day_off_is_named_by_its_note():
    own = Calendar({date(2021, 3, 2): DayEntry(False, "防汛停工")}, published_years=range(2004, 2027))

    assert strip([("raised", "03-01")], "03-03", calendar=own) == [
        ("03-01", None, "start", "提出"),
        ("03-02", None, "off", "防汛停工"),
        ("03-03", 1, "work", "工作日"),
    ]
