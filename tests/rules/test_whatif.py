"""What would be if: other facts, another scheme, and what differs."""

from decimal import Decimal

import pytest

from assessment.rules.values import Rate
from assessment.rules.whatif import LineChange, diff, with_facts

from .small import evaluator, full_unit, subject


def test_nothing_differs_from_itself():
    account = evaluator().account(subject())
    assert not diff(account, account)


def test_another_fact_changes_its_item_group_and_total():
    before = subject(reports=12)
    rules = evaluator()
    found = diff(rules.account(before), rules.account(with_facts(before, {"reports": 7})))
    assert [(each.kind, each.code, each.before, each.after) for each in found.changes] == [
        ("item", "report", 10, 5),
        ("group", "work", 60, 55),
        ("total", "total", 100, 95),
    ]
    assert found.changes[0].lines == (
        LineChange("tier_2", None, None, Decimal(5)),
        LineChange("tier_1", None, Decimal(10), None),
    )
    assert found.grade == ("好", "好")
    assert found


def test_another_fact_of_one_unit_leaves_the_others():
    before = subject(full_unit("甲"), full_unit("乙"))
    after = with_facts(before, {"missed": 10, "rate": Rate(40, 50)}, "assignment", "乙")
    found = diff(evaluator().account(before), evaluator().account(after))
    assert found.changes[0].lines == (LineChange("unit:乙", "乙", Decimal(15), Decimal(10)),)
    with pytest.raises(KeyError):
        with_facts(before, {}, "assignment", "丙")


def test_a_grade_a_flag_and_a_veto_are_gained_and_lost():
    rules = evaluator()
    found = diff(rules.account(subject()), rules.account(subject(blame=True)))
    assert (found.changes, found.grade) == ((), ("好", "差"))
    assert (found.gained, found.lost) == (("veto",), ("praise",))


def test_a_fact_that_becomes_known_closes_an_open_item():
    rules = evaluator()
    found = diff(rules.account(subject(mean=None)), rules.account(subject()))
    assert [(each.code, each.before, each.after) for each in found.changes] == [
        ("survey", None, 40),
        ("total", None, 100),
    ]


def test_the_same_facts_under_another_scheme():
    harder = ("{at_least = 12, score = 10}", "{at_least = 12, score = 9}")
    renamed = ('id = "view"', 'id = "sight"')
    found = diff(evaluator().account(subject()), evaluator(harder, renamed).account(subject()))
    points = {each.code: (each.before, each.after) for each in found.changes}
    assert points == {"report": (10, 9), "sight": (None, 10), "view": (10, None), "work": (60, 59), "total": (100, 99)}


def test_an_item_that_only_the_other_scheme_has_is_named_though_it_is_open():
    renamed = ('id = "view"', 'id = "sight"')
    open_ = subject(opinion=None)
    found = diff(evaluator().account(open_), evaluator(renamed).account(open_))
    assert [(each.code, each.before, each.after) for each in found.changes] == [
        ("sight", None, None),
        ("view", None, None),
    ]
