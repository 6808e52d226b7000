"""Each threshold of the Jiaozuo scheme on both its sides, from records to points (Y = 2021 unless said)."""

from datetime import date, timedelta

import pytest

from assessment import schemes
from assessment.assess import compute, context_for
from assessment.models import Record
from assessment.rules.reading import read_scheme
from enterprises.models import Honour
from tests.assessment.scored import One, last_second
from tests.factories import (
    answer,
    ask,
    at,
    exempt,
    hand_in,
    honour,
    pair,
    raise_issue,
    record,
    support,
    visit,
    visit_weekly,
)

pytestmark = pytest.mark.django_db

RAISED = date(2021, 3, 9)  # a Tuesday: the 3rd working day is the 12th, the 7th the 18th


@pytest.fixture
def one():
    return One()


@pytest.mark.parametrize(("visited", "points"), [(6, "8.00"), (5, "0.00")])
def test_sixty_per_cent_is_not_below_sixty_per_cent(one, visited, points):
    visit_weekly(one.firm(starts=date(2021, 3, 1), ends=date(2021, 5, 9)), range(9, 9 + visited))
    assert one.points("attendance") == points


@pytest.mark.parametrize(("missed", "points"), [(19, "0.50"), (20, "0.00"), (21, "0.00")])
def test_deductions_stop_at_nothing(one, missed, points):
    visit_weekly(one.firm(), range(1 + missed, 53))
    assert one.points("attendance") == points


@pytest.mark.parametrize(("briefings", "points"), [(2, "6.00"), (1, "0.00"), (0, "0.00")])
def test_fewer_than_two_briefings_in_a_year_are_worth_nothing(one, briefings, points):
    pairing = one.firm()
    for n in range(briefings):
        visit(pairing, date(2021, 1, 12) + timedelta(days=n), is_briefing=True)
    assert one.points("policy") == points


@pytest.mark.parametrize(
    ("starts", "briefings", "points"),
    [
        (date(2021, 10, 1), 1, "15.00"),  # one quarter owed: one will do
        (date(2021, 7, 1), 1, "12.00"),  # two: one will do
        (date(2021, 4, 1), 1, "0.00"),  # three: two are wanted
        (date(2021, 4, 1), 2, "12.00"),
    ],
)
def test_the_least_number_of_briefings_follows_the_quarters_owed(one, starts, briefings, points):
    pairing = one.firm(starts=starts)
    for month in (11, 8)[:briefings]:
        visit(pairing, date(2021, month, 2), is_briefing=True)
    assert one.points("policy") == points


@pytest.mark.parametrize(("supports", "points"), [(2, "0.00"), (3, "15.00"), (4, "15.00")])
def test_three_supports_give_full_marks(one, supports, points):
    firm = one.firm().enterprise
    for n in range(supports):
        support(firm, date(2021, 12, 31), f"政策{n}")
    assert one.points("policy") == points


@pytest.mark.parametrize(
    ("level", "step", "day", "points"),
    [
        ("general", "closed", date(2021, 3, 18), "10.00"),
        ("general", "closed", date(2021, 3, 19), "8.00"),
        ("major", "escalated", date(2021, 3, 12), "10.00"),
        ("major", "escalated", date(2021, 3, 13), "8.00"),
    ],
)
def test_the_last_working_day_of_an_issue_is_all_of_it(one, level, step, day, points):
    raise_issue(one.firm().enterprise, "W1", RAISED, "诉求", (step, day), level=level)
    assert one.points("issues") == points


@pytest.mark.parametrize(("overdue", "points"), [(4, "2.00"), (5, "0.00"), (6, "0.00")])
def test_overdue_issues_cost_two_points_each_down_to_nothing(one, overdue, points):
    firm = one.firm().enterprise
    for n in range(overdue):
        raise_issue(firm, f"W{n}", RAISED, "诉求")
    assert one.points("issues") == points


