"""The list of accounts as the administrator fills it in a workbook: its columns, its empty form, its rows."""

from pathlib import Path

from django.http import HttpResponse

from .models import Role
from .workbook.columns import Choice, Code, Day, Name
from .workbook.gate import Limits, Refusal
from .workbook.header import Header
from .workbook.reading import open_book
from .workbook.report import Problem, Report
from .workbook.sheet import Row, Sheet
from .workbook.table import download

#: opening one account costs about 30 ms of hashing: so many are opened within one answer of a few seconds
MOST_ACCOUNTS = 200
#: what such a list needs; the parser gets no more
LIMITS = Limits(packed=2 * 1024 * 1024, inflated=20 * 1024 * 1024, rows=2000, columns=30, seconds=15)


class AccountSheet(Sheet):
    """The sheet 账号. Only its columns are used: what a row may say is judged by the form that opens one account."""

    title = "账号"
    columns = (
        Code("登录名", "username", required=True, limit=60),
        Name("姓名", "name", required=True, limit=60),
        Choice("身份", "role", required=True, words={role.label: role.value for role in Role}),
        Name("单位", "unit", limit=100),
        Day("起", "starts"),
        Day("止", "ends"),
        Code("首席服务官编号", "officer", limit=30),
        Name("分包人姓名", "deputy", limit=60),
    )


def template() -> HttpResponse:
    """The empty list as a download; what must be filled is marked *."""
    headers = [(column.title + "*" * column.required, column.width) for column in AccountSheet.columns]
    return download(AccountSheet.title, headers, [])


def read_accounts(path: Path, report: Report) -> list[Row]:
    """The rows of the list in which every cell can be read; all others stand in the report with their reasons.

    Raises Refusal for a file that is not read at all.
    """
    sheet = AccountSheet(None)  # no import of records goes on around it
    found = []
    with open_book(path, [sheet.title], LIMITS) as book:
        if sheet.title not in book.titles:
            raise Refusal(f"工作簿中没有“{sheet.title}”表，请用本页下载的模板填写")
        for _, rows in book.sheets():
            header = None
            for number, cells in rows:
                if header is None:
                    header = Header(sheet, number, cells, report)
                    if header.said:
                        return []
                elif row := header.row(number, cells):
                    found.append(row)
    if not found:
        raise Refusal("表中没有一行账号")
    if len(found) > MOST_ACCOUNTS:
        raise Refusal(f"一次最多{MOST_ACCOUNTS}个账号，表中有{len(found)}行，请分成几份")
    for row in found:
        note(report, row)
    return [row for row in found if not row.problems]


def note(report: Report, row: Row) -> None:
    """Put what is wrong with the row into the report."""
    for column, text in row.problems:
        report.error(Problem(AccountSheet.title, row.number, column, text))
