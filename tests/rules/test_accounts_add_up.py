"""An account that does not add up cannot be built, nor read back."""

import json
from decimal import Decimal

import pytest

from assessment.rules.account import Account, AccountError, ItemAccount, Line
from assessment.rules.values import Award, Rate, canonical, digest

from .small import evaluator, full_unit, subject

MANY = (full_unit("甲", missed=1, weeks=3), full_unit("乙", missed=40, weeks=4))


def item(points, *lines, pending=()):
    return ItemAccount("a", "甲项", None, Decimal(10), points, lines, pending)


def account(*items, total, low=None, high=None, missing=(), grade=None):
    low, high = (total if bound is None else bound for bound in (low, high))
    return Account("s@1", "d", items, (), total, low, high, missing, grade, (), ())


def test_used_lines_make_the_points():
    assert item(Decimal(7), Line("start", Decimal(10)), Line("x", Decimal(-3))).points == 7
    with pytest.raises(AccountError, match="a：各行相加为7，与得分8不符"):
        item(Decimal(8), Line("start", Decimal(10)), Line("x", Decimal(-3)))


def test_overridden_lines_do_not_count():
    assert item(Decimal(10), Line("o", Decimal(10)), Line("x", Decimal(-3), "overridden")).points == 10


def test_lines_beneath_a_unit_make_the_unit_s_score():
    under = (Line("start", Decimal(10)),)
    with pytest.raises(AccountError, match="unit:甲"):
        Line("unit:甲", Decimal(5), inputs={"score": Decimal(9)}, unit="甲", label="甲", under=under)


def test_items_make_the_total():
    ten = item(Decimal(10), Line("start", Decimal(10)))
    assert account(ten, total=Decimal(10)).status == "complete"
    with pytest.raises(AccountError, match="总分"):
        account(ten, total=Decimal(11))


def test_items_and_the_group_s_own_lines_make_the_group():
    data = evaluator().account(subject(honour=12)).to_json()
    assert Account.from_json(data).groups[1].points == 10
    data["groups"][0]["points"], data["groups"][1]["points"] = "59.00", "11.00"  # the total still holds
    with pytest.raises(AccountError, match="work：各行相加为60"):
        Account.from_json(data)


@pytest.mark.parametrize(
    "broken",
    [
        {"total": Decimal(10), "missing": ("a",)},
        {"total": None, "low": Decimal(0), "high": Decimal(10)},
        {"total": None, "low": Decimal(10), "high": Decimal(0), "missing": ("a",)},
        {"total": None, "low": Decimal(0), "high": Decimal(10), "missing": ("a",), "grade": "好"},
        {"total": Decimal(10), "low": Decimal(9)},
    ],
)
def test_a_result_is_either_complete_or_pending(broken):
    with pytest.raises(AccountError):
        account(item(Decimal(10), Line("start", Decimal(10))), **broken)


def test_an_open_item_has_no_points_and_says_what_it_waits_for():
    for points, pending in ((None, ()), (Decimal(0), ("x",))):
        with pytest.raises(AccountError, match="待定"):
            item(points, pending=pending)


@pytest.mark.parametrize("facts", [{}, {"mean": None}, {"honour": 12}, {"blame": True}, {"level": "低", "honour": 12}])
def test_an_account_comes_back_from_json_as_it_was(facts):
    built = evaluator().account(subject(*MANY, **facts))
    back = Account.from_json(json.loads(built.canonical()))
    assert back == built
    assert back.canonical() == built.canonical()


def test_every_kind_of_value_comes_back_from_json():
    values = {
        "count": 3,
        "number": Decimal("44.125"),
        "rate": Rate(7, 12),
        "flag": True,
        "choice": "12.5",
        "award": Award(2, Decimal("2.50")),
        "unknown": None,
    }
    line = Line("x", Decimal("0.00"), inputs=values)
    back = Line.from_json(json.loads(canonical(line.to_json())))
    assert back.inputs == values
    assert {name: type(value) for name, value in back.inputs.items()} == {
        name: type(value) for name, value in values.items()
    }


def test_points_are_exact_strings():
    data = evaluator().account(subject(*MANY, honour=12)).to_json()
    assert data["total"] == "92.43"  # (29 × 3 + 0 × 4) ÷ 7 = 12.43, 70 for the rest, 10 of the bonus
    assert [item["points"] for item in data["items"]] == ["12.43", "10.00", "10.00", "10.00", "40.00", "12.00"]
    assert data["groups"][1]["lines"] == [{"code": "group_cap", "delta": "-2.00"}]
    assert "." not in canonical([item["max"] for item in data["items"]]).replace(".00", "")


def test_a_changed_point_is_found_when_the_account_is_read():
    data = evaluator().account(subject(*MANY)).to_json()
    data["items"][1]["points"] = "9.00"
    with pytest.raises(AccountError, match="report"):
        Account.from_json(data)
    data = evaluator().account(subject(*MANY)).to_json()
    data["status"] = "pending"
    with pytest.raises(AccountError):
        Account.from_json(data)


def test_the_digest_is_that_of_the_canonical_text():
    built = evaluator().account(subject(*MANY))
    assert built.digest() == digest(built.canonical())
    assert built.digest() != evaluator().account(subject(*MANY, honour=1)).digest()
    assert digest("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def test_canonical_json_has_one_spelling():
    assert canonical({"b": "二", "a": [1, "1.50"]}) == '{"a":[1,"1.50"],"b":"二"}'
