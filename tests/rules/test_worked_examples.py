"""The worked examples of the rulebook that concern rules alone: facts to points."""

from decimal import Decimal

import pytest

from assessment.rules.evaluate import Evaluator
from assessment.rules.values import Rate, SubjectFacts, UnitFacts
from assessment.schemes import load

GOOD = {
    "ledger_bad": 0,
    "issue_overdue": 0,
    "issue_late_up": 0,
    "satisfaction": Decimal(50),
    "honour_1": 0,
    "honour_2": 0,
    "criticism": 0,
    "criticism_self": 0,
}


def pairing(key, *, weeks=52, missed=0, quarters=4, talks=4, talk_missed=0, supports=0):
    facts = {
        "visit_missed": missed,
        "visit_rate": Rate(weeks - missed, weeks),
        "due_weeks": weeks,
        "due_quarters": quarters,
        "talk_missed": talk_missed,
        "talk_total": talks,
        "talk_floor": (quarters + 1) // 2,
        "supports": supports,
    }
    return UnitFacts(key, key, facts)


def points(*pairings, **facts):
    officer = SubjectFacts({**GOOD, **facts}, {"assignment": pairings or (pairing("A"),)})
    account = Evaluator(load("jiaozuo-officers@2020.1")).account(officer)
    found = {item.code: item.points for item in account.items}
    return found | {group.code: group.points for group in account.groups} | {"total": account.total}, account


def test_a_four_weeks_missed_of_52():
    assert points(pairing("A", missed=4))[0]["attendance"] == Decimal("8.00")


def test_b_two_enterprises_with_two_and_five_weeks_missed():
    assert points(pairing("A", missed=2), pairing("B", missed=5))[0]["attendance"] == Decimal("8.25")


def test_c_seven_of_twelve_weeks_is_below_sixty_per_cent():
    assert points(pairing("A", weeks=12, missed=5))[0]["attendance"] == 0


@pytest.mark.parametrize(("weeks", "missed", "expected"), [(10, 4, "8.00"), (5, 2, "9.00"), (52, 20, "0.00")])
def test_sixty_per_cent_itself_is_enough(weeks, missed, expected):
    assert points(pairing("A", weeks=weeks, missed=missed))[0]["attendance"] == Decimal(expected)


def test_f_two_briefings_in_one_quarter():
    assert points(pairing("A", talks=2, talk_missed=3))[0]["policy"] == Decimal("6.00")


def test_g_one_briefing_and_three_supports():
    found, account = points(pairing("A", talks=1, talk_missed=3, supports=3))
    assert found["policy"] == 15
    (share,) = next(item for item in account.items if item.code == "policy").lines
    assert [(line.code, line.status) for line in share.under] == [("supported", "used"), ("too_few", "overridden")]


def test_h_a_pairing_of_one_quarter_needs_one_briefing():
    assert points(pairing("A", weeks=12, quarters=1, talks=1))[0]["policy"] == 15


def test_h2_pairings_weigh_by_the_quarters_they_owe():
    whole_year = pairing("A", talks=2, talk_missed=3)
    last_quarter = pairing("B", weeks=12, quarters=1, talks=1)
    assert points(whole_year, last_quarter)[0]["policy"] == Decimal("7.80")


def test_k_one_work_praised_thrice_counts_once_at_its_highest():
    assert points(honour_1=0, honour_2=1)[0]["adjust"] == 2


def test_l_an_indicator_sum_of_89_99_is_good_not_excellent():
    found, account = points(satisfaction=Decimal("39.99"))
    assert (found["total"], account.grade) == (Decimal("89.99"), "良好")
    assert points(satisfaction=Decimal(40))[1].grade == "优秀"


def test_the_total_is_the_plain_sum_from_minus_10_to_110():
    assert points(honour_2=9)[0]["total"] == 110
    worst = pairing("A", missed=52, talks=0, talk_missed=4)
    bad = {"ledger_bad": 12, "issue_overdue": 9, "satisfaction": Decimal(0), "criticism": 30}
    assert points(worst, **bad)[0]["total"] == -10


def test_satisfaction_is_rounded_half_up_once():
    assert points(satisfaction=Decimal("44.125"))[0]["satisfaction"] == Decimal("44.13")
    assert points(satisfaction=Decimal("44.1249"))[0]["satisfaction"] == Decimal("44.12")


def test_two_criticisms_of_the_officer_are_referred_whatever_the_grade():
    assert points(criticism=2, criticism_self=2)[1].flags == ("commend", "accountable_criticism")
    assert points(criticism=2, criticism_self=1)[1].flags == ("commend",)


def test_inaction_counts_only_with_the_lowest_grade():
    assert points(inaction=True)[1].flags == ("commend",)
    lowest = {"satisfaction": Decimal(0)}
    assert points(**lowest, inaction=True)[1].flags == ("review", "accountable_grade")
    assert points(**lowest)[1].flags == ("review",)
