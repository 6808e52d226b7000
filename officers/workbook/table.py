"""One table as a workbook to download: what a list shows, filtered as it is."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any
from urllib.parse import quote

from django.http import HttpResponse
from openpyxl import Workbook

from .writing import append, new_sheet

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def download(title: str, columns: Sequence[tuple[str, int]], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """The answer that downloads `title`.xlsx. `columns` are headers with their widths; text stays text."""
    book, file = Workbook(write_only=True), BytesIO()
    sheet = new_sheet(book, title, [header for header, _ in columns], [width for _, width in columns])
    for row in rows:
        append(sheet, row)
    book.save(file)
    said = f"attachment; filename*=UTF-8''{quote(title)}.xlsx"
    return HttpResponse(file.getvalue(), content_type=XLSX, headers={"Content-Disposition": said})
