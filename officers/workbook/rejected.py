"""The rows that an import left out, as a workbook of the same layout with the reasons in a last column."""

from datetime import datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any

from openpyxl import Workbook

from .failing import FAILED
from .header import REASON
from .reading import Cell
from .sheet import Row
from .writing import append, discard, new_sheet


class RejectedRows:
    """Collects rows on disk; `save` writes the workbook, and leaving without it leaves nothing behind.

    Without a path nothing is collected.
    """

    def __init__(self, path: Path | None):
        self._path = path
        self._book: Any = None
        self._sheets: dict[str, Any] = {}

    def __enter__(self) -> "RejectedRows":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._book is not None:
            discard(self._book)

    def add(self, title: str, headers: list[str], row: Row) -> None:
        """Put a row aside, its cells as they were read."""
        if self._path is None:
            return
        if self._book is None:
            self._book = Workbook(write_only=True)
        if title not in self._sheets:
            kept = [header for header in headers if header != REASON]
            self._sheets[title] = new_sheet(self._book, title, [*kept, REASON], [16] * len(kept) + [40])
        cells = [_plain(cell) for header, cell in zip(headers, row.cells, strict=True) if header != REASON]
        reasons = "；".join(f"{column}: {text}" for column, text in row.problems)
        append(self._sheets[title], [*cells, reasons])

    def save(self) -> Path | None:
        """Write the workbook; None when there is nothing to write."""
        if self._book is None:
            return None
        self._book.save(self._path)
        return self._path


def _plain(cell: Cell) -> Any:
    if isinstance(cell, str):
        return cell.removeprefix(FAILED)
    return datetime.min + timedelta(seconds=cell) if isinstance(cell, int) else cell
