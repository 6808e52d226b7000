"""Export, import into an empty database, export: the same rows."""

import pytest
from openpyxl import load_workbook

from assessment.workbook import SHEETS, export_file
from officers.models import District

from .making import SAMPLES, actor, bring, district, district_book, import_file, write
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
