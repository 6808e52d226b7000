"""Groups, total, bands, vetoes and flags."""

from decimal import Decimal

import pytest

from assessment.rules.values import SubjectFacts

from .small import evaluator, full_unit, subject

VARIANTS = (
    ('id = "survey"', 'id = "survey"\napplies = {group = ["B"]}'),
    (
        "[[bands]]",
        '[[items]]\nid = "again"\ntitle = "重"\nmax = 40\nkind = "scale"\nmeasure = "mean"\nfull_at = 100\n'
        'applies = {group = ["A"]}\nclause = {at = "二", quote = "按时上报得满分"}\n[[bands]]',
    ),
)


@pytest.mark.parametrize(
    ("mean", "total", "grade"),
    [("25", "80", "好"), ("24.99", "79.99", "中"), ("0", "60", "中"), ("50", "100", "好")],
)
def test_the_grade_is_the_first_band_that_the_total_reaches(mean, total, grade):
    account = evaluator().account(subject(mean=Decimal(mean)))
    assert (account.total, account.grade) == (Decimal(total), grade)


def test_below_every_band_stands_the_last_one():
    account = evaluator().account(subject(mean=Decimal(0), opinion=Decimal("9.99")))
    assert (account.total, account.grade) == (Decimal("59.99"), "差")


@pytest.mark.parametrize(("honour", "points", "lines"), [(10, 10, []), (11, 10, [("group_cap", -1)]), (0, 0, [])])
def test_a_group_is_held_within_its_cap(honour, points, lines):
    account = evaluator().account(subject(honour=honour))
    group = account.groups[1]
    assert (group.points, [(line.code, line.delta) for line in group.lines]) == (points, lines)
    assert account.total == 100 + points


@pytest.mark.parametrize(("honour", "points", "lines"), [(10, -10, []), (12, -10, [("group_floor", 2)])])
def test_a_group_is_held_above_its_least(honour, points, lines):
    malus = ("each = 1, text", "each = -1, text"), ("max = 1000", "max = 0\nmin = -1000")
    group = evaluator(*malus).account(subject(honour=honour)).groups[1]
    assert (group.points, [(line.code, line.delta) for line in group.lines]) == (points, lines)


def test_a_written_decision_lifts_the_cap_and_says_so():
    account = evaluator().account(subject(honour=13, lifted=True))
    assert account.total == 113
    assert [(line.code, line.delta) for line in account.groups[1].lines] == [("group_lifted", 0)]
    assert account.groups[1].lines[0].inputs == {"lifted": True}


def test_a_decision_that_changes_nothing_has_no_line():
    assert evaluator().account(subject(honour=9, lifted=True)).groups[1].lines == ()


def test_a_veto_sets_the_grade_and_leaves_the_total():
    account = evaluator().account(subject(blame=True))
    assert (account.total, account.grade, account.vetoes, account.flags) == (100, "差", ("veto",), ())


def test_of_several_vetoes_the_lowest_grade_stands():
    mild = (
        "[[flags]]",
        '[[vetoes]]\nid = "mild"\ntitle = "降"\ngrade = "中"\n'
        'when = {measure = "honour", op = ">=", value = 1}\n[[flags]]',
    )
    account = evaluator(mild).account(subject(blame=True, honour=1))
    assert (account.grade, account.vetoes) == ("差", ("veto", "mild"))
    assert evaluator(mild).account(subject(honour=1)).grade == "中"


def test_flags_come_in_the_scheme_s_order():
    assert evaluator().account(subject(honour=2)).flags == ("praise", "honoured")
    assert evaluator().account(subject(honour=2, mean=Decimal(0))).flags == ("honoured",)


def test_flags_and_vetoes_may_look_at_points():
    low = ('when = {grade = "好"}', 'when = {item = "report", op = "<", value = 10}')
    assert evaluator(low).account(subject(reports=7)).flags == ("praise",)
    assert evaluator(low).account(subject()).flags == ()
    total = ('when = {measure = "blame", value = true}', 'when = {total = true, op = "<=", value = 60}')
    assert evaluator(total).account(subject(mean=Decimal(0))).vetoes == ("veto",)


def test_without_bands_there_is_no_grade():
    bare = (
        '[[bands]]\nlabel = "好"\nat_least = 80\n[[bands]]\nlabel = "中"\nat_least = 60\n[[bands]]\nlabel = "差"\n',
        "",
    )
    veto = ('[[vetoes]]\nid = "veto"\ntitle = "一票否决"\ngrade = "差"\nwhen = {measure = "blame", value = true}\n', "")
    flag = ('[[flags]]\nid = "praise"\ntitle = "表扬"\nwhen = {grade = "好"}\n', "")
    account = evaluator(bare, veto, flag).account(subject())
    assert (account.total, account.grade) == (100, None)


def test_an_item_that_does_not_apply_is_left_out():
    rules = evaluator(*VARIANTS)
    codes = [item.code for item in rules.account(subject(attrs={"group": "A"})).items]
    assert "survey" not in codes
    assert "again" in codes
    assert rules.account(subject(attrs={"group": "A"})).total == 80
    assert rules.account(subject(attrs={"group": "B"})).total == 100


def test_an_unknown_variant_leaves_its_items_open():
    account = evaluator(*VARIANTS).account(subject())
    assert account.missing == ("survey", "again")
    assert account.items[4].pending == ("group",)


def test_what_is_printed_adds_up():
    account = evaluator().account(
        subject(full_unit("甲", missed=1, weeks=3), full_unit("乙", missed=2, weeks=4), honour=1)
    )
    shown = {item.code: item.points for item in account.items}
    assert shown["visit"] == Decimal("28.43")  # 30 − 11/7, half up
    assert account.total == sum(shown.values())


def test_points_are_rounded_before_the_grade_is_taken():
    account = evaluator().account(subject(mean=Decimal("24.994")))
    assert account.total == Decimal("80.00")
    assert account.grade == "好"
    assert (
        evaluator().account(SubjectFacts(subject().facts | {"mean": Decimal("24.993")}, subject().units)).grade == "中"
    )
