"""The sentences of an account, as an office would write them."""

from decimal import Decimal

import pytest

from assessment.rules.account import Line
from assessment.rules.evaluate import Evaluator
from assessment.rules.values import Award, Rate
from assessment.rules.wording import Wording, number, shown, signed
from assessment.schemes import load

from .small import evaluator, full_unit, scheme, subject


def said(account, code, words=None):
    """The lines of an item as a score sheet prints them, those under a unit indented."""
    words = words or Wording(scheme())
    (item,) = [item for item in account.items if item.code == code]
    printed = []
    for line in item.lines:
        printed.append(f"{signed(line.delta)} {words.line(code, line)}")
        printed += [f"  {signed(under.delta)} {words.line(code, under)}" for under in line.under]
    return printed


def test_an_item_over_two_units():
    low = full_unit("乙", missed=5, rate=Rate(7, 12), weeks=12)
    account = evaluator().account(subject(full_unit("甲", missed=3, weeks=40), low))
    assert said(account, "visit") == [
        "+20.77 甲：27分×40/52",
        "  +30.00 基础分30分",
        "  −3.00 少3次，扣3分",
        "0.00 乙：0分×12/52",
        "  0.00 到岗率58.33%，得0分",
    ]


def test_a_single_unit_needs_no_fraction():
    assert said(evaluator().account(subject()), "visit")[0] == "+30.00 甲：30分"


def test_what_is_cut_and_what_rounding_leaves():
    account = evaluator().account(subject(full_unit(missed=33, rate=Rate(1, 1)), opinion=Decimal(12)))
    assert said(account, "visit")[-1] == "  +3.00 扣完为止"
    assert said(account, "view") == ["+12.00 评定分12，评定12分", "−2.00 超出满分的部分不计"]
    sevenths = evaluator().account(subject(*(full_unit(str(n), missed=1, weeks=1) for n in range(7))))
    assert said(sevenths, "visit")[-1] == "+0.02 四舍五入到0.01分"


def test_kinds_without_a_template():
    account = evaluator().account(subject(reports=7, level="低", mean=Decimal("44.125")))
    assert said(account, "report") == ["+5.00 上报次数7次，得5分"]
    assert said(account, "state") == ["+4.00 等级：低，得4分"]
    assert said(account, "survey") == ["+35.30 均分44.125，按比例得35.3分"]
    assert said(evaluator().account(subject(reports=0)), "report") == ["0.00 上报次数0次，不得分"]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("42", "42"),
        ("42.3333333333", "42.3333"),
        ("42.1666666667", "42.1667"),
        ("42.3350000000", "42.335"),
        ("42.3349999521", "42.3349999521"),  # 42.335 would be rounded to 42.34, which it is not
    ],
)
def test_a_mean_has_four_decimals_unless_they_are_rounded_to_other_points(value, words):
    line = Line("scale", Decimal("42.33"), inputs={"satisfaction": Decimal(value)})
    assert Wording(load("jiaozuo-officers@2020.1")).line("satisfaction", line) == f"企业满意度均分{words}，按50分制计"


def test_what_waits_says_so():
    account = evaluator().account(subject(full_unit(missed=None), mean=None))
    assert said(account, "survey") == ["0.00 均分：尚无数据，待定"]
    assert said(account, "visit") == ["0.00 甲：待定", "  0.00 少到次数：尚无数据，待定"]
    assert said(evaluator().account(subject()), "visit")[0] == "+30.00 甲：30分"


def test_no_period_to_assess():
    account = evaluator().account(subject(full_unit(weeks=0)))
    assert said(account, "visit") == ["+30.00 无应考核周期，该项得满分"]


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"honour": 12}, "加减分控制在±10分以内"),
        ({"honour": 12, "lifted": True}, "加减分超出±10分：书面决定，文号见依据"),
    ],
)
def test_a_group_s_own_lines(facts, sentence):
    group = evaluator().account(subject(**facts)).groups[1]
    assert [Wording(scheme()).group_line("adjust", line) for line in group.lines] == [sentence]


def test_a_line_quotes_its_own_clause_else_the_item_s():
    jilin = load("jilin-departments@2021.1")
    words = Wording(jilin)
    (example,) = [each for each in jilin.examples if each.name.startswith("警示")]
    daily = Evaluator(jilin).account(example.subject).items[0]
    quoted = {line.code: words.clause("daily", line).at for line in daily.lines}
    own = "三（二）（11）"
    assert quoted == {"start": "三（一）", "d11a": own, "d11b": own, "d11c": own, "d11d": own}
    assert words.clause("daily").at == "三（一）"


def test_a_line_s_cap_names_what_it_caps():
    jilin = load("jilin-departments@2021.1")
    (example,) = [each for each in jilin.examples if each.name.startswith("区级媒体7篇")]
    account = Evaluator(jilin).account(example.subject)
    assert said(account, "bonus", Wording(jilin)) == ["+3.50 区级媒体7篇，加3.5分", "−0.50 区级媒体以3分封顶"]


def test_an_unearned_point_is_explained():
    towns = load("kunshan-towns@2017.1")
    (example,) = [each for each in towns.examples if each.name.startswith("平台")]
    account = Evaluator(towns).account(example.subject)
    assert said(account, "platform", Wording(towns)) == ["0.00 建立政企沟通网络服务专业平台：否，不得分"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "未知"),
        (True, "是"),
        (False, "否"),
        (3, "3"),
        (Decimal("-2.50"), "−2.5"),
        (Decimal("1E+2"), "100"),
        (Rate(7, 12), "58.33%"),
        (Rate(1, 1), "100.00%"),
        (Award(2, Decimal(5)), "2"),
        ("完善", "完善"),
    ],
)
def test_facts_in_a_sentence(value, text):
    assert shown(value) == text


@pytest.mark.parametrize(
    ("points", "text"), [("10", "+10.00"), ("-1.5", "−1.50"), ("0", "0.00"), ("-0.00", "0.00"), ("0.125", "+0.125")]
)
def test_points_in_a_column(points, text):
    assert signed(Decimal(points)) == text


def test_points_in_a_sentence_have_no_needless_zeros():
    assert [number(Decimal(each)) for each in ("10.00", "0.50", "-3.0", "0.00")] == ["10", "0.5", "−3", "0"]