def test_an_issue_does_not_count_on_the_day_of_its_deadline_but_on_the_next(one):
    raise_issue(one.firm().enterprise, "W1", RAISED, "诉求")
    assert one.points("issues", as_of=date(2021, 3, 18)) == "10.00"
    assert one.points("issues", as_of=date(2021, 3, 19)) == "8.00"


@pytest.mark.parametrize(
    ("month", "received", "late"),
    [
        (3, last_second(2021, 4, 6), False),  # 5 April 2021: 清明
        (3, at(2021, 4, 7, 0), True),
        (4, last_second(2021, 5, 6), False),  # 5 May 2021: 劳动节
        (4, at(2021, 5, 7, 0), True),
        (5, last_second(2021, 6, 7), False),  # 5 June 2021: a Saturday
        (5, at(2021, 6, 8, 0), True),
        (12, last_second(2022, 1, 5), False),
        (12, at(2022, 1, 6, 0), True),
    ],
)
def test_a_due_day_that_is_free_moves_on_and_ends_at_midnight(one, month, received, late):
    first = date(2021, month, 1)
    one.firm(starts=first, ends=(first + timedelta(days=31)).replace(day=1) - timedelta(days=1))
    hand_in(one.officer, month, received)
    assert one.points("ledger") == ("13.00" if late else "15.00")


@pytest.mark.parametrize(
    ("again", "points"),
    [
        (last_second(2021, 2, 8), "15.00"),  # returned on the 3rd: the 4th, the 5th, 7 Feb is a make-up Sunday
        (at(2021, 2, 9, 0), "13.00"),
    ],
)
def test_a_returned_ledger_keeps_its_time_until_the_third_working_day(one, again, points):
    one.firm(ends=date(2021, 1, 31))
    returned = at(2021, 2, 4)
    hand_in(one.officer, 1, returned - timedelta(days=1), returned, again)
    assert one.points("ledger") == points


def test_seven_ledgers_missing_leave_a_point_and_eight_none(one):
    one.firm(ends=date(2021, 7, 31))
    assert one.points("ledger") == "1.00"
    one.firm(starts=date(2021, 8, 1), ends=date(2021, 8, 31))
    assert one.points("ledger") == "0.00"


@pytest.mark.parametrize(
    ("blame", "praise", "points"),
    [(10, 0, "-10.00"), (11, 0, "-10.00"), (0, 10, "10.00"), (0, 11, "10.00"), (3, 14, "10.00"), (3, 12, "9.00")],
)
def test_the_adjustment_is_held_within_ten_points_as_one_sum(one, blame, praise, points):
    one.firm()
    adjusted(one, blame, praise)
    assert one.points("adjust") == points


def test_a_decision_of_the_leading_group_lifts_the_cap(one):
    one.firm()
    adjusted(one, 0, 12)
    record(
        Record, one.district, officer=one.officer, scheme_code="jiaozuo-officers", item="cap_lifted",
        date=date(2021, 12, 1), value="是", document_no="领导小组〔2021〕9号",
    )  # fmt: skip
    assert one.points("adjust") == "12.00"


def adjusted(one, blame, praise):
    """As many criticisms, and as many commendations for different works."""
    for n in range(blame):
        honour(date(2021, 4, 1), f"批评{n}", kind=Honour.Kind.CRITICISM, officer=one.officer)
    for n in range(praise):
        honour(date(2021, 4, 1), f"工作{n}", officer=one.officer)


@pytest.mark.parametrize(
    ("choices", "total", "grade"),
    [
        (["满意", "满意", "满意", "满意", "满意"], "90.00", "优秀"),
        (["满意", "满意", "满意", "满意", "基本满意"], "88.00", "良好"),
        (["基本满意", "基本满意", "基本满意", "基本满意", "基本满意"], "80.00", "良好"),
        (["不满意", "不满意", "不满意", "非常不满意", "非常不满意"], "59.00", "不称职"),
        (["非常满意", "非常不满意", "非常不满意", "非常不满意", "非常不满意"], "60.00", "称职"),
    ],
)
def test_the_grade_follows_the_sum_as_shown(one, choices, total, grade):
    pairing = one.firm(starts=date(2021, 12, 31))
    answer(ask(one.district, closes_on=date(2021, 12, 31)), pairing.enterprise, *choices)
    account = one.account()
    assert (str(account.total), account.grade) == (total, grade)


