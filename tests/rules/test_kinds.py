"""Each kind of item, from facts to lines."""

from decimal import Decimal

import pytest

from assessment.rules.values import Award, Rate

from .small import evaluator, full_unit, subject


def lines(account, code):
    (item,) = [item for item in account.items if item.code == code]
    return item.points, [(line.code, line.delta) for line in item.lines]


def test_a_tally_takes_from_its_start_for_each_occurrence():
    account = evaluator().account(subject(full_unit(missed=3)))
    (whole,) = account.items[0].lines
    assert [(line.code, line.delta) for line in whole.under] == [("start", 30), ("missed", -3)]


def test_a_tally_counts_a_flag_once_and_a_number_as_it_is():
    given = ('lines = [{measure = "honour", each = 1', 'lines = [{measure = "blame", each = 2')
    assert lines(evaluator(given).account(subject(blame=True)), "bonus") == (2, [("blame", 2)])
    number = ('lines = [{measure = "honour", each = 1', 'lines = [{measure = "opinion", each = 2')
    account = evaluator(number).account(subject(opinion=Decimal("1.5")))
    assert lines(account, "bonus") == (3, [("opinion", 3)])


def test_a_line_with_a_range_takes_what_a_person_awarded():
    award = ('honour = {label = "表扬", kind = "count"', 'honour = {label = "表扬", kind = "award"')
    line = ("each = 1, text", "range = [0.5, 1.5], sign = -1, text")
    bounds = ("max = 1000", "max = 0\nmin = -1000")
    flag = ('when = {measure = "honour", op = ">=", value = 2}', 'when = {measure = "blame", value = true}')
    scored = evaluator(award, line, bounds, flag).account(subject(honour=Award(2, Decimal("2.5"))))
    assert lines(scored, "bonus") == (Decimal("-2.5"), [("honour", Decimal("-2.5"))])


def test_a_line_s_cap_is_a_line_of_its_own():
    capped = ("each = 1, text", "each = 1, cap = 3, text")
    assert lines(evaluator(capped).account(subject(honour=5)), "bonus") == (3, [("honour", 5), ("cap:honour", -2)])
    assert lines(evaluator(capped).account(subject(honour=3)), "bonus") == (3, [("honour", 3)])


@pytest.mark.parametrize(
    ("reports", "points", "code"),
    [(13, 10, "tier_1"), (12, 10, "tier_1"), (11, 5, "tier_2"), (7, 5, "tier_2"), (6, 0, "below"), (0, 0, "below")],
)
def test_tiers_give_the_first_threshold_reached(reports, points, code):
    assert lines(evaluator().account(subject(reports=reports)), "report") == (points, [(code, points)])


def test_tiers_compare_a_ratio_as_a_fraction():
    tiers = ("{at_least = 12, score = 10}, {above = 6, score = 5}", "{at_least = 0.333, score = 10}")
    ratio = ('reports = {label = "上报次数", kind = "count", unit = "次"', 'reports = {label = "上报率", kind = "rate"')
    rated = evaluator(tiers, ratio)
    assert lines(rated.account(subject(reports=Rate(333, 1000))), "report")[0] == 10
    assert lines(rated.account(subject(reports=Rate(3329999, 10000000))), "report")[0] == 0


def test_a_rubric_maps_each_choice_to_its_points():
    assert lines(evaluator().account(subject(level="低")), "state") == (4, [("choice", 4)])


def test_a_judged_item_takes_the_mark_within_its_full_marks():
    assert lines(evaluator().account(subject(opinion=Decimal("7.25"))), "view")[0] == Decimal("7.25")
    points, found = lines(evaluator().account(subject(opinion=Decimal(12))), "view")
    assert (points, found) == (10, [("mark", 12), ("cap", -2)])


def test_a_scale_is_exact_until_it_is_rounded_half_up():
    assert lines(evaluator().account(subject(mean=Decimal("44.125"))), "survey") == (
        Decimal("35.30"),
        [("scale", Decimal("35.30"))],
    )
    # 40 × 0.00625 ÷ 50 = 0.005, of which half up makes 0.01.
    assert lines(evaluator().account(subject(mean=Decimal("0.00625"))), "survey")[0] == Decimal("0.01")


def test_lines_after_a_scale_are_rounded_together_with_it():
    fine = ("full_at = 50", 'full_at = 30\nlines = [{measure = "honour", each = -0.125, text = "扣{d}分"}]')
    points, found = lines(evaluator(fine).account(subject(mean=Decimal(10), honour=1)), "survey")
    # 40 × 10 ÷ 30 − 0.125 = 13.20833…
    assert points == Decimal("13.21")
    assert found == [("scale", Decimal("13.33")), ("honour", Decimal("-0.125")), ("round", Decimal("0.005"))]


def test_points_stay_within_the_item_and_the_cut_is_a_line():
    account = evaluator().account(subject(full_unit(missed=35, rate=Rate(40, 53), weeks=53)))
    (whole,) = account.items[0].lines
    assert [(line.code, line.delta) for line in whole.under] == [("start", 30), ("missed", -35), ("floor", 5)]


def test_where_points_must_be_earned_nothing_earned_has_a_line_too():
    earned = (
        'kind = "judged"\nmeasure = "opinion"',
        'kind = "tally"\nlines = [{measure = "blame", each = 10, text = "得10分"}]',
    )
    assert lines(evaluator(earned).account(subject(blame=False)), "view") == (0, [("blame", 0)])
