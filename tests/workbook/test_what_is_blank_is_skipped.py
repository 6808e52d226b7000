"""Blank rows and cells, wherever they stand: spreadsheets write them for columns that are formatted as a whole."""

import pytest

from enterprises.models import Visit
from officers.workbook import gate

from .hostile import rewritten
from .making import bring

pytestmark = pytest.mark.django_db
VISITS = "xl/worksheets/sheet7.xml"


@pytest.fixture(params=[gate.CHUNK, 90], ids=["whole", "in-pieces"])
def with_rows(request, tmp_path, monkeypatch):
    """A function that imports the small district with more rows, as XML, at the end of 走访."""
    monkeypatch.setattr(gate, "CHUNK", request.param)

    def import_with(rows):
        path, added = tmp_path / "book.xlsx", f"{rows}</sheetData>".encode()
        rewritten(path, lambda name, xml: xml.replace(b"</sheetData>", added) if name == VISITS else xml)
        return bring(path)

    return import_with


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1048576" ht="12.8" customFormat="false"></row>',
        '<row r="1048576" ht="12.8"/>',
        '<row r="300000" s="1"><c r="A300000" s="1"/><c r="B300000" s="1"></c></row>',
        '<row r="9"><c r="XFD9" s="1"/></row>',
    ],
)
def test_however_far_out(with_rows, rows):
    found = with_rows(rows)
    assert not found.refused
    assert (found.is_clean, Visit.objects.count()) == (True, 2)


@pytest.mark.parametrize("cell", ['<c r="A300000"><v>1</v></c>', '<c t="inlineStr"><is><t>x</t></is></c>'])
def test_a_value_far_out_is_too_much(with_rows, cell):
    assert "超出 200,000 行或 60 列" in with_rows(f'<row r="300000">{cell}</row>').refused
