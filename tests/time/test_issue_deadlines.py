"""J4: the deadline of an issue, and whether it was met."""

from datetime import date

import pytest

from enterprises.deadlines import Limits, Step, clock
from officers.workdays import Calendar

from . import oracle

NATIONAL = Calendar(published_years=range(2004, 2027))
AS_OF = date(2022, 3, 1)


def day(text):
    return date.fromisoformat(text)


def judged(level, raised, *steps, limits=Limits()):  # noqa: B008 - immutable
    made = [Step(kind, day(on) if on else None) for kind, on in steps]
    return clock(level, [Step("raised", day(raised)), *made], NATIONAL, limits)


def test_a_general_issue_of_17_september_2021_is_due_on_the_28th():
    found = judged("general", "2021-09-17")

    assert (found.kind, found.limit, found.deadline) == ("general", 7, day("2021-09-28"))


def test_a_major_issue_of_29_december_2021_is_due_on_4_january_2022():
    assert judged("major", "2021-12-29").deadline == day("2022-01-04")


@pytest.mark.parametrize("year", range(2020, 2028))
def test_the_deadlines_of_issues_of_every_day_agree_with_counting_on_the_fingers(year):
    for raised in oracle.every_day(date(year, 1, 1), date(year, 12, 31)):
        for level, limit in (("general", 7), ("major", 3)):
            found = clock(level, [Step("raised", raised)], NATIONAL, Limits())
            assert found.deadline == oracle.nth_workday(raised, limit)


@pytest.mark.parametrize(
    ("closed", "used", "overdue", "state"),
    [
        ("2021-09-17", 0, False, "已办结"),
        ("2021-09-27", 6, False, "已办结"),
        ("2021-09-28", 7, False, "已办结"),
        ("2021-09-29", 8, True, "超期办结"),
        ("2021-10-11", 12, True, "超期办结"),
    ],
)
def test_closed_on_the_7th_working_day_is_in_time_and_on_the_8th_is_not(closed, used, overdue, state):
    found = judged("general", "2021-09-17", ("closed", closed))

    assert (found.met_on, found.used_days) == (day(closed), used)
    assert found.overdue(AS_OF) is overdue
    assert found.state(AS_OF) == state
    assert found.days_left(day("2021-09-20")) is None


def test_closed_at_the_weekend_after_the_deadline_is_late_though_no_working_day_passed():
    # raised on Wednesday 3 March: the 7th working day is Friday the 12th
    found = judged("general", "2021-03-03", ("closed", "2021-03-13"))

    assert (found.deadline, found.used_days) == (day("2021-03-12"), 7)
    assert found.overdue(AS_OF) is True
    assert found.count_days(AS_OF)[-1].kind == "late"


@pytest.mark.parametrize(
    ("escalated", "overdue", "state"),
    [("2021-12-30", False, "已上交"), ("2022-01-04", False, "已上交"), ("2022-01-05", True, "超期上交")],
)
def test_a_major_issue_is_handed_over_by_the_3rd_working_day(escalated, overdue, state):
    found = judged("major", "2021-12-29", ("escalated", escalated), ("closed", "2022-02-28"))

    assert found.met_on == day(escalated)
    assert found.overdue(AS_OF) is overdue
    assert found.state(AS_OF) == state


def test_closing_a_major_issue_does_not_replace_handing_it_over():
    found = judged("major", "2021-12-29", ("closed", "2021-12-30"))

    assert found.met_on is None
    assert found.overdue(AS_OF) is True
    assert found.state(AS_OF) == "已超期"


def test_the_first_handing_over_counts():
    found = judged("major", "2021-12-29", ("escalated", "2022-01-04"), ("escalated", "2022-01-10"))

    assert found.overdue(AS_OF) is False


def test_handing_over_a_general_issue_does_not_stop_its_clock():
    found = judged("general", "2021-09-17", ("escalated", "2021-09-20"))

    assert found.met_on is None
    assert found.overdue(AS_OF) is True


@pytest.mark.parametrize(
    ("as_of", "overdue", "state"),
    [
        ("2021-09-24", None, "办理中"),
        ("2021-09-28", None, "办理中"),
        ("2021-09-29", True, "已超期"),
    ],
)
def test_an_open_issue_is_overdue_once_its_deadline_lies_before_the_as_of_day(as_of, overdue, state):
    found = judged("general", "2021-09-17")

    assert found.overdue(day(as_of)) is overdue
    assert found.state(day(as_of)) == state


def test_a_closed_issue_is_not_settled_before_its_deadline_has_passed():
    found = judged("general", "2021-09-17", ("closed", "2021-09-20"))

    assert found.overdue(day("2021-09-28")) is None
    assert found.overdue(day("2021-09-29")) is False
    assert found.state(day("2021-09-24")) == "已办结"


def test_a_major_issue_not_yet_handed_over_says_what_it_waits_for():
    assert judged("major", "2021-12-29").state(day("2022-01-04")) == "待上交"


@pytest.mark.parametrize(
    ("today", "left"),
    [("2021-09-17", 7), ("2021-09-24", 3), ("2021-09-27", 1), ("2021-09-28", 0), ("2021-09-29", -1)],
)
def test_the_days_left_are_the_working_days_after_today(today, left):
    assert judged("general", "2021-09-17").days_left(day(today)) == left


@pytest.mark.parametrize(("kind", "state"), [("withdrawn", "已撤回"), ("merged", "已合并")])
@pytest.mark.parametrize("on", [None, "2021-12-01"])
def test_a_withdrawn_or_merged_issue_is_void_whenever_that_was(kind, state, on):
    found = judged("general", "2021-09-17", (kind, on))

    assert (found.kind, found.deadline, found.met_on) == ("void", None, None)
    assert found.overdue(AS_OF) is None
    assert found.days_left(AS_OF) is None
    assert found.used_days is None
    assert found.count_days(AS_OF) == ()
    assert found.state(AS_OF) == state


def test_a_district_may_set_other_limits():
    limits = Limits(general=10, major=1)

    assert judged("general", "2021-09-17", limits=limits).deadline == day("2021-10-08")
    assert judged("major", "2021-09-17", limits=limits).deadline == day("2021-09-18")


def test_steps_that_make_no_issue_are_refused():
    with pytest.raises(ValueError, match="raised"):
        clock("general", [Step("closed", day("2021-09-20"))], NATIONAL, Limits())
    with pytest.raises(ValueError, match="minor"):
        clock("minor", [Step("raised", day("2021-09-20"))], NATIONAL, Limits())
