"""J4: the clock of a general issue stands still from its closing to its reopening."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from enterprises.deadlines import Limits, Step, clock
from officers.workdays import Calendar

from . import oracle

NATIONAL = Calendar(published_years=range(2004, 2027))
AS_OF = date(2022, 3, 1)
RAISED = date(2021, 3, 1)  # a Monday; no holiday in the month


def judged(*steps):
    """A general issue of Monday 1 March 2021; steps as (kind, day of March)."""
    made = [Step(kind, date(2021, 3, on)) for kind, on in steps]
    return clock("general", [Step("raised", RAISED), *made], NATIONAL, Limits())


def test_the_days_in_between_do_not_count():
    # open 2–4 (three days), shut 5–15, open from the 16th: 16, 17, 18, 19 are the 4th to the 7th
    found = judged(("closed", 4), ("reopened", 15), ("closed", 19))

    assert (found.deadline, found.used_days, found.met_on) == (date(2021, 3, 19), 7, date(2021, 3, 19))
    assert found.overdue(AS_OF) is False


def test_an_eighth_open_working_day_makes_it_overdue():
    found = judged(("closed", 4), ("reopened", 15), ("closed", 22))

    assert (found.deadline, found.used_days) == (date(2021, 3, 19), 8)
    assert found.overdue(AS_OF) is True


def test_closed_again_at_the_weekend_after_the_7th_open_working_day_it_was_open_no_longer_than_seven():
    found = judged(("closed", 4), ("reopened", 15), ("closed", 20))

    assert found.used_days == 7
    assert found.overdue(AS_OF) is False
    assert found.count_days(AS_OF)[-1].kind == "met"


def test_still_open_it_is_unsettled_until_an_eighth_working_day_begins():
    found = judged(("closed", 4), ("reopened", 15))

    assert found.deadline == date(2021, 3, 19)
    assert found.met_on is None
    assert [found.overdue(date(2021, 3, on)) for on in (19, 20, 21, 22, 23)] == [None, None, None, True, True]
    assert found.days_left(date(2021, 3, 15)) == 4
    assert found.days_left(date(2021, 3, 19)) == 0
    assert found.state(date(2021, 3, 19)) == "办理中"
    assert found.state(date(2021, 3, 22)) == "已超期"


def test_reopened_with_all_seven_days_used_any_further_working_day_makes_it_overdue():
    # the 7th working day after 1 March is the 10th
    same_day = judged(("closed", 10), ("reopened", 15), ("closed", 15))
    next_day = judged(("closed", 10), ("reopened", 15), ("closed", 16))

    assert same_day.deadline == next_day.deadline == date(2021, 3, 10)
    assert (same_day.used_days, same_day.overdue(AS_OF)) == (7, False)
    assert (next_day.used_days, next_day.overdue(AS_OF)) == (8, True)


def test_reopening_does_not_heal_a_first_closing_that_was_late():
    # raised on Wednesday the 3rd, due on Friday the 12th, closed on the Saturday
    steps = [("raised", 3), ("closed", 13), ("reopened", 15), ("closed", 15)]
    found = clock("general", [Step(kind, date(2021, 3, on)) for kind, on in steps], NATIONAL, Limits())

    assert found.used_days == 7
    assert found.overdue(AS_OF) is True


def test_closing_what_is_closed_and_reopening_what_is_open_change_nothing():
    plain = judged(("closed", 4), ("reopened", 15), ("closed", 19))
    noisy = judged(("reopened", 2), ("closed", 4), ("closed", 9), ("reopened", 15), ("reopened", 17), ("closed", 19))

    assert noisy == plain


def test_a_reopened_major_issue_is_not_scored_again():
    steps = [("raised", 1), ("escalated", 3), ("closed", 8), ("reopened", 20)]
    found = clock("major", [Step(kind, date(2021, 3, on)) for kind, on in steps], NATIONAL, Limits())

    assert found.overdue(AS_OF) is False
    assert not found.reopened


@settings(max_examples=300, deadline=None)
@given(
    raised=st.dates(date(2020, 1, 1), date(2026, 6, 30)),
    gaps=st.lists(st.integers(0, 12), max_size=7),
)
def test_however_often_it_is_reopened_it_agrees_with_walking_day_by_day(raised, gaps):
    steps, closings, on = [Step("raised", raised)], [], raised
    for place, gap in enumerate(gaps):
        on += timedelta(days=gap)
        if place % 2 == 0:
            steps.append(Step("closed", on))
            closings.append((on, None))
        else:
            steps.append(Step("reopened", on))
            closings[-1] = (closings[-1][0], on)
    horizon = on + timedelta(days=60)
    deadline, used, is_open = oracle.general_clock(raised, closings, horizon)
    found = clock("general", steps, NATIONAL, Limits())

    assert found.deadline == deadline
    assert found.used_by(horizon) == used
    assert (found.met_on is None) == is_open
    first_late = bool(closings) and closings[0][0] > oracle.nth_workday(raised, 7)
    assert found.overdue(horizon + oracle.DAY) is (used > 7 or first_late)
    strip = found.count_days(horizon)
    assert [cell.day for cell in strip] == list(oracle.every_day(raised, found.met_on or horizon))
    assert max((cell.number or 0 for cell in strip), default=0) == used
