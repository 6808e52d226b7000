"""J4: an issue that the office makes a major one on day R."""

from datetime import date

import pytest

from enterprises.deadlines import Limits, Step, clock
from officers.workdays import Calendar

NATIONAL = Calendar(published_years=range(2004, 2027))
AS_OF = date(2022, 3, 1)


def judged(*steps):
    """A general issue of 17 September 2021, due on the 28th, now a major one."""
    made = [Step(kind, date.fromisoformat(f"2021-{on}")) for kind, on in steps]
    return clock("major", [Step("raised", date(2021, 9, 17)), *made], NATIONAL, Limits())


@pytest.mark.parametrize(
    ("on", "deadline"),
    [("09-17", date(2021, 9, 23)), ("09-22", date(2021, 9, 26)), ("09-28", date(2021, 10, 8))],
)
def test_within_the_general_limit_three_working_days_run_from_that_day(on, deadline):
    found = judged(("reclassified", on))

    assert (found.kind, found.limit, found.deadline) == ("major", 3, deadline)
    assert found.overdue(AS_OF) is True


def test_handed_over_within_these_three_days_is_in_time():
    assert judged(("reclassified", "09-28"), ("escalated", "10-08")).overdue(AS_OF) is False
    assert judged(("reclassified", "09-28"), ("escalated", "10-09")).overdue(AS_OF) is True


def test_handed_over_before_it_was_made_a_major_one_is_in_time():
    found = judged(("escalated", "09-20"), ("reclassified", "09-22"))

    assert found.overdue(AS_OF) is False
    assert (found.met_on, found.used_days, found.state(AS_OF)) == (date(2021, 9, 20), 0, "已上交")
    assert [cell.note for cell in found.count_days(AS_OF)] == ["改为重点，此前已上交"]


@pytest.mark.parametrize("after", [[], [("escalated", "09-29")], [("escalated", "09-30"), ("closed", "10-08")]])
def test_later_than_the_general_deadline_it_is_overdue_by_that_and_nothing_more_is_scored(after):
    found = judged(("reclassified", "09-29"), *after)

    assert (found.kind, found.limit, found.deadline) == ("general", 7, date(2021, 9, 28))
    assert found.overdue(AS_OF) is True


def test_closed_late_before_it_was_made_a_major_one_it_stays_overdue_by_the_general_deadline():
    found = judged(("closed", "09-30"), ("reclassified", "10-11"))

    assert (found.kind, found.deadline) == ("general", date(2021, 9, 28))
    assert found.overdue(AS_OF) is True


def test_closed_by_the_general_deadline_the_three_days_run_however_late_it_was_made_a_major_one():
    found = judged(("closed", "09-28"), ("reclassified", "10-11"), ("reopened", "10-11"))

    assert (found.kind, found.deadline) == ("major", date(2021, 10, 14))


def test_open_again_with_days_to_spare_when_it_was_made_a_major_one_the_three_days_run():
    # four working days (18, 22, 23, 24), a pause, then two (11 and 12 October) before 12 October
    found = judged(("closed", "09-24"), ("reopened", "10-09"), ("reclassified", "10-12"))

    assert (found.kind, found.deadline) == ("major", date(2021, 10, 15))


def test_open_again_beyond_its_days_when_it_was_made_a_major_one_it_is_overdue_by_the_general_deadline():
    found = judged(("closed", "09-24"), ("reopened", "10-09"), ("reclassified", "10-14"), ("closed", "10-15"))

    assert (found.kind, found.deadline) == ("general", date(2021, 10, 13))
    assert found.overdue(AS_OF) is True


def of_march(*steps):
    """A general issue of Monday 1 March 2021, due on Wednesday the 10th, now a major one; steps by day of March."""
    made = [Step(kind, date(2021, 3, on)) for kind, on in steps]
    return clock("major", [Step("raised", date(2021, 3, 1)), *made], NATIONAL, Limits())


REOPENED = (("closed", 4), ("reopened", 15))  # three days used, so that the 7th is Friday the 19th


@pytest.mark.parametrize("until", [[], [("escalated", 24)], [("escalated", 24), ("closed", 26)]])
@pytest.mark.parametrize("on", [20, 21, 22])
def test_reopened_and_made_a_major_one_on_any_day_after_its_deadline_it_is_overdue_by_that(on, until):
    found = of_march(*REOPENED, ("reclassified", on), *until)

    assert (found.kind, found.deadline) == ("general", date(2021, 3, 19))
    assert found.overdue(AS_OF) is True


@pytest.mark.parametrize("on", [18, 19])
def test_reopened_and_made_a_major_one_by_its_deadline_the_three_days_run(on):
    found = of_march(*REOPENED, ("reclassified", on), ("escalated", 24))

    assert (found.kind, found.deadline) == ("major", date(2021, 3, on + 5))
    assert found.overdue(AS_OF) is (on == 18)


@pytest.mark.parametrize(
    ("on", "kind", "deadline"),
    [(5, "major", 10), (12, "major", 17), (13, "general", 12), (14, "general", 12), (15, "general", 12)],
)
def test_without_a_reopening_the_deadline_is_compared_with_that_day_in_the_same_way(on, kind, deadline):
    raised = Step("raised", date(2021, 3, 3))  # a Wednesday: the 7th working day is Friday the 12th
    found = clock("major", [raised, Step("reclassified", date(2021, 3, on))], NATIONAL, Limits())

    assert (found.kind, found.deadline) == (kind, date(2021, 3, deadline))
    assert found.overdue(AS_OF) is True


def test_once_missed_so_it_is_overdue_at_once_and_a_closing_at_the_weekend_comes_too_late():
    found = of_march(*REOPENED, ("reclassified", 20), ("closed", 21))

    assert found.overdue(date(2021, 3, 19)) is None  # not before the deadline is past (G7)
    assert found.overdue(date(2021, 3, 20)) is True
    assert found.state(AS_OF) == "超期办结"
    assert {cell.day.day: cell.kind for cell in found.count_days(AS_OF)}[4] == "met"
    assert found.count_days(AS_OF)[-1].kind == "late"


def test_closed_again_by_its_deadline_the_three_days_run_from_a_later_day():
    found = of_march(*REOPENED, ("closed", 19), ("reclassified", 20), ("reopened", 20), ("escalated", 24))

    assert (found.kind, found.deadline, found.overdue(AS_OF)) == ("major", date(2021, 3, 24), False)
