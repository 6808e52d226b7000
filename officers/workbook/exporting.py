"""Export: a district's records as the workbook that an import takes."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from django.db import transaction
from openpyxl import Workbook

from ..models import District
from .sheet import Sheet
from .writing import ROWS_A_SHEET, TooManyRows, append, discard, new_sheet

Progress = Callable[[int, str], None]


def export_file(
    sheets: Sequence[type[Sheet]],
    path: Path,
    district: District,
    *,
    progress: Progress | None = None,
) -> dict[str, int]:
    """Write the district's records to `path`, row by row. Returns the rows of each sheet.

    `progress` is called with the rows written and the sheet's title. Raises TooManyRows, and OSError when the file
    cannot be written; what stood at `path` stays until the whole workbook is there.
    """
    part = path.with_name(f"{path.name}.part")
    book = Workbook(write_only=True)
    try:
        with open(part, "wb") as file:
            counts = _fill(book, sheets, district, progress)
            book.save(file)
        part.replace(path)
    finally:
        discard(book)
        part.unlink(missing_ok=True)
    return counts


@transaction.atomic
def _fill(book: Any, sheets: Sequence[type[Sheet]], district: District, progress: Progress | None) -> dict[str, int]:
    counts: dict[str, int] = {}
    for sheet in sheets:
        headers = [column.title for column in sheet.columns]
        target = new_sheet(book, sheet.title, headers, [column.width for column in sheet.columns])
        count = 0
        for count, cells in enumerate(sheet.export(district), start=1):
            if count >= ROWS_A_SHEET:
                raise TooManyRows(f"表 {sheet.title} 超过 {ROWS_A_SHEET - 1:,} 行，Excel 放不下")
            append(target, cells)
            if progress and count % 2000 == 0:
                progress(sum(counts.values()) + count, sheet.title)
        counts[sheet.title] = count
    return counts
