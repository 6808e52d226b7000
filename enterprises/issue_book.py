"""A list of issues as a workbook to read, not one to import."""

from collections.abc import Iterable
from io import BytesIO

from officers.workbook.listing import listing

from .docket import Watched

MOST_ROWS = 20_000
COLUMNS = {
    "问题编号": 14,
    "企业": 28,
    "统一社会信用代码": 22,
    "类别": 16,
    "性质": 12,
    "内容": 50,
    "提出日期": 12,
    "首席服务官": 12,
    "单位": 20,
    "截止日": 12,
    "办结或上交": 12,
    "用时（工作日）": 14,
    "状态": 14,
    "剩余": 18,
}


def issue_book(rows: Iterable[Watched]) -> BytesIO:
    """The rows as an Excel file in memory."""
    return listing("企业问题", COLUMNS, map(_cells, rows))


def _cells(row: Watched) -> list[object]:
    issue, clock = row.issue, row.clock
    officer = row.raised_under.officer if row.raised_under else None
    return [
        issue.code,
        issue.enterprise.name,
        issue.enterprise.credit_code,
        row.level,
        issue.nature,
        issue.content,
        issue.raised_on,
        officer and officer.name,
        officer and officer.unit and officer.unit.name,
        clock.deadline,
        clock.met_on,
        clock.used_days,
        row.tag[1],
        row.left[1],
    ]
