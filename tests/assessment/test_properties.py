"""What holds for any district, from records to totals: better records never cost points, and a pending result's
interval holds the result to come."""

import random
from contextlib import contextmanager
from datetime import date, datetime, time
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests.oracle.comparing import products
from tests.oracle.days import DAY
from tests.oracle.districts import ANSWERS, district
from tests.oracle.load import load
from tests.oracle.rows import row

pytestmark = pytest.mark.django_db

YEAR, AS_OF = 2021, date(2022, 3, 1)
from_records = settings(max_examples=12, deadline=None, derandomize=True, phases=[Phase.explicit, Phase.generate])
seeds = st.integers(0, 10_000)


def a_day_of(dice, pairing):
    """A day of the year on which the pairing is in force, or None."""
    first = max(pairing["开始日期"], date(YEAR, 1, 1))
    last = min(pairing["结束日期"] or date(YEAR, 12, 31), date(YEAR, 12, 31))
    return first + DAY * dice.randrange((last - first).days + 1) if first <= last else None


def one_more_briefing(dice, book):
    pairing = dice.choice(book["结对"])
    day, of = a_day_of(dice, pairing), ("首席服务官编号", "统一社会信用代码")
    if day is None or any(v["走访日期"] == day and all(v[c] == pairing[c] for c in of) for v in book["走访"]):
        return
    book["走访"].append(row("走访", **{c: pairing[c] for c in of}, 走访日期=day, 走访人="本人", 政策宣讲="是"))


def a_visit_found_right(dice, book):
    dice.choice(book["走访"])["状态"] = "有效"


def a_visit_made_a_briefing(dice, book):
    dice.choice(book["走访"])["政策宣讲"] = "是"


def a_ledger_in_time(dice, book):
    ledger = dice.choice(book["工作台账"])
    after = (ledger["月份"] + 31 * DAY).replace(day=1)
    ledger |= {"上报时间": datetime.combine(after, time(9)), "退回时间": None, "重报时间": None}


def an_issue_dealt_with_at_once(dice, book):
    if book["企业问题"]:
        issue = dice.choice(book["企业问题"])
        issue |= {"办结日期": issue["提出日期"], "上交日期": issue["改类日期"] or issue["提出日期"]}
        if issue["类别"] == "一般":
            issue["上交日期"] = None


def a_better_answer(dice, book):
    if book["满意度"]:
        reply, question = dice.choice(book["满意度"]), dice.choice(("深入企业", "服务态度", "政策落实"))
        reply[question] = ANSWERS[max(ANSWERS.index(reply[question]) - 1, 0)]


def one_more_support(dice, book):
    pairing = dice.choice(book["结对"])
    if day := a_day_of(dice, pairing):
        book["政策支持"].append(
            row("政策支持", 统一社会信用代码=pairing["统一社会信用代码"], 日期=day, 政策名称=f"新政策{dice.random()}")
        )


def one_more_honour(dice, book):
    officer = dice.choice(book["首席服务官"])["编号"]
    told = {"日期": date(YEAR, 5, 5), "类型": "工作表彰", "工作事项": f"新工作{dice.random()}"}
    book["表彰通报"].append(row("表彰通报", 对象类型="首席服务官", 对象编号=officer, **told))


def one_criticism_less(dice, book):
    criticisms = [told for told in book["表彰通报"] if told["类型"] == "通报批评"]
    if criticisms:
        book["表彰通报"].remove(dice.choice(criticisms))


BETTER = [
    one_more_briefing,
    a_visit_found_right,
    a_visit_made_a_briefing,
    a_ledger_in_time,
    an_issue_dealt_with_at_once,
    a_better_answer,
    one_more_support,
    one_more_honour,
    one_criticism_less,
]


@contextmanager
def thrown_away():
    """A place for a district that nobody needs afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def results(book):
    with thrown_away():
        return products(load(book, "any"), YEAR, AS_OF)


@from_records
@given(seed=seeds)
def test_better_records_never_cost_points(seed):
    """One kind of improvement after the other, each held against the district as it was before it."""
    book, dice = district(seed, YEAR, 4), random.Random(seed)
    before = results(book)
    for improve in dice.sample(BETTER, len(BETTER)):
        for _ in range(6):
            improve(dice, book)
        after = results(book)
        for code, sheet in before.items():
            for end, bound in enumerate(sheet["interval"]):
                assert Decimal(after[code]["interval"][end]) >= Decimal(bound), (improve.__name__, code)
        before = after


@from_records
@given(seed=seeds)
def test_the_interval_of_a_pending_result_holds_the_result_to_come(seed):
    book = district(seed, YEAR, 4)
    known, waiting = results(book), results({**book, "满意度": []})
    for code, sheet in known.items():
        assert waiting[code]["total"] is None
        if sheet["total"] is not None:
            low, high = map(Decimal, waiting[code]["interval"])
            assert low <= Decimal(sheet["total"]) <= high
