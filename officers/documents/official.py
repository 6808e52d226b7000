"""An official paper as .docx (GB/T 9704): red header, red line, title, body, signatures. Fonts are named, not shipped.

Text is put in as text: nothing is ever parsed as a template or a field, and what XML cannot carry is left out.
"""

import re
from collections.abc import Iterable, Sequence
from copy import deepcopy
from datetime import date
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

BODY, TITLE, HEADING, LATIN = "仿宋_GB2312", "方正小标宋简体", "黑体", "Times New Roman"
RED = "C00000"
#: top, bottom, left, right in mm
MARGINS = (37, 35, 28, 26)
#: between the margins of A4, in mm
WIDTH = 210 - MARGINS[2] - MARGINS[3]
UNFIT = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: object) -> str:
    """The text as XML can carry it: line ends as \\n, other control characters left out."""
    return UNFIT.sub("", str(text).replace("\r\n", "\n").replace("\r", "\n"))


def chinese_date(day: date) -> str:
    """2021年9月24日"""
    return f"{day.year}年{day.month}月{day.day}日"


class OfficialPaper:
    """A paper under the red header of `issuer`; its parts are added from top to bottom."""

    def __init__(self, issuer: str, title: str, number: str = ""):
        self._document = Document()
        self._settle()
        self._line(issuer, TITLE, 26, WD_ALIGN_PARAGRAPH.CENTER, color=RED)
        ruled = self._line(number, BODY, 16, WD_ALIGN_PARAGRAPH.CENTER)
        _rule_below(ruled)
        self._line("", BODY, 16)
        self._line(title, TITLE, 22, WD_ALIGN_PARAGRAPH.CENTER)
        self._document.core_properties.title = clean(title)
        self._document.core_properties.author = clean(issuer)

    def heading(self, text: str) -> None:
        """A heading of the first degree: 一、本月走访."""
        self._line(text, HEADING, 16, indent=True).paragraph_format.keep_with_next = True

    def paragraph(self, text: str) -> None:
        """Running text; each line of it is a paragraph."""
        for line in clean(text).split("\n"):
            self._line(line, BODY, 16, indent=True)

    def table(self, headers: Sequence[str], rows: Iterable[Sequence[object]], widths: Sequence[int]) -> None:
        """A ruled table; `widths` are shares of the line. The header row comes again on each page."""
        table = self._document.add_table(rows=1, cols=len(headers))
        table.style, table.alignment, table.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, False
        wide = [Mm(WIDTH * share / sum(widths)) for share in widths]
        for column, width in zip(table.columns, wide, strict=True):
            column.width = width  # LibreOffice and WPS read the grid, Word the cells
        _fill(table.rows[0], headers, HEADING, wide)
        _mark(table.rows[0]._tr, "w:trPr", "w:tblHeader")
        first = None
        for row in rows:
            if first is None:
                added = table.add_row()
                _fill(added, row, BODY, wide)
                _mark(added._tr, "w:trPr", "w:cantSplit")
                first = added._tr
            else:
                table._tbl.append(_row_like(first, row))

    def signatures(self, *who: str, day: date) -> None:
        """The closing lines at the right, each with room for a name or a seal, and the date."""
        self._line("", BODY, 16).paragraph_format.keep_with_next = True
        for each in who:
            self._line(f"{each}　　　　　　　　", BODY, 16, WD_ALIGN_PARAGRAPH.RIGHT).paragraph_format.space_after = Pt(
                12
            )
        self._line(f"{chinese_date(day)}　　", BODY, 16, WD_ALIGN_PARAGRAPH.RIGHT)

    def content(self) -> bytes:
        """The finished file."""
        stream = BytesIO()
        self._document.save(stream)
        return stream.getvalue()

    def _settle(self) -> None:
        section = self._document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin, section.bottom_margin = Mm(MARGINS[0]), Mm(MARGINS[1])
        section.left_margin, section.right_margin = Mm(MARGINS[2]), Mm(MARGINS[3])
        normal = self._document.styles["Normal"]
        normal.font.name, normal.font.size = LATIN, Pt(16)
        normal.element.rPr.rFonts.set(qn("w:eastAsia"), BODY)
        foot = section.footer.paragraphs[0]
        foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _run(foot, "— ", "宋体", 14)
        _page_number(_run(foot, "", "宋体", 14))
        _run(foot, " —", "宋体", 14)

    def _line(
        self, text: str, font: str, size: int, align: Any = None, *, color: str = "", indent: bool = False
    ) -> Any:
        paragraph = self._document.add_paragraph()
        shape = paragraph.paragraph_format
        shape.space_before = shape.space_after = Pt(0)
        shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(max(28, size * 1.4))
        if align is not None:
            paragraph.alignment = align
        if indent:
            shape.first_line_indent = Pt(size * 2)
        _run(paragraph, text, font, size, color)
        return paragraph


def _run(paragraph: Any, text: object, font: str, size: float, color: str = "") -> Any:
    run = paragraph.add_run(clean(text))
    run.font.name, run.font.size = LATIN, Pt(size)
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    if color:
        run.font.color.rgb = RGBColor.from_string(color)
    return run


def _fill(row: Any, values: Sequence[object], font: str, widths: Sequence[int]) -> None:
    for cell, value, width in zip(row.cells, values, widths, strict=True):
        cell.width = width
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(3)
        _run(paragraph, value, font, 12)


def _row_like(row: Any, values: Sequence[object]) -> Any:
    """A copy of the row with other texts: a tenth of what building it anew costs."""
    made = deepcopy(row)
    for run, value in zip(made.iter(qn("w:r")), values, strict=True):
        run.text = clean(value)
    return made


def _mark(element: Any, holder: str, name: str) -> None:
    found = element.find(qn(holder))
    if found is None:
        found = OxmlElement(holder)
        element.insert(0, found)
    found.append(OxmlElement(name))


def _rule_below(paragraph: Any) -> None:
    borders, line = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "18"), ("space", "4"), ("color", RED)):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    # the schema wants the borders before spacing and alignment
    paragraph._p.get_or_add_pPr().insert_element_before(borders, "w:shd", "w:spacing", "w:ind", "w:jc")


def _page_number(run: Any) -> None:
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        if kind:
            part = OxmlElement("w:fldChar")
            part.set(qn("w:fldCharType"), kind)
        else:
            part = OxmlElement("w:instrText")
            part.text = text
        run._element.append(part)
