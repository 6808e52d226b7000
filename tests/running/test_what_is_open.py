"""Which duties are open on a day, until when, and which are late: every edge on both its sides (2021 unless said)."""

from datetime import date, timedelta

import pytest

from assessment.running import years_running
from enterprises.models import Submission, Visit
from tests.assessment.scored import One
from tests.factories import at, exempt, hand_in, raise_issue, support, visit, visit_weekly

from .duties import tasks, told

pytestmark = pytest.mark.django_db

FRIDAY, SUNDAY, MONDAY = date(2021, 9, 24), date(2021, 9, 26), date(2021, 9, 27)


@pytest.fixture
def one():
    """An officer with one enterprise who has done everything of this year up to the end of August."""
    one = One()
    pairing = one.pairing = one.firm()
    visit_weekly(pairing, range(1, 38))
    for quarter in (date(2021, 2, 9), date(2021, 5, 11), date(2021, 8, 10)):
        visit(pairing, quarter, is_briefing=True)
    for month in range(1, 9):
        hand_in(one.officer, month, at(2021, month + 1, 3))
    return one


def open_on(one, day, kind=None):
    return [told(task) for task in tasks(one.district, day) if kind in (None, task.ahead.kind) and not task.ahead.late]


def late_on(one, day):
    return [(task.ahead.kind, task.ahead.due) for task in tasks(one.district, day) if task.ahead.late]


def test_a_week_is_open_to_the_last_minute_of_its_sunday(one):
    assert open_on(one, SUNDAY, "visit") == [("visit", "2021-09-26", "0.50")]
    assert open_on(one, MONDAY, "visit") == [("visit", "2021-10-03", "0.50")]
    visit(one.pairing, SUNDAY)
    assert open_on(one, SUNDAY, "visit") == []


def test_a_deputys_or_a_void_visit_leaves_the_week_open(one):
    visit(one.pairing, FRIDAY, visitor=Visit.Visitor.DEPUTY)
    visit(one.pairing, FRIDAY, void="经核查未到企业")
    assert len(open_on(one, FRIDAY, "visit")) == 1


def test_a_week_that_is_not_owed_is_nothing_to_do(one):
    exempt(one.officer, date(2021, 9, 20), SUNDAY, "脱产培训")
    assert open_on(one, FRIDAY, "visit") == []
    assert open_on(one, date(2021, 2, 12), "visit") == []  # the week of the Spring Festival has no working day


def test_a_quarters_briefing_is_open_to_its_last_day(one):
    assert open_on(one, date(2021, 12, 31), "policy_talk") == [("policy_talk", "2021-12-31", "3.00")]
    assert open_on(one, date(2022, 1, 1), "policy_talk") == [("policy_talk", "2022-03-31", "3.00")]
    assert open_on(one, FRIDAY, "policy_talk") == []


def test_nothing_is_at_stake_where_supports_give_full_marks(one):
    for number in range(3):
        support(one.pairing.enterprise, date(2021, 3, 9), f"政策{number}")
    assert open_on(one, date(2021, 12, 1), "policy_talk") == [("policy_talk", "2021-12-31", "0")]


def test_nothing_is_at_stake_where_nothing_is_left_to_lose():
    one = One()
    pairing = one.firm()
    visit_weekly(pairing, range(1, 20))  # nineteen weeks done, twenty missed: the item is at its floor
    assert open_on(one, date(2021, 10, 8), "visit") == [("visit", "2021-10-10", "0")]


def test_a_ledger_is_due_on_the_rolled_day_and_says_which_day_was_meant(one):
    (task,) = [task for task in tasks(one.district, date(2021, 10, 8)) if task.ahead.due == date(2021, 10, 8)]
    assert (task.ahead.kind, task.ahead.nominal) == ("ledger", date(2021, 10, 5))
    assert ("ledger", "2021-10-08", "2.00") in open_on(one, date(2021, 10, 8))
    assert ("ledger", date(2021, 10, 8)) in late_on(one, date(2021, 10, 9))
    hand_in(one.officer, 9, at(2021, 10, 8, 23, 59))
    assert ("ledger", "2021-10-08", "2.00") not in open_on(one, date(2021, 10, 8))


def test_a_ledger_on_its_own_day_rests_on_no_other(one):
    (task,) = [
        task for task in tasks(one.district, date(2021, 10, 28)) if task.ahead.kind == "ledger" and not task.ahead.late
    ]
    assert (task.ahead.due, task.ahead.nominal) == (date(2021, 11, 5), None)


def test_a_ledger_sent_back_is_open_to_the_end_of_its_limit(one):
    hand_in(one.officer, 9, at(2021, 10, 8), at(2021, 10, 11))
    sent_back = [task for task in tasks(one.district, date(2021, 10, 14)) if task.ahead.sent_back]
    assert [(told(task), task.ahead.sent_back) for task in sent_back] == [
        (("ledger", "2021-10-14", "2.00"), date(2021, 10, 11))
    ]
    assert ("ledger", date(2021, 10, 8)) in late_on(one, date(2021, 10, 15))


