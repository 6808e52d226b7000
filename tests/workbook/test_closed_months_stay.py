"""An import respects the closed months: nothing new comes into them and nothing of them changes."""

from datetime import date

import pytest

from enterprises.models import ClosedMonth, Visit
from officers.actor import Actor
from officers.models import District

from .making import AT, DISTRICT, FIRM, VISITS

pytestmark = pytest.mark.django_db
REFUSED = "2021年1月已经月结，走访不能登记、更正或作废；须先重开这个月"


@pytest.fixture(autouse=True)
def closed(brought):
    assert brought().is_clean
    return ClosedMonth.close(District.objects.get(), date(2021, 1, 1), Actor("何景澄", AT))


def refusals(report):
    return [(problem.row, problem.text) for problem in report.errors]


def test_a_workbook_that_only_repeats_a_closed_month_comes_in(brought):
    assert brought().is_clean


@pytest.mark.parametrize(
    "row",
    [
        ["A01", FIRM, "2021-01-05", "本人", "否", None, "新的", "有效"],
        ["A01", FIRM, "2021-01-14", "本人", "否", None, "改了", "有效"],
        ["A01", FIRM, "2021-01-14", *DISTRICT["走访"][1][3:7], "失实"],
    ],
    ids=["new", "changed", "void"],
)
def test_a_row_that_says_anything_new_of_a_closed_month_is_refused(brought, row):
    before = list(Visit.objects.order_by("pk").values())
    report = brought(走访=[VISITS, row])
    assert refusals(report) == [(2, REFUSED)]
    assert list(Visit.objects.order_by("pk").values()) == before


def test_another_month_and_a_reopened_one_take_it(brought, closed):
    new = ["A01", FIRM, "2021-02-02", "本人", "否", None, "新的", "有效"]
    assert brought(走访=[VISITS, new]).is_clean
    closed.reopen(Actor("何景澄", AT), "漏记")
    assert brought(走访=[VISITS, ["A01", FIRM, "2021-01-05", "本人", "否", None, "新的", "有效"]]).is_clean
