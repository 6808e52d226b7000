"""Unknown is not zero: pending items, the interval, and what may be said meanwhile."""

from decimal import Decimal

import pytest

from assessment.rules.values import Award, FactError, Rate

from .small import evaluator, full_unit, subject


def test_a_missing_fact_leaves_its_item_open_and_names_itself():
    account = evaluator().account(subject(mean=None))
    (item,) = [item for item in account.items if item.points is None]
    assert (item.code, item.pending) == ("survey", ("mean",))
    assert [(line.code, line.delta, line.status) for line in item.lines] == [("mean", 0, "pending")]


def test_a_pending_result_has_an_interval_and_neither_total_nor_grade():
    account = evaluator().account(subject(mean=None))
    assert (account.status, account.missing) == ("pending", ("survey",))
    assert (account.total, account.grade) == (None, None)
    assert (account.low, account.high) == (60, 100)


def test_a_group_with_an_open_item_has_no_points():
    account = evaluator().account(subject(opinion=None))
    assert [group.points for group in account.groups] == [None, 0]
    assert (account.low, account.high) == (90, 100)


def test_a_group_s_bounds_hold_its_interval():
    account = evaluator().account(subject(honour=None))
    assert (account.low, account.high) == (100, 110)


def test_a_lifted_cap_widens_the_interval():
    account = evaluator().account(subject(honour=None, lifted=True))
    assert (account.low, account.high) == (100, 1100)


def test_flags_that_rest_on_the_grade_wait_others_do_not():
    assert evaluator().account(subject(mean=None, honour=2)).flags == ("honoured",)


def test_a_certain_veto_is_named_while_the_total_is_open():
    account = evaluator().account(subject(mean=None, blame=True))
    assert (account.vetoes, account.grade) == (("veto",), None)


def test_an_unknown_veto_makes_the_result_pending():
    account = evaluator().account(subject(blame=None))
    assert (account.status, account.missing) == ("pending", ("veto",))
    assert (account.total, account.grade, account.vetoes) == (None, None, ())
    assert (account.low, account.high) == (100, 100)


def test_an_unknown_flag_is_not_raised():
    declared = ('when = {measure = "honour", op = ">=", value = 2}', 'when = {measure = "blame", value = true}')
    assert evaluator(declared).account(subject(blame=None)).flags == ()


def test_no_record_of_a_finding_means_no():
    on_finding = ('when = {measure = "blame", value = true}', 'when = {measure = "lifted", value = true}')
    account = evaluator(on_finding).account(subject(blame=None))
    assert (account.status, account.vetoes) == ("complete", ())
    assert evaluator(on_finding).account(subject(lifted=True)).vetoes == ("veto",)


def test_a_ratio_over_nothing_is_no_zero():
    share = (
        ('mean = {label = "均分", kind = "number"', 'mean = {label = "完成率", kind = "rate"'),
        ("full_at = 50", "full_at = 1"),
    )
    assert evaluator(*share).account(subject(mean=Rate(0, 0))).missing == ("survey",)
    assert evaluator(*share).account(subject(mean=Rate(0, 2))).total == 60


def test_zero_is_a_known_value():
    account = evaluator().account(subject(reports=0, mean=Decimal(0), opinion=Decimal(0)))
    assert (account.status, account.total) == ("complete", 40)


@pytest.mark.parametrize(
    ("fact", "value"),
    [
        ("reports", True),
        ("reports", -1),
        ("reports", Decimal("1.5")),
        ("reports", Rate(1, 2)),
        ("reports", "12"),
        ("level", "中"),
        ("level", 1),
        ("opinion", "8"),
        ("opinion", True),
        ("blame", 1),
        ("honour", Award(1, Decimal(1))),
    ],
)
def test_a_value_of_another_kind_is_an_error_and_never_a_score(fact, value):
    with pytest.raises(FactError, match=fact):
        evaluator().account(subject(**{fact: value}))


def test_a_ratio_cannot_be_negative_or_over_nothing():
    for num, den in ((-1, 2), (1, 0), (1, -2)):
        with pytest.raises(FactError):
            Rate(num, den)


@pytest.mark.parametrize(("mean", "reports"), [(50, Decimal(12)), (Decimal("50.00"), Decimal("12.0"))])
def test_a_fact_that_came_as_another_spelling_gives_the_same_account(mean, reports):
    usual = evaluator().account(subject(full_unit(), mean=Decimal(50), reports=12)).canonical()
    rules = evaluator()
    assert rules.account(subject(full_unit(), mean=mean, reports=reports)).canonical() == usual
    assert rules.account(subject(full_unit(), mean=Decimal(50), reports=12)).canonical() == usual
