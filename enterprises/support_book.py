"""A list of policy supports as a workbook to read."""

from collections.abc import Iterable
from io import BytesIO

from officers.workbook.listing import listing

from .models import PolicySupport

MOST_ROWS = 20_000
COLUMNS = {
    "记录编号": 14,
    "企业": 28,
    "统一社会信用代码": 22,
    "日期": 12,
    "政策名称": 36,
    "金额（万元）": 14,
    "该企业当年笔数": 16,
    "作废原因": 24,
}


def support_book(supports: Iterable[PolicySupport]) -> BytesIO:
    """The supports, each with its year's count, as an Excel file in memory."""
    return listing("政策支持", COLUMNS, map(_cells, supports))


def _cells(one: PolicySupport) -> list[object]:
    firm = one.enterprise
    return [
        one.number, firm.name, firm.credit_code, one.date, one.policy.name, one.amount, one.in_year, one.void_reason,
    ]  # fmt: skip
