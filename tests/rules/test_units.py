"""Items over units: scored each, then combined by weighted mean (G11) or sum."""

from decimal import Decimal
from itertools import permutations

import pytest

from assessment.rules.values import Rate, SubjectFacts

from .small import FACTS, evaluator, full_unit, subject, unit

SUM = ('combine = "mean"\nweight = "weeks"', 'combine = "sum"\nunit_max = 7.5'), ("start = 30", "start = 7.5")


def visit(rules, *units):
    return rules.account(subject(*units)).items[0]


def shares(item):
    return [(line.code, line.delta) for line in item.lines]


def test_the_mean_is_weighted_and_each_unit_s_share_is_a_line():
    item = visit(evaluator(), full_unit("甲", missed=6, weeks=40), full_unit("乙", missed=0, weeks=10))
    assert item.points == Decimal("25.2")  # (24×40 + 30×10) ÷ 50
    assert shares(item) == [("unit:甲", Decimal("19.2")), ("unit:乙", Decimal(6))]
    first = item.lines[0]
    assert (first.unit, first.label, dict(first.inputs)) == ("甲", "甲", {"score": 24, "weight": 40, "weights": 50})
    assert sum(line.delta for line in first.under) == 24


def test_without_a_weight_units_count_the_same():
    even = evaluator(('weight = "weeks"\n', ""))
    item = visit(even, full_unit("甲", missed=6, weeks=40), full_unit("乙", missed=0, weeks=10))
    assert item.points == 27


def test_what_rounding_the_shares_leaves_is_a_line_of_its_own():
    thirds = visit(
        evaluator(), *(full_unit(name, missed=missed, weeks=1) for name, missed in (("甲", 1), ("乙", 2), ("丙", 2)))
    )
    assert thirds.points == Decimal("28.33")  # 85 ÷ 3
    assert shares(thirds) == [("unit:甲", Decimal("9.67")), ("unit:乙", Decimal("9.33")), ("unit:丙", Decimal("9.33"))]
    sevenths = visit(evaluator(), *(full_unit(str(n), missed=1, weeks=1) for n in range(7)))
    assert sevenths.points == 29
    assert shares(sevenths)[-1] == ("round", Decimal("0.02"))  # 7 × 4.14 = 28.98


def test_the_order_of_the_units_does_not_matter():
    units = [
        full_unit(name, missed=missed, weeks=weeks)
        for name, missed, weeks in (("甲", 1, 7), ("乙", 5, 3), ("丙", 9, 9))
    ]
    assert len({visit(evaluator(), *order).points for order in permutations(units)}) == 1


def test_a_unit_that_owes_nothing_is_left_out():
    item = visit(evaluator(), full_unit("甲", missed=6), unit("乙", missed=0, rate=Rate(0, 0), weeks=0))
    assert item.points == 24
    assert shares(item) == [("unit:甲", 24)]


@pytest.mark.parametrize("units", [(), (unit("甲", missed=0, rate=Rate(0, 0), weeks=0),)])
def test_with_no_unit_left_the_item_gives_full_marks(units):
    facts = SubjectFacts(FACTS, {"assignment": units})
    item = evaluator().account(facts).items[0]
    assert item.points == 30
    assert shares(item) == [("no_period", 30)]


def test_units_that_nobody_named_are_not_known():
    item = evaluator().account(SubjectFacts(FACTS, {})).items[0]
    assert item.points is None
    assert [(line.code, line.status) for line in item.lines] == [("units", "pending")]


def test_one_unit_with_an_unknown_fact_leaves_the_item_open():
    item = visit(evaluator(), full_unit("甲"), full_unit("乙", missed=None))
    assert item.points is None
    assert item.pending == ("missed",)
    assert [(line.unit, line.status) for line in item.lines] == [("甲", "used"), ("乙", "pending")]
    assert [(line.code, line.status) for line in item.lines[1].under] == [("missed", "pending")]


def test_an_unknown_weight_leaves_the_item_open():
    item = visit(evaluator(), full_unit("甲"), full_unit("乙", weeks=None))
    assert item.pending == ("weeks",)


def test_a_sum_holds_each_unit_within_its_own_full_marks():
    quarters = [full_unit(name, missed=missed) for name, missed in (("一", 0), ("二", 3), ("三", 9), ("四", 0))]
    item = visit(evaluator(*SUM), *quarters)
    assert item.points == Decimal("19.5")
    assert shares(item) == [
        ("unit:一", Decimal("7.5")),
        ("unit:二", Decimal("4.5")),
        ("unit:三", 0),
        ("unit:四", Decimal("7.5")),
    ]
    assert [line.code for line in item.lines[2].under] == ["start", "missed", "floor"]


def test_a_sum_waits_for_every_period():
    item = visit(evaluator(*SUM), *(full_unit(name) for name in "一二三"))
    assert item.points is None
    assert visit(evaluator(*SUM), *(full_unit(name) for name in "一二三四")).points == 30


def test_a_sum_of_more_units_than_fit_stays_within_the_full_marks():
    item = visit(evaluator(*SUM), *(full_unit(name) for name in "一二三四五"))
    assert item.points == 30
    assert shares(item)[-1] == ("cap", Decimal("-7.5"))


def test_a_sum_without_a_limit_for_each_unit_needs_at_least_one():
    rules = evaluator(('combine = "mean"\nweight = "weeks"', 'combine = "sum"'))
    assert visit(rules, full_unit("甲", missed=10)).points == 20
    assert rules.account(SubjectFacts(FACTS, {"assignment": ()})).items[0].points is None
