"""With --skip-errors the clean rows come in, and the others go into a workbook of the same layout."""

from datetime import date

import pytest
from openpyxl import load_workbook

from enterprises.models import Enterprise, Pairing, Visit
from officers.models import Officer

from .making import DISTRICT, FIRM, PAIRINGS, VISITS, bring, district_book, texts, write
from .snapshot import snapshot

pytestmark = pytest.mark.django_db
SKIP = {"skip_errors": True}


def rejected(report):
    book = load_workbook(report.rejected_file)
    return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book}


def test_clean_rows_come_in_and_the_others_are_written_with_their_reasons(brought, tmp_path):
    wrong = ["A01", FIRM, "x", "司机", None, "惠企"]
    rows = [VISITS, ["A01", FIRM, date(2021, 1, 4)], wrong, ["A01", FIRM, "2021-01-05"]]
    found = brought(走访=rows, options=SKIP)
    assert found.imported
    assert found.error_count == 2
    assert set(Visit.objects.values_list("date", flat=True)) == {date(2021, 1, 4), date(2021, 1, 5)}
    assert found.counts["走访"].rejected == 1
    assert found.rejected_file == str(tmp_path / "book-未导入.xlsx")
    reason = "走访日期: 不是日期 “x”；走访人: 应为 本人 / 分包人，不是 “司机”"
    assert rejected(found) == {"走访": [[*VISITS, "原因"], [*wrong, None, None, reason]]}


def test_rows_that_need_a_rejected_row_are_rejected_with_that_reason(brought):
    officers = [["编号", "姓名"], ["A01", None], ["A02", "李四"]]
    found = brought(首席服务官=officers, 考核记录=None, 表彰通报=None, 豁免=None, 工作台账=None, options=SKIP)
    reason = "没有首席服务官 “A01”（表 首席服务官 第 2 行有误，未能导入）"
    assert f"表 结对 第 2 行 首席服务官编号: {reason}" in texts(found.errors)
    assert list(Officer.objects.values_list("code", flat=True)) == ["A02"]
    assert Enterprise.objects.count() == 2
    assert not Pairing.objects.exists()
    assert len(rejected(found)["走访"]) == 3


def test_a_visit_says_that_its_pairing_was_rejected(brought):
    found = brought(结对=[PAIRINGS, ["A01", FIRM, None, "2021-01-01", "2020-01-01"]], options=SKIP)
    said = [text for text in texts(found.errors) if text.startswith("表 走访 第 2 行")]
    assert said == ["表 走访 第 2 行 走访日期: 2021-01-14 A01 与这家企业没有结对（表 结对 第 2 行有误，未能导入）"]


def test_of_two_rows_that_contradict_each_other_neither_comes_in(brought):
    rows = [VISITS, ["A01", FIRM, "2021-01-04", None, "是"], ["A01", FIRM, "2021-01-04", None, "否"]]
    found = brought(走访=[*rows, ["A01", FIRM, "2021-01-04", None, "是"], ["A01", FIRM, "2021-01-05"]], options=SKIP)
    assert list(Visit.objects.values_list("date", flat=True)) == [date(2021, 1, 5)]
    assert texts(found.errors) == [
        "表 走访 第 2 行 首席服务官编号: 与第 3 行重复，内容不同",
        "表 走访 第 3 行 首席服务官编号: 与第 2 行重复，内容不同",
    ]


def test_a_pairing_that_would_strand_visits_is_left_as_it_was(brought):
    brought()
    found = brought(
        结对=[PAIRINGS, ["A01", FIRM, "王五", "2020-06-01", "2021-01-10"]],
        走访=[VISITS, ["A01", FIRM, "2021-02-02"]],
        options=SKIP,
    )
    assert texts(found.errors) == ["表 结对 第 2 行 结束日期: 结对日期之外还有 1 次有效走访"]
    assert Pairing.objects.get().ends is None
    assert Visit.objects.filter(date=date(2021, 2, 2)).exists()


def test_a_sheet_without_a_required_column_is_left_out_whole(brought):
    found = brought(走访=[["首席服务官编号"], ["A01"], ["A01"]], options=SKIP)
    assert found.counts["走访"].rejected == 2
    assert not Visit.objects.exists()
    assert rejected(found)["走访"][1][-1] == "统一社会信用代码: 缺少这一列；走访日期: 缺少这一列"


def test_the_corrected_rows_come_in_later(brought, tmp_path):
    found = brought(走访=[VISITS, ["A01", FIRM, "x"]], options=SKIP)
    rows = rejected(found)
    rows["走访"][1][2] = date(2021, 1, 4)
    again = bring(write(tmp_path / "again.xlsx", rows))
    assert again.is_clean
    assert not again.warnings
    assert Visit.objects.get().date == date(2021, 1, 4)


def test_nothing_wrong_means_no_second_workbook(brought, tmp_path):
    assert brought(options=SKIP).rejected_file == ""
    assert [path.name for path in tmp_path.iterdir()] == ["book.xlsx"]


def test_a_dry_run_says_what_would_be_left_out_and_writes_nothing(brought, tmp_path):
    brought()
    before = snapshot()
    found = brought(走访=[*DISTRICT["走访"], ["A01", FIRM, "x"]], options=SKIP | {"dry_run": True})
    assert (found.counts["走访"].unchanged, found.counts["走访"].rejected) == (2, 1)
    assert snapshot() == before
    assert len(list(tmp_path.iterdir())) == 1


def test_the_second_workbook_goes_where_it_is_told(tmp_path):
    path = write(tmp_path / "book.xlsx", district_book(走访=[VISITS, ["A01", FIRM, "x"]]))
    found = bring(path, skip_errors=True, rejected=tmp_path / "坏行.xlsx")
    assert found.rejected_file == str(tmp_path / "坏行.xlsx")
    assert (tmp_path / "坏行.xlsx").exists()
