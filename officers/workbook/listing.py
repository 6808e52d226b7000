"""A list as it is shown, as a workbook to read: not one that an import takes."""

from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import Any

from openpyxl import Workbook

from .writing import append, discard, new_sheet


def listing(title: str, columns: Mapping[str, int], rows: Iterable[Iterable[Any]]) -> BytesIO:
    """The rows under the headers of `columns` (header → width) as an Excel file in memory; text stays text."""
    book, file = Workbook(write_only=True), BytesIO()
    try:
        sheet = new_sheet(book, title, list(columns), columns.values())
        for row in rows:
            append(sheet, row)
        book.save(file)
    finally:
        discard(book)
    file.seek(0)
    return file
