"""Export, import into an empty database, export: the same rows."""

from datetime import date

import pytest
from openpyxl import load_workbook

from assessment.workbook import SHEETS, export_file
from officers.models import District

from .making import RECORDS, SAMPLES, actor, bring, district, district_book, import_file, write
from .snapshot import snapshot

pytestmark = pytest.mark.django_db


def cells(path):
    book = load_workbook(path)
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book}


@pytest.fixture
def small(tmp_path):
    return write(tmp_path / "small.xlsx", district_book())


@pytest.mark.parametrize(
    "sample", ["small", *sorted(SAMPLES.glob("*.xlsx"))], ids=lambda path: getattr(path, "stem", path)
)
def test_what_goes_out_comes_in_the_same(sample, small, tmp_path):
    bring(small if sample == "small" else sample)
    export_file(tmp_path / "one.xlsx", district())
    before = snapshot()
    again = bring(tmp_path / "one.xlsx")
    assert again.is_clean
    assert snapshot() == before

    empty = District.objects.create(code="other", name="另一区")
    assert import_file(tmp_path / "one.xlsx", empty, actor()).is_clean
    export_file(tmp_path / "two.xlsx", empty)
    assert cells(tmp_path / "two.xlsx") == cells(tmp_path / "one.xlsx")


@pytest.mark.parametrize("number", ["12.3400000000000000000000004999", "0.30000000000000004", "999999999999.7654321"])
def test_a_number_goes_out_with_every_digit(number, tmp_path):
    rows = [RECORDS, ["kunshan-towns", "城关镇", "survey", date(2021, 2, 10), number]]
    bring(write(tmp_path / "in.xlsx", district_book(考核记录=rows)))
    export_file(tmp_path / "one.xlsx", district())
    before = snapshot()
    assert bring(tmp_path / "one.xlsx").is_clean
    assert snapshot() == before


def test_the_export_has_every_sheet_with_its_headers(small, tmp_path):
    bring(small)
    export_file(tmp_path / "one.xlsx", district())
    found = cells(tmp_path / "one.xlsx")
    assert list(found) == [sheet.title for sheet in SHEETS]
    assert [found[sheet.title][0] for sheet in SHEETS] == [
        [column.title for column in sheet.columns] for sheet in SHEETS
    ]


def test_only_the_rows_of_the_district_go_out(small, tmp_path):
    bring(small)
    export_file(tmp_path / "one.xlsx", District.objects.create(code="other", name="另一区"))
    assert all(len(sheet) == 1 for sheet in cells(tmp_path / "one.xlsx").values())
