"""The worked examples of the rulebook, from records in the database to points (Y = 2021)."""

from datetime import date

import pytest

from enterprises.models import Honour
from tests.assessment.scored import One, last_second
from tests.factories import answer, ask, at, hand_in, honour, raise_issue, support, visit, visit_weekly

pytestmark = pytest.mark.django_db

WEEKS = range(1, 53)


@pytest.fixture
def one():
    return One()


def test_a_four_weeks_of_fifty_two_missed_leave_eight_points(one):
    visit_weekly(one.firm(), WEEKS[4:])
    assert one.points("attendance") == "8.00"


def test_b_two_enterprises_give_the_mean(one):
    visit_weekly(one.firm(), WEEKS[2:])
    visit_weekly(one.firm(), WEEKS[5:])
    assert one.points("attendance") == "8.25"


def test_c_seven_weeks_of_twelve_are_less_than_sixty_per_cent(one):
    visit_weekly(one.firm(starts=date(2021, 10, 11)), range(41, 48))
    assert one.points("attendance") == "0.00"


@pytest.mark.parametrize(
    ("month", "received", "bad"),
    [
        (1, last_second(2021, 2, 5), 0),  # d
        (1, at(2021, 2, 6, 0), 1),
        (9, last_second(2021, 10, 8), 0),  # e: the 5th is a holiday, the 8th the next working day
        (9, at(2021, 10, 9, 0), 1),
    ],
)
def test_d_e_a_ledger_is_in_time_to_the_last_second_of_the_due_day(one, month, received, bad):
    one.firm()
    for other in range(1, 13):
        hand_in(one.officer, other, received if other == month else at(2021 + other // 12, other % 12 + 1, 1))
    assert one.points("ledger") == f"{15 - 2 * bad}.00"


def test_f_two_briefings_in_one_quarter_repair_no_other(one):
    pairing = one.firm()
    for day in (date(2021, 1, 12), date(2021, 3, 2)):
        visit(pairing, day, is_briefing=True)
    assert one.points("policy") == "6.00"


def test_g_three_supports_give_full_marks_before_the_zero_rule(one):
    pairing = one.firm()
    visit(pairing, date(2021, 1, 12), is_briefing=True)
    for n in range(3):
        support(pairing.enterprise, date(2021, 4 + n, 1), f"政策{n}")
    (policy,) = (item for item in one.account().items if item.code == "policy")
    assert str(policy.points) == "15.00"
    assert [line.status for line in policy.lines[0].under] == ["used", "overridden"]


def test_h_one_quarter_owed_and_one_briefing_in_it(one):
    visit(one.firm(starts=date(2021, 10, 1)), date(2021, 11, 2), is_briefing=True)
    assert one.points("policy") == "15.00"


def test_h2_pairings_weigh_by_their_quarters(one):
    first, second = one.firm(), one.firm(starts=date(2021, 10, 1))
    for day in (date(2021, 1, 12), date(2021, 3, 2)):
        visit(first, day, is_briefing=True)
    visit(second, date(2021, 11, 2), is_briefing=True)
    assert one.points("policy") == "7.80"


@pytest.mark.parametrize(("closed", "points"), [(date(2021, 9, 28), "10.00"), (date(2021, 9, 29), "8.00")])
def test_i_a_general_issue_of_17_september_is_due_on_the_28th(one, closed, points):
    raise_issue(one.firm().enterprise, "W1", date(2021, 9, 17), "诉求", ("closed", closed))
    assert one.points("issues") == points


def test_j_a_major_issue_of_late_december_is_scored_in_the_next_year(one):
    raise_issue(one.firm().enterprise, "W1", date(2021, 12, 29), "诉求", level="major")
    assert one.points("issues") == "10.00"
    assert one.points("issues", year=2022, as_of=date(2022, 1, 4)) == "10.00"
    assert one.points("issues", year=2022, as_of=date(2022, 1, 5)) == "8.00"


def test_k_the_same_work_counts_once_at_its_highest(one):
    firm = one.firm().enterprise
    honour(date(2021, 3, 1), "技改", officer=one.officer)
    honour(date(2021, 5, 1), "技改", level=Honour.Level.CITY, enterprise=firm)
    honour(date(2021, 7, 1), "技改", kind=Honour.Kind.TITLE, level=Honour.Level.PROVINCE, officer=one.officer)
    assert one.points("bonus") == "2.00"


@pytest.mark.parametrize(
    ("last", "total", "grade"),
    [
        (
            ["非常满意", "非常满意", "非常满意", "基本满意", "不满意"],
            "89.99",
            "良好",
        ),  # 39: the mean of a hundred is 39.99
        (["满意"], "90.00", "优秀"),
    ],
)
def test_l_a_hundredth_short_of_ninety_is_not_excellent(one, last, total, grade):
    survey = ask(one.district, closes_on=date(2021, 12, 31))
    for n in range(100):  # on the year's last day nothing else is owed any more
        answer(survey, one.firm(starts=date(2021, 12, 31)).enterprise, *(["满意"] if n else last))
    account = one.account()
    assert (str(account.total), account.grade) == (total, grade)
