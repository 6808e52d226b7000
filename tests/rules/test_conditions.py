"""Conditions in three-valued logic: true, false, or not known."""

from decimal import Decimal
from itertools import permutations

import pytest

from assessment.rules.conditions import All, AnyOf, Compare, GradeIs, PointsAre, Result, holds
from assessment.rules.values import Rate

YES, NO, UNKNOWN = (Compare(name, "==", value=True) for name in ("yes", "no", "unknown"))
FACTS = {"yes": True, "no": False, "unknown": None}


def truth(condition):
    return holds(condition, FACTS.get)


@pytest.mark.parametrize(
    ("parts", "every", "some"),
    [
        ((YES, YES), True, True),
        ((YES, NO), False, True),
        ((NO, NO), False, False),
        ((YES, UNKNOWN), None, True),
        ((NO, UNKNOWN), False, None),
        ((UNKNOWN, UNKNOWN), None, None),
        ((YES, NO, UNKNOWN), False, True),
    ],
)
def test_an_unknown_part_leaves_it_open_unless_another_part_decides(parts, every, some):
    for order in permutations(parts):
        assert truth(All(order)) is every
        assert truth(AnyOf(order)) is some


def test_conditions_nest():
    assert truth(All((YES, AnyOf((NO, UNKNOWN))))) is None
    assert truth(All((NO, AnyOf((NO, UNKNOWN))))) is False
    assert truth(AnyOf((YES, All((NO, UNKNOWN))))) is True


@pytest.mark.parametrize(
    ("op", "less", "equal", "more"),
    [
        ("<", True, False, False),
        ("<=", True, True, False),
        (">", False, False, True),
        (">=", False, True, True),
        ("==", False, True, False),
        ("!=", True, False, True),
    ],
)
def test_ratios_compare_exactly_with_a_decimal(op, less, equal, more):
    sixty = Compare("rate", op, value=Decimal("0.60"))
    for rate, expected in ((Rate(59, 99), less), (Rate(3, 5), equal), (Rate(60, 99), more)):
        assert holds(sixty, {"rate": rate}.get) is expected


def test_a_ratio_over_nothing_is_not_known():
    assert holds(Compare("rate", "<", value=Decimal("0.60")), {"rate": Rate(0, 0)}.get) is None


def test_a_measure_compares_with_another_measure():
    fewer = Compare("talks", "<", other="least")
    assert holds(fewer, {"talks": 1, "least": 2}.get) is True
    assert holds(fewer, {"talks": 2, "least": 2}.get) is False
    assert holds(fewer, {"talks": 2}.get) is None


def test_conditions_on_the_result_are_open_while_it_is_pending():
    pending = Result({"a": None}, None, None)
    known = Result({"a": Decimal(5)}, Decimal(70), "中")
    for condition in (GradeIs("中"), PointsAre("a", "<", Decimal(6)), PointsAre(None, ">=", Decimal(60))):
        assert holds(condition, FACTS.get, pending) is None
        assert holds(condition, FACTS.get, known) is True


def test_an_item_that_does_not_apply_meets_no_condition():
    assert holds(PointsAre("b", "<", Decimal(6)), FACTS.get, Result({}, Decimal(0), "中")) is False
