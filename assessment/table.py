"""The result as a table that an office clerk reads in a terminal: columns line up although 汉字 are two cells wide."""

import unicodedata
from collections.abc import Iterable, Sequence
from decimal import Decimal

from .assess import Sheet
from .measures import Context
from .rules.account import OVERRIDDEN, Account, Line
from .rules.scheme import Scheme
from .rules.wording import MINUS, Wording, signed

PENDING = "待定"


def ranking(context: Context, sheets: Sequence[Sheet], provisional: bool) -> str:
    """All subjects, best first: points per item, total, grade; below it who waits for what."""
    scheme = context.scheme
    rows = [["名次", "编号", "姓名", *(_short(item.title) for item in scheme.items), "总分", "等次"]]
    if scheme.subject != "officer":
        rows[0][1:3] = ["单位"]
    ordered = sorted(sheets, key=lambda sheet: (sheet.account.total is None, -(sheet.account.total or 0)))
    totals = [sheet.account.total for sheet in ordered]
    for sheet in ordered:
        account, draft = sheet.account, sheet.draft
        points = {item.code: _points(item.points) for item in account.items}
        who = [draft.code, draft.name] if scheme.subject == "officer" else [draft.name]
        rank = "" if account.total is None else str(totals.index(account.total) + 1)
        scored = [points.get(item.id, "") for item in scheme.items]
        rows.append([rank, *who, *scored, _points(account.total), account.grade or ""])
    text = [_head(context, provisional), "", *_aligned(rows, left={1, 2} if scheme.subject == "officer" else {1})]
    waiting = [f"  {sheet.draft.name}：{_waits(scheme, sheet.account)}" for sheet in ordered if sheet.account.missing]
    if waiting:
        text += ["", "待定：", *waiting]
    if not sheets:
        text += ["", "这个年度没有考核对象。"]
    return "\n".join(text)


def one_sheet(context: Context, sheets: Sequence[Sheet], provisional: bool) -> str:
    """One subject's account, line by line."""
    wording = Wording(context.scheme)
    text = [_head(context, provisional)]
    for sheet in sheets:
        account = sheet.account
        text += ["", f"{sheet.draft.code} {sheet.draft.name}　{_result(account)}"]
        for item in account.items:
            full = "" if item.max is None else f" / {item.max.normalize():f}"
            text += ["", f"{item.title} {_points(item.points)}{full}"]
            for line in item.lines:
                text += _lines(wording, item.code, line, 1)
        for group in account.groups:
            text += [f"  {signed(line.delta):>7} {wording.group_line(group.code, line)}" for line in group.lines]
        if account.missing:
            text += ["", f"待定：{_waits(context.scheme, account)}"]
        titles = {flag.id: flag.title for flag in context.scheme.flags}
        titles |= {veto.id: veto.title for veto in context.scheme.vetoes}
        text += [f"提示：{titles[name]}" for name in (*account.vetoes, *account.flags)]
    return "\n".join(text)


def _lines(wording: Wording, item: str, line: Line, depth: int) -> Iterable[str]:
    note = "（被前一条优先）" if line.status == OVERRIDDEN else ""
    yield f"{'  ' * depth}{signed(line.delta):>7} {wording.line(item, line)}{note}"
    for each in line.under:
        yield from _lines(wording, item, each, depth + 2)


def _points(points: Decimal | None) -> str:
    return PENDING if points is None else f"{points:.2f}".replace("-", MINUS)


def _result(account: Account) -> str:
    if account.total is None:
        return f"总分{PENDING}，在{account.low:.2f}至{account.high:.2f}之间"
    return f"总分{account.total:.2f}" + (f"　{account.grade}" if account.grade else "")


def _waits(scheme: Scheme, account: Account) -> str:
    titles = {item.id: item.title for item in scheme.items} | {veto.id: veto.title for veto in scheme.vetoes}
    return f"缺{'、'.join(titles[name] for name in account.missing)}，总分在{account.low:.2f}至{account.high:.2f}之间"


def _head(context: Context, provisional: bool) -> str:
    calendar = "　日历暂定：放假安排尚未公布，结果可能变动" if provisional else ""
    scheme = context.scheme
    return f"{scheme.title}（{scheme.name}）\n{context.year}年度　截止日{context.as_of.isoformat()}{calendar}"


def _short(title: str) -> str:
    return title.removeprefix("企业").removesuffix("情况").removesuffix("考核")


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _aligned(rows: list[list[str]], left: set[int]) -> list[str]:
    widths = [max(_width(row[column]) for row in rows) for column in range(len(rows[0]))]
    return [
        "  ".join(
            _cell(text, width, i in left) for i, (text, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]


def _cell(text: str, width: int, left: bool) -> str:
    space = " " * (width - _width(text))
    return text + space if left else space + text
