"""Writing cells: dates as dates, text as text whatever it begins with."""

import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import Any

from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.utils.exceptions import WorkbookAlreadySaved

# What a spreadsheet would take for more than text: a formula, an error value
LIVE = re.compile(r"[=+\-@#\t\r\n＝＋－＠]")
ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
ROWS_A_SHEET = 1_048_576


class TooManyRows(Exception):
    """A sheet that Excel cannot hold."""


def new_sheet(book: Any, title: str, headers: Sequence[str], widths: Iterable[int]) -> Any:
    """A sheet with its header row, frozen."""
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for index, width in enumerate(widths):
        sheet.column_dimensions["ABCDEFGHIJKLMNOPQRSTUVWXYZ"[index]].width = width
    append(sheet, headers)
    return sheet


def discard(book: Any) -> None:
    """Leave nothing of a book that will not be saved, or has been."""
    for sheet in book.worksheets:
        with suppress(WorkbookAlreadySaved, FileNotFoundError):
            sheet.close()
            sheet._writer.cleanup()


def append(sheet: Any, values: Iterable[Any]) -> None:
    """Add a row."""
    sheet.append([_text_cell(sheet, value) if isinstance(value, str) else value for value in values])


def _text_cell(sheet: Any, text: str) -> Any:
    """The text as a cell that stays text, without the characters that XML cannot carry."""
    # lines end as Excel ends them: with lxml beside it, openpyxl would keep a carriage return, without it would not
    text = ILLEGAL_CHARACTERS_RE.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
    if "_x" in text:  # what Excel itself would read as an escape
        text = ESCAPED.sub("_x005F_", text)
    if not LIVE.match(text):
        return text
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    return cell
