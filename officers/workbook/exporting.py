"""Export: a district's records as the workbook that an import takes."""

from collections.abc import Callable, Sequence
from pathlib import Path

from django.db import transaction
from openpyxl import Workbook

from ..models import District
from .sheet import Sheet
from .writing import ROWS_A_SHEET, TooManyRows, append, new_sheet


def export_file(
    sheets: Sequence[type[Sheet]],
    path: Path,
    district: District,
    *,
    progress: Callable[[int, str], None] | None = None,
) -> dict[str, int]:
    """Write the district's records to `path`, row by row. Returns the rows of each sheet.

    `progress` is called with the rows written and the sheet's title. Raises TooManyRows.
    """
    book = Workbook(write_only=True)
    counts = {}
    done = 0
    with transaction.atomic():
        for sheet in sheets:
            headers = [column.title for column in sheet.columns]
            target = new_sheet(book, sheet.title, headers, [column.width for column in sheet.columns])
            count = 0
            for cells in sheet.export(district):
                count += 1
                done += 1
                if count >= ROWS_A_SHEET:
                    raise TooManyRows(f"表 {sheet.title} 超过 {ROWS_A_SHEET - 1:,} 行，Excel 放不下")
                append(target, cells)
                if progress and done % 2000 == 0:
                    progress(done, sheet.title)
            counts[sheet.title] = count
    book.save(path)
    return counts
