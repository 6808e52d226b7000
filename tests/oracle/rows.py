"""The workbook as plain rows: the headers of every sheet, and a reader of a file for the naive scorer."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl

Book = dict[str, list[dict[str, Any]]]

COLUMNS = {
    "单位": ("单位名称", "单位类别", "分组"),
    "首席服务官": ("编号", "姓名", "职务", "单位名称", "手机"),
    "企业": ("统一社会信用代码", "企业名称", "所在区域", "行业", "联系人", "联系电话"),
    "结对": ("首席服务官编号", "统一社会信用代码", "分包人", "开始日期", "结束日期"),
    "豁免": ("首席服务官编号", "开始日期", "结束日期", "事由", "批准人"),
    "走访": ("首席服务官编号", "统一社会信用代码", "走访日期", "走访人", "政策宣讲", "宣讲政策", "内容", "状态"),
    "工作台账": ("首席服务官编号", "月份", "上报时间", "退回时间", "重报时间"),
    "政策支持": ("统一社会信用代码", "日期", "政策名称", "金额"),
    "企业问题": (
        *("问题编号", "统一社会信用代码", "类别", "提出日期", "改类日期"),
        *("上交日期", "办结日期", "状态", "性质", "内容"),
    ),
    "满意度": (
        *("统一社会信用代码", "轮次", "截止日期", "填报时间"),
        *("深入企业", "服务态度", "工作效率", "问题解决", "政策落实", "状态"),
    ),
    "表彰通报": ("对象类型", "对象编号", "日期", "类型", "级别", "工作事项", "服务相关", "文号"),
    "工作日历": ("日期", "是否工作日", "说明"),
    "考核记录": ("考核办法", "考核对象", "事项", "日期", "数值", "评议人", "关联对象", "文号", "说明"),
}
KEYS = {
    "单位": COLUMNS["单位"][:1],
    "首席服务官": COLUMNS["首席服务官"][:1],
    "企业": COLUMNS["企业"][:1],
    "结对": ("首席服务官编号", "统一社会信用代码", "开始日期"),
    "豁免": COLUMNS["豁免"][:2],
    "走访": COLUMNS["走访"][:4],
    "工作台账": COLUMNS["工作台账"][:2],
    "政策支持": COLUMNS["政策支持"][:3],
    "企业问题": COLUMNS["企业问题"][:1],
    "满意度": COLUMNS["满意度"][:2],
    "表彰通报": ("对象类型", "对象编号", "日期", "类型", "工作事项"),
    "工作日历": COLUMNS["工作日历"][:1],
    "考核记录": ("考核办法", "考核对象", "事项", "日期", "评议人", "关联对象"),
}
TIMES = {"上报时间", "退回时间", "重报时间", "填报时间"}


def row(sheet: str, **values: Any) -> dict[str, Any]:
    """One row of a sheet: every column of it, what is not given being None."""
    unknown = set(values) - set(COLUMNS[sheet])
    if unknown:
        raise KeyError(f"{sheet}: {unknown}")
    return {column: values.get(column) for column in COLUMNS[sheet]}


def read(path: Path) -> Book:
    """The rows of a workbook of the plain kind (Excel dates, months as 2021-03); a row twice counts once (G14)."""
    book: Book = {}
    workbook = openpyxl.load_workbook(path)
    for sheet in workbook.worksheets:
        lines = sheet.iter_rows(values_only=True)
        headers = next(lines, ())
        rows = [
            row(sheet.title, **{h: _typed(h, v) for h, v in zip(headers, line, strict=True)})
            for line in lines
            if any(value is not None for value in line)
        ]
        by_key = {tuple(r[column] for column in KEYS[sheet.title]): r for r in rows}
        book[sheet.title] = list(by_key.values())
    return book


def write(book: Book, path: Path) -> None:
    """The rows as a workbook file."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for title, rows in book.items():
        sheet = workbook.create_sheet(title)
        sheet.append(COLUMNS[title])
        for values in rows:
            sheet.append([f"{v:%Y-%m}" if c == "月份" else v for c, v in values.items()])
    workbook.save(path)


def _typed(header: str, value: Any) -> Any:
    if header == "月份":
        year, month = (int(part) for part in str(value).split("-")[:2])
        return date(year, month, 1)
    if isinstance(value, datetime) and header not in TIMES:
        return value.date()
    return value