def test_a_ledger_sent_back_early_is_open_to_its_due_day(one):
    hand_in(one.officer, 9, at(2021, 9, 26), at(2021, 9, 27))
    assert ("ledger", "2021-10-08", "2.00") in open_on(one, date(2021, 9, 30))
    assert ("ledger", "2021-10-08", "2.00") in open_on(one, date(2021, 10, 8))


def test_a_late_ledger_sent_back_is_to_be_made_good_without_points(one):
    hand_in(one.officer, 9, at(2021, 10, 9), at(2021, 10, 11))
    assert late_on(one, date(2021, 10, 12)) == [("ledger", date(2021, 10, 14))]


def test_a_ledger_handed_in_again_is_done(one):
    ledger = hand_in(one.officer, 9, at(2021, 10, 8), at(2021, 10, 11))
    Submission.objects.create(district=one.district, ledger=ledger, sequence=2, received_at=at(2021, 10, 13))
    assert [due for _, due, _ in open_on(one, date(2021, 10, 13), "ledger")] == ["2021-11-05"]


@pytest.mark.parametrize(
    ("level", "step", "due"), [("general", "closed", "2021-09-28"), ("major", "escalated", "2021-09-23")]
)
def test_an_issue_is_open_to_its_deadline_and_late_until_it_is_done(one, level, step, due):
    issue = raise_issue(one.pairing.enterprise, "2021-0001", date(2021, 9, 17), "用电增容", level=level)
    last = date.fromisoformat(due)
    assert open_on(one, last, "issue") == [("issue", due, "2.00")]
    assert ("issue", last) in late_on(one, last + timedelta(days=1))
    issue.steps.create(
        district=one.district, sequence=1, kind=step, on=last, entered_at=at(2021, 9, 28)
    )  # fmt: skip
    assert open_on(one, last, "issue") == []
    assert ("issue", last) not in late_on(one, last + timedelta(days=1))


def test_an_issue_opened_again_with_its_days_used_up_can_be_closed_until_the_next_working_day(one):
    raise_issue(
        one.pairing.enterprise, "2021-0001", date(2021, 10, 11), "用电增容",
        ("closed", date(2021, 10, 12)), ("reopened", date(2021, 10, 14)),
    )  # fmt: skip
    assert open_on(one, date(2021, 10, 22), "issue") == [("issue", "2021-10-22", "2.00")]
    assert open_on(one, date(2021, 10, 23), "issue") == [("issue", "2021-10-24", "2.00")]
    assert ("issue", date(2021, 10, 22)) in late_on(one, date(2021, 10, 25))


def test_an_issue_raised_in_december_is_open_before_its_year_begins(one):
    raise_issue(one.pairing.enterprise, "2021-0001", date(2021, 12, 29), "用电增容", level="major")
    assert open_on(one, date(2021, 12, 30), "issue") == [("issue", "2022-01-04", "2.00")]
    assert open_on(one, date(2022, 1, 4), "issue") == [("issue", "2022-01-04", "2.00")]


def test_decembers_ledger_is_open_in_january_as_last_years(one):
    found = tasks(one.district, date(2022, 1, 5))
    (task,) = [task for task in found if task.ahead.due == date(2022, 1, 5)]
    assert (task.year, told(task)) == (2021, ("ledger", "2022-01-05", "2.00"))


def test_the_week_around_new_year_is_asked_for_once(one):
    def weeks(day):
        return [(task.year, task.ahead.period.code) for task in tasks(one.district, day) if task.ahead.kind == "visit"]

    assert weeks(date(2022, 1, 1)) == [(2021, "2021-W52")]
    assert weeks(date(2024, 12, 31)) == [(2025, "2025-W01")]  # the days before New Year belong to the next year's


def test_a_limit_in_a_year_without_holidays_known_is_provisional(one):
    provisional = {
        task.ahead.period.code: task.ahead.provisional
        for task in tasks(one.district, date(2039, 12, 28))
        if task.ahead.kind == "ledger" and not task.ahead.late
    }
    assert provisional["2039-12"] is True


def test_last_year_runs_until_its_assessment_and_the_next_from_december():
    assert years_running(date(2022, 1, 1)) == [2021, 2022]
    assert years_running(date(2022, 3, 1)) == [2021, 2022]
    assert years_running(date(2022, 3, 2)) == [2022]
    assert years_running(date(2022, 11, 30)) == [2022]
    assert years_running(date(2022, 12, 1)) == [2022, 2023]


def test_an_exception_that_would_take_more_is_told():
    one = One()
    visit_weekly(one.firm(starts=date(2021, 7, 5)), range(27, 33))  # six of ten weeks; the eleventh decides
    (task,) = [task for task in tasks(one.district, date(2021, 9, 14)) if task.ahead.kind == "visit"]
    assert (str(task.points), task.falls) == ("0.50", ("全年到岗率54.55%，低于60%，此项得0分",))
