"""Overrides: ordered exceptions, of which the first that holds decides."""

from decimal import Decimal

from assessment.rules.values import Rate

from .small import evaluator, full_unit, subject

LOW = '{id = "low", when = {measure = "rate", op = "<", value = 0.6}, score = 0, text = "到岗率{rate}，得0分"}'
HELPED = '{id = "helped", when = {measure = "reports", op = ">=", value = 12}, score = "max", text = "得满分"}'


def visit(rules, *units, **facts):
    return rules.account(subject(*units, **facts)).items[0]


def of_unit(item):
    return [(line.code, line.delta, line.status) for line in item.lines[0].under]


def ordered(*overrides):
    return evaluator((f"overrides = [{LOW}]", f"overrides = [{', '.join(overrides)}]"))


def test_an_override_replaces_the_base_rule():
    item = visit(evaluator(), full_unit(missed=2, rate=Rate(59, 100)))
    assert item.points == 0
    assert of_unit(item) == [("low", 0, "used")]


def test_at_the_threshold_the_base_rule_stands():
    assert visit(evaluator(), full_unit(missed=2, rate=Rate(60, 100))).points == 28


def test_the_first_that_holds_decides_and_the_later_stay_as_overridden():
    low = full_unit(missed=2, rate=Rate(1, 10))
    item = visit(ordered(HELPED, LOW), low)
    assert item.points == 30
    assert of_unit(item) == [("helped", 30, "used"), ("low", 0, "overridden")]
    item = visit(ordered(LOW, HELPED), low)
    assert item.points == 0
    assert of_unit(item) == [("low", 0, "used"), ("helped", 30, "overridden")]


def test_an_override_that_does_not_hold_has_no_line():
    item = visit(ordered(HELPED, LOW), full_unit(missed=2, rate=Rate(1, 10)), reports=3)
    assert of_unit(item) == [("low", 0, "used")]


def test_a_certain_override_decides_whatever_else_is_unknown():
    assert visit(evaluator(), full_unit(missed=None, rate=Rate(1, 10))).points == 0
    assert visit(ordered(HELPED, LOW), full_unit(missed=None, rate=None)).points == 30


def test_an_unknown_earlier_override_leaves_the_item_open():
    item = visit(ordered(HELPED, LOW), full_unit(rate=Rate(1, 10)), reports=None)
    assert item.points is None
    assert item.pending == ("reports",)


def test_an_unknown_override_leaves_the_item_open_though_the_base_rule_is_known():
    item = visit(evaluator(), full_unit(rate=None))
    assert item.points is None
    assert item.pending == ("rate",)


def test_an_override_s_score_may_be_a_number_between():
    half = (LOW, LOW.replace("score = 0", "score = 12.5"))
    assert visit(evaluator(half), full_unit(rate=Rate(1, 10))).points == Decimal("12.5")
