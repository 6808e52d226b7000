"""A paper's table: every row looks like the first and holds its own text."""

from io import BytesIO

from docx import Document
from docx.oxml.ns import qn

from officers.documents.official import OfficialPaper

ROWS = [("林沐川", "区\n工信局", 3), ("苏若岚", "", 0), ("=1+1", "{{7*7}}\x00<w:t>", "\t")]


def table(rows):
    paper = OfficialPaper("某区", "周报")
    paper.table(("姓名", "单位", "次数"), rows, (2, 3, 1))
    return Document(BytesIO(paper.content())).tables[0]


def test_each_row_holds_its_own_text():
    found = [[cell.text for cell in row.cells] for row in table(ROWS).rows]
    assert found == [
        ["姓名", "单位", "次数"],
        ["林沐川", "区\n工信局", "3"],
        ["苏若岚", "", "0"],
        ["=1+1", "{{7*7}}<w:t>", "\t"],
    ]


def test_each_row_looks_like_the_first():
    first, *others = table(ROWS).rows[1:]
    for row in others:
        assert row._tr.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None
        for cell, like in zip(row.cells, first.cells, strict=True):
            assert cell.width == like.width
            run, same = cell.paragraphs[0].runs[0], like.paragraphs[0].runs[0]
            assert (run.font.size, run.font.name) == (same.font.size, same.font.name)
