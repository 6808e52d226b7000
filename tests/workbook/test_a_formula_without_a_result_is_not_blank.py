"""An error value, or a formula that nobody has worked out, keeps the row out: it does not empty the field."""

from datetime import date
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import load_workbook

from enterprises.models import Pairing, Visit
from officers.workbook.failing import FAILED

from .making import FIRM, PAIRINGS, VISITS, bring, district_book, texts, write

pytestmark = pytest.mark.django_db
PAIRING = ["A01", FIRM, "王五", date(2020, 6, 1)]


def with_cell(path, old, new):
    """The small district in which one cell of 走访, as openpyxl writes it, is replaced."""
    write(path, district_book(走访=[VISITS, ["A01", FIRM, date(2021, 1, 14), None, None, None, 777]]))
    with ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    assert sum(old in content for content in parts.values()) == 1
    with ZipFile(path, "w", ZIP_DEFLATED) as book:
        for name, content in parts.items():
            book.writestr(name, content.replace(old, new))
    return path


@pytest.mark.parametrize("cell", ["#N/A", "#REF!", "=DATE(2021,12,31)"])
def test_the_pairing_does_not_lose_its_end(brought, cell):
    brought(结对=[PAIRINGS, [*PAIRING, date(2021, 12, 31)]])
    found = brought(结对=[PAIRINGS, [*PAIRING, cell]])
    assert texts(found.errors) == [f"表 结对 第 2 行 结束日期: 公式没有结果 “{cell}”"]
    assert Pairing.objects.get().ends == date(2021, 12, 31)


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ('<c r="G2" t="e"><f>VLOOKUP(A2,B:C,2,0)</f><v>#N/A</v></c>', "#N/A"),
        ('<c r="G2" s="0" t="e"><v>#DIV/0!</v></c>', "#DIV/0!"),
        ('<c r="G2"><f>A1&amp;"x"</f></c>', '=A1&"x"'),
        ('<c r="G2" t="n"><f t="shared" si="0"/><v/></c>', "="),
    ],
)
def test_however_it_is_written(tmp_path, cell, shown):
    found = bring(with_cell(tmp_path / "book.xlsx", b'<c r="G2" t="n"><v>777</v></c>', cell.encode()))
    assert texts(found.errors) == [f"表 走访 第 2 行 内容: 公式没有结果 “{shown}”"]


@pytest.mark.parametrize(
    ("cell", "content"),
    [
        ('<c r="G2"><f>700+77</f><v>777</v></c>', "777"),
        ('<c r="G2" t="str"><f>""</f><v></v></c>', ""),
        ('<c r="G2" t="str"><f>B2</f><v>=x</v></c>', "=x"),
        ('<c r="G2" t="inlineStr"><is><t>#N/A</t></is></c>', "#N/A"),
    ],
)
def test_what_has_a_result_is_read(tmp_path, cell, content):
    found = bring(with_cell(tmp_path / "book.xlsx", b'<c r="G2" t="n"><v>777</v></c>', cell.encode()))
    assert found.is_clean
    assert Visit.objects.get().content == content


def test_columns_that_nobody_reads_may_hold_anything(brought):
    found = brought(走访=[[*VISITS, "备注"], ["A01", FIRM, date(2021, 1, 14), *[None] * 5, "#N/A"]])
    assert found.imported


def test_in_a_long_sheet_too(brought):
    rows = [["A01", FIRM, date(2021, 1, 1 + n % 28), None, None, None, f"{n % 28}" * 60] for n in range(9000)]
    found = brought(走访=[VISITS, *rows, ["A01", FIRM, "#N/A"]])
    assert texts(found.errors) == ["表 走访 第 9002 行 走访日期: 公式没有结果 “#N/A”"]


def test_it_comes_back_among_the_rejected_rows_as_it_looked(brought):
    found = brought(走访=[VISITS, ["A01", FIRM, "#N/A"]], options={"skip_errors": True})
    row = [cell.value for cell in load_workbook(found.rejected_file)["走访"][2]]
    assert (row[2], row[-1]) == ("#N/A", "走访日期: 公式没有结果 “#N/A”")
    assert FAILED not in "".join(map(str, row))
