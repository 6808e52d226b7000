"""One enterprise has one officer on a day, and visits stand under the pairing of their day."""

from datetime import date

import pytest

from enterprises.models import Pairing, Visit
from officers.models import Deputy

from .making import FIRM, PAIRINGS, VISITS, texts

pytestmark = pytest.mark.django_db
OFFICERS = [["编号", "姓名"], ["A01", "张三"], ["A02", "李四"]]


@pytest.fixture
def paired(brought):
    """A function that imports pairings and visits with two officers."""

    def bring_paired(*pairings, visits=(), **options):
        rows = [VISITS, *visits]
        return brought(首席服务官=OFFICERS, 结对=[PAIRINGS, *pairings], 走访=rows, options=options)

    return bring_paired


def test_two_officers_on_one_day_are_refused(paired):
    found = paired(["A01", FIRM, None, "2021-01-01", "2021-06-30"], ["A02", FIRM, None, "2021-06-30", None])
    assert texts(found.errors) == [
        "表 结对 第 3 行 开始日期: 与第 2 行的结对重叠（A01，2021-01-01 至 2021-06-30）：同一企业同一天只能有一个结对"
    ]


def test_one_after_the_other_is_in_order(paired):
    assert paired(["A01", FIRM, None, "2021-01-01", "2021-06-30"], ["A02", FIRM, None, "2021-07-01", None]).is_clean


def test_a_pairing_already_there_counts(paired):
    paired(["A01", FIRM, None, "2021-01-01", None])
    found = paired(["A02", FIRM, None, "2021-05-01", None])
    assert texts(found.errors) == [
        "表 结对 第 2 行 开始日期: 与已登记的结对重叠（A01，2021-01-01 至 今）：同一企业同一天只能有一个结对"
    ]


def test_a_hand_over_in_one_workbook_is_judged_by_where_it_ends(paired):
    paired(["A01", FIRM, None, "2021-01-01", "2021-03-31"], ["A02", FIRM, None, "2021-04-01", None])
    found = paired(["A02", FIRM, None, "2021-04-01", "2021-08-31"], ["A01", FIRM, None, "2021-01-01", "2021-03-30"])
    assert found.counts["结对"].updated == 2
    found = paired(["A01", FIRM, None, "2021-01-01", "2021-02-28"], ["A02", FIRM, None, "2021-03-01", "2021-03-31"])
    assert found.is_clean
    assert Pairing.objects.filter(voided_at=None).count() == 3


def test_two_pairings_may_trade_days(paired):
    """On the way there they would overlap, which the database refuses: the import must not go that way."""
    paired(["A01", FIRM, None, "2021-01-01", "2021-01-31"], ["A02", FIRM, None, "2021-03-01", "2021-03-31"])
    assert paired(
        ["A02", FIRM, None, "2021-02-01", "2021-02-28"], ["A01", FIRM, None, "2021-01-01", "2021-01-15"]
    ).is_clean
    changed = paired(["A01", FIRM, None, "2021-01-01", "2021-01-31"], ["A02", FIRM, None, "2021-03-01", None])
    assert changed.is_clean
    assert set(Pairing.objects.values_list("starts", "ends", "version")) == {
        (date(2021, 1, 1), date(2021, 1, 31), 3),
        (date(2021, 2, 1), date(2021, 2, 28), 1),
        (date(2021, 3, 1), None, 2),
    }


def test_days_taken_from_a_pairing_must_hold_no_visit(paired):
    paired(["A01", FIRM, None, "2021-01-01", None], visits=[["A01", FIRM, "2021-07-01"], ["A01", FIRM, "2021-05-01"]])
    found = paired(["A01", FIRM, None, "2021-01-01", "2021-06-30"])
    assert texts(found.errors) == ["表 结对 第 2 行 结束日期: 结对日期之外还有 1 次有效走访"]
    assert Pairing.objects.get().ends is None


def test_a_void_visit_may_lie_outside(paired):
    row = ["A01", FIRM, "2021-07-01", *[None] * 4, "失实"]
    paired(["A01", FIRM, None, "2021-01-01", None], visits=[row])
    assert paired(["A01", FIRM, None, "2021-01-01", "2021-06-30"]).is_clean


def test_a_visit_moves_to_the_pairing_of_its_day(paired):
    visits = [["A01", FIRM, "2021-07-01"]]
    paired(["A01", FIRM, None, "2021-01-01", None], visits=visits)
    found = paired(
        ["A01", FIRM, None, "2021-01-01", "2021-06-30"], ["A01", FIRM, None, "2021-07-01", None], visits=visits
    )
    assert found.is_clean
    assert Visit.objects.get().pairing.starts == date(2021, 7, 1)


def test_a_deputy_cannot_leave_while_their_visits_stand(paired):
    paired(["A01", FIRM, "王五", "2021-01-01", None], visits=[["A01", FIRM, "2021-07-01", "分包人"]])
    found = paired(["A01", FIRM, None, "2021-01-01", None])
    assert texts(found.errors) == ["表 结对 第 2 行 分包人: 还有分包人的有效走访 1 次，不能没有分包人"]


def test_the_deputy_beside_the_officer_is_preferred_to_another_of_that_name(paired):
    paired(["A01", FIRM, "王五", "2021-01-01", None])
    own = Deputy.objects.get()
    Pairing.objects.update(deputy=Deputy.objects.create(district=own.district, name="王五"))
    found = paired(["A01", FIRM, "王五", "2021-01-01", None])
    assert found.counts["结对"].unchanged == 1
    assert Pairing.objects.get().deputy != own


def test_a_new_name_is_a_new_person(paired):
    paired(["A01", FIRM, "王五", "2021-01-01", None])
    paired(["A01", FIRM, "赵六", "2021-01-01", None])
    assert Pairing.objects.get().deputy.name == "赵六"
    assert Deputy.objects.count() == 2


def test_without_the_column_the_deputy_stays(brought):
    brought()
    brought(结对=[["首席服务官编号", "统一社会信用代码", "开始日期"], ["A01", FIRM, "2020-06-01"]])
    assert Pairing.objects.get().deputy.name == "王五"
