"""The matrix of ledgers as a workbook, with what a cell of the page says in words."""

from collections.abc import Sequence
from typing import IO

from openpyxl import Workbook

from officers.workbook.writing import append, discard, new_sheet

from .ledger_board import Board, Cell, Row

STATES = {
    "late": "逾期",
    "missing": "未报",
    "returned": "退回待重报",
    "sent_back": "未报（退回后未重报）",
    "draft": "草稿",
    "exempt": "豁免",
    "absent": "不应报",
}


def write_board(stream: IO[bytes], board: Board, rows: Sequence[Row]) -> None:
    """Write the rows of a year to `stream` as .xlsx: one sheet, the due days in its header."""
    book = Workbook(write_only=True)
    months = [
        f"{due.month}月（{due.day.month}.{due.day.day}止{'，暂定' if due.provisional else ''}）" for due in board.dues
    ]
    try:
        headers = ["编号", "首席服务官", "单位", *months, "按时", "应报"]
        sheet = new_sheet(book, f"{board.year}年工作台账", headers, [10, 14, 24, *[14] * 12, 8, 8])
        for row in rows:
            unit = row.officer.unit.name if row.officer.unit else ""
            cells = [_said(cell) for cell in row.cells]
            counts = [row.on_time.bit_count(), row.counted.bit_count()]
            append(sheet, [row.officer.code, row.officer.name, unit, *cells, *counts])
        book.save(stream)
    finally:
        discard(book)


def _said(cell: Cell) -> str:
    day = f"{cell.on.month}.{cell.on.day}" if cell.on else ""
    return f"{day}{STATES.get(cell.state, '')}"
