"""What a user typed never becomes a formula, a link or an error value in a workbook we write."""

from datetime import date
from zipfile import ZipFile

import pytest
from django.db.models import CharField, TextField
from openpyxl import load_workbook

from assessment.workbook import SHEETS, export_file
from enterprises.models import Policy, Visit
from officers.workbook.columns import Text

from .making import FIRM, VISITS, bring, district

pytestmark = pytest.mark.django_db
LIVE = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "＋1", "－1", "＠x", "#N/A", "#REF!"]
HOSTILE = ['=HYPERLINK("http://x","y")', "=cmd|'/C calc'!A0", "http://example.org", "_x003D_1", "a\x00b\x0bc"]


def cells(path):
    return [cell for sheet in load_workbook(path) for row in sheet.iter_rows() for cell in row]


@pytest.mark.parametrize("text", LIVE + HOSTILE)
def test_in_every_text_column_of_the_export(brought, tmp_path, text):
    brought()
    columns = [(sheet, column) for sheet in SHEETS for column in sheet.columns if isinstance(column, Text)]
    fields = {
        (sheet.model, column.name)
        for sheet, column in columns
        if column.name in {field.name for field in sheet.model._meta.fields} and not column.path
    }
    assert len(fields) >= 20
    for model, name in fields - {(Visit, "visitor")}:
        if isinstance(model._meta.get_field(name), CharField | TextField):
            row = model._default_manager.order_by("pk").first()
            # NUL itself no database takes
            model._default_manager.filter(pk=row.pk).update(**{name: text[:20].replace("\x00", "")})
    Policy.objects.update(name=text.replace("\x00", ""))
    export_file(tmp_path / "out.xlsx", district())
    found = cells(tmp_path / "out.xlsx")
    assert not [cell.coordinate for cell in found if cell.data_type in "fe" or cell.hyperlink]
    assert len([cell for cell in found if cell.value == kept(text[:20])]) >= 15
    with ZipFile(tmp_path / "out.xlsx") as book:
        assert not [name for name in book.namelist() if name.endswith(".rels") and b"hyperlink" in book.read(name)]


def kept(text):
    """The text as it stands in the cell: Excel's own escapes spelled out, characters that XML cannot carry left out."""
    text = text.replace("\x00", "").replace("\x0b", "").replace("_x003D_", "_x005F_x003D_")
    return text.replace("\r", "\n")


def test_in_the_workbook_of_rejected_rows(brought, tmp_path):
    rows = [VISITS, *[["A01", FIRM, "x", None, None, "'" + text, text.strip("=")] for text in LIVE]]
    found = brought(走访=rows, options={"skip_errors": True})
    assert not [cell.coordinate for cell in cells(found.rejected_file) if cell.data_type in "fe"]


def test_what_looks_like_an_escape_comes_back_as_it_was(brought, tmp_path):
    brought()
    Visit.objects.filter(date=date(2021, 1, 14)).update(content="_x0041_ 与 =1+1")
    export_file(tmp_path / "out.xlsx", district())
    assert bring(tmp_path / "out.xlsx").counts["走访"].unchanged == 2
    assert Visit.objects.get(date=date(2021, 1, 14)).content == "_x0041_ 与 =1+1"
