"""The visits that a list shows, as a workbook: row by row, so that its memory does not grow with them."""

from typing import IO

from django.db.models import QuerySet
from django.utils import timezone
from openpyxl import Workbook

from officers.workbook.writing import append, discard, new_sheet

from .models import Visit

AT_ONCE = 1000
#: as many as a page may take the time to write; more are asked for by month
MOST_ROWS = 20_000
COLUMNS = {
    "编号": 12, "走访日期": 12, "首席服务官": 12, "企业": 32, "走访人": 10, "姓名": 10, "做了什么": 24, "宣讲政策": 24,
    "内容": 60, "附件": 6, "状态": 8, "作废原因": 24, "补录原因": 24, "录入人": 12, "录入时间": 18,
}  # fmt: skip


def write_visits(visits: QuerySet[Visit], file: IO[bytes]) -> int:
    """Write the visits, `with_attached`, to `file`. Returns how many there were."""
    book, count = Workbook(write_only=True), 0
    try:
        sheet = new_sheet(book, "走访", list(COLUMNS), COLUMNS.values())
        for visit in visits.iterator(chunk_size=AT_ONCE):
            append(sheet, _cells(visit))
            count += 1
        book.save(file)
    finally:
        discard(book)
    return count


def _cells(visit: Visit) -> list[object]:
    return [
        visit.number,
        visit.date,
        visit.pairing.officer.name,
        visit.pairing.enterprise.name,
        visit.get_visitor_display(),
        visit.visitor_name,
        visit.did,
        visit.policies,
        visit.content,
        visit.attached,
        "作废" if visit.is_void else "有效",
        visit.void_reason,
        visit.late_reason,
        str(visit.entered_by or ""),
        timezone.localtime(visit.entered_at).replace(tzinfo=None, microsecond=0),
    ]