def test_with_no_answer_the_result_is_pending_within_fifty_points(one):
    one.firm(starts=date(2021, 12, 31))
    account = one.account()
    assert (account.total, account.grade, account.missing) == (None, None, ("satisfaction",))
    assert (str(account.low), str(account.high)) == ("50.00", "100.00")


def test_two_criticisms_raise_a_flag_even_while_the_result_is_pending(one):
    one.firm()
    adjusted(one, 1, 0)
    assert list(one.account().flags) == []
    honour(date(2021, 5, 1), "另一事", kind=Honour.Kind.CRITICISM, officer=one.officer)
    assert list(one.account().flags) == ["accountable_criticism"]


def test_a_week_is_not_owed_when_the_term_begins_on_its_tuesday(one):
    one.firm(starts=date(2021, 12, 21), ends=date(2021, 12, 26))
    assert one.points("attendance") == "10.00"
    one.firm(starts=date(2021, 12, 20), ends=date(2021, 12, 24))
    assert one.points("attendance") == "0.00"


def test_a_week_is_owed_while_one_of_its_working_days_is_not_exempt(one):
    one.firm(starts=date(2021, 12, 20), ends=date(2021, 12, 26))
    exempt(one.officer, date(2021, 12, 20), date(2021, 12, 23), "学习")
    assert one.points("attendance") == "0.00"
    exempt(one.officer, date(2021, 12, 24), date(2021, 12, 24), "学习")
    assert one.points("attendance") == "10.00"


def test_a_visit_counts_for_its_week_under_whichever_pairing_of_the_couple_it_fell(one):
    """The last week of 2021 ends on Sunday, 2 January 2022, the first day of the renewed pairing."""
    pairing = one.firm(starts=date(2021, 12, 27), ends=date(2022, 1, 1))
    renewed = pair(one.officer, pairing.enterprise, date(2022, 1, 2))
    assert one.points("attendance") == "0.00"
    visit(renewed, date(2022, 1, 2))
    assert one.points("attendance") == "10.00"


def test_an_issue_nobody_touched_is_scored_in_the_year_of_its_deadline(one):
    """Raised on 23 December 2020: 24, 25, 28 to 31 December, then 4 January 2021."""
    raise_issue(one.firm().enterprise, "W1", date(2020, 12, 23), "诉求")
    assert one.points("issues", year=2020) == "10.00"
    assert one.points("issues") == "8.00"


@pytest.mark.parametrize(("year", "overdue"), [(2020, 0), (2021, 1)])
def test_a_deadline_is_found_in_its_year_however_long_the_limit_is(one, year, overdue):
    """The 100th working day after 10 August 2020 is 4 January 2021."""
    text = schemes.source("jiaozuo-officers@2020.1").partition("[[examples]]")[0]
    scheme = read_scheme(text.replace("limit = 7,", "limit = 100,"), "long.toml")
    raise_issue(one.firm().enterprise, "W1", date(2020, 8, 10), "诉求")
    (sheet,) = compute(context_for(one.district, scheme, year, date(2022, 3, 1)))
    assert sheet.draft.facts["issue_overdue"] == overdue


def test_exemptions_of_the_last_days_of_december_lift_the_first_week_of_the_next_year(one):
    """The first week of 2026 begins on 29 December 2025; its working days are the 29th to the 31st and 4 January."""
    one.firm(starts=date(2025, 12, 29), ends=date(2026, 1, 4))
    exempt(one.officer, date(2025, 12, 31), date(2026, 1, 4), "学习")
    assert one.points("attendance", year=2026) == "0.00"
    exempt(one.officer, date(2025, 12, 29), date(2025, 12, 30), "学习")
    assert one.points("attendance", year=2026) == "10.00"
