"""The log as a workbook: what is filtered, bounded, and told by the log itself."""

from typing import IO, Any

from django.db import transaction
from openpyxl import Workbook

from .models import LogEntry
from .workbook.writing import append, discard, new_sheet
from .workdays import SHANGHAI

#: what a page may take: some seconds, and a file that opens everywhere
MOST_ROWS = 20_000
HEADERS = ("时间", "操作人", "来源地址", "操作", "对象类别", "对象", "改动", "说明")
WIDTHS = (20, 14, 18, 18, 14, 30, 60, 40)


class TooManyEntries(Exception):
    """More than one workbook takes; the dates must be narrowed."""


def export_log(entries: Any, asked: str, actor: Any, file: IO[bytes]) -> None:
    """Write the entries of the queryset into an open file as a workbook. `asked` tells the log what was filtered.

    Telephone numbers are told in full where the entries come from `told_to` and say so.

    Raises TooManyEntries before anything is written.
    """
    if len(entries.values_list("pk", flat=True)[MOST_ROWS : MOST_ROWS + 1]):
        raise TooManyEntries
    book, count = Workbook(write_only=True), 0
    try:
        sheet = new_sheet(book, "日志", HEADERS, WIDTHS)
        for entry in entries[:MOST_ROWS].iterator(chunk_size=1000):
            append(sheet, _row(entry))
            count += 1
        with transaction.atomic():
            LogEntry.write(actor, "导出日志", district=actor.user.home(), note=f"{count}条；{asked}")
        book.save(file)
    finally:
        discard(book)
    file.seek(0)


def _row(entry: LogEntry) -> list[str]:
    at = entry.at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M:%S")
    kind, changed = entry.kind_of_record(), "；".join(map(_change, entry.changes()))
    return [at, entry.actor, entry.address, entry.action, kind, entry.label(), changed, entry.said()]


def _change(change: tuple[str, str | None, str | None]) -> str:
    name, before, after = change
    if before is None:
        return f"{name}：{after}"
    return f"{name}：原为{before}" if after is None else f"{name}：{before}改为{after}"
