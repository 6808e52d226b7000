"""What is to be done, in words: one row a duty, for the officer's home."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from assessment.measures import Ahead
from assessment.rules.wording import number
from assessment.running import Task
from enterprises.week_board import Week
from officers.periods import Period
from officers.words import spoken
from officers.workdays import Calendar

from .due import Cell, When, days_left, short_firm, until, when
from .entries import LEVELS, issue_title

#: a ledger that is too late has no day left to count
CLOSED = When("", "已截止", -1)


@dataclass
class Row:
    """One duty: what, by when, and what missing it costs by the clause, unweighted. The view adds where it is done."""

    kind: str
    title: str
    details: list[str]
    when: When
    cost: str
    points: Decimal
    falls: str
    late: bool
    cells: list[Cell] = field(default_factory=list)
    pairing: int | None = None
    issue: str = ""
    month: date | None = None
    week: Period | None = None
    url: str = ""


def rows(tasks: Sequence[Task], today: date, calendar: Calendar) -> list[Row]:
    """The rows in the order given."""
    return [_row(task, today, calendar) for task in tasks]


def to_draft(row: Row) -> Row:
    """The row of a ledger for a deputy, who fills it in and does not hand it in."""
    row.title = f"填写{row.title.partition('报')[2]}"  # 报、补报、重报
    row.details.append("您填写、存草稿，由首席服务官本人或联络员上报")
    return row


def feedback_row(week: Week, today: date, calendar: Calendar) -> Row:
    """The feedback on a week that waits to be confirmed: no points hang on it."""
    late = week.state == "missed"
    days = week.period.label.partition(" ")[2]
    closes = f"{spoken(week.due_on)}{'已截止，仍可确认' if late else '截止'}"
    return Row(
        kind="week",
        title=f"确认第{week.period.index}周反馈",
        details=[f"{days}；{closes}"],
        when=when(week.due_on, today, calendar),
        cost="不计分",
        points=Decimal(0),
        falls="",
        late=late,
        week=week.period,
    )


def _row(task: Task, today: date, calendar: Calendar) -> Row:
    each = task.ahead
    title, details = WORDS[each.kind](each, today, calendar)
    if each.provisional:
        details.append("放假安排未公布，期限为暂定")
    return Row(
        kind=each.kind,
        title=title,
        details=details,
        when=CLOSED if each.late and each.kind == "ledger" else when(each.due, today, calendar),
        cost=_cost(task),
        points=task.points,
        falls=f"到期未办，按已到期事项计：{'；'.join(task.falls)}" if task.falls else "",
        late=each.late,
        cells=days_left(each.due, today, calendar) if each.kind == "issue" and not each.late else [],
        pairing=each.pairing.pk if each.pairing else None,
        issue=each.issue.get("code", ""),
        month=each.period.first if each.kind == "ledger" and each.period else None,
    )


def _cost(task: Task) -> str:
    if task.ahead.late:
        return ""
    return f"不办扣{number(task.points)}分" if task.points else "不涉及扣分"


def _visit(each: Ahead, today: date, calendar: Calendar) -> tuple[str, list[str]]:
    return f"本周到{_firm(each)}走访一次", [until(each.due)]


def _talk(each: Ahead, today: date, calendar: Calendar) -> tuple[str, list[str]]:
    quarter = each.period.label if each.period else ""
    return f"到{_firm(each)}宣讲政策一次", [f"{quarter}；{spoken(each.due)}截止"]


def _ledger(each: Ahead, today: date, calendar: Calendar) -> tuple[str, list[str]]:
    if each.period is None:
        return "报工作台账", []
    year = "" if each.period.year == today.year else f"{each.period.year}年"
    month = f"{year}{each.period.label}工作台账"
    if each.sent_back is not None:
        kept = "，在此期限内重报，仍按原上报时间计" if not each.late else ""
        return f"重报{month}", [f"{spoken(each.sent_back)}退回；{spoken(each.due)}截止{kept}"]
    if each.late:
        return f"补报{month}", [f"{spoken(each.due)}已截止；补报留档，不改变计分"]
    moved = each.nominal
    why = f"（{moved.day}日为{calendar.reason(moved)}，顺延）" if moved else ""
    return f"报{month}", [f"{spoken(each.due)}截止{why}"]


def _issue(each: Ahead, today: date, calendar: Calendar) -> tuple[str, list[str]]:
    level, shown = each.issue["level"], issue_title(each.issue["content"], each.issue["code"])
    verb = "办结" if level == "general" else "上交办公室"
    if each.late:
        return f"{verb}：{shown}", [
            f"{short_firm(each.issue['name'])}，{LEVELS[level]}；{spoken(each.due)}已截止，仍须{verb}"
        ]
    return f"{verb}：{shown}", [f"{short_firm(each.issue['name'])}，{LEVELS[level]}；{spoken(each.due)}截止"]


def _firm(each: Ahead) -> str:
    return short_firm(each.pairing.name) if each.pairing else "企业"


WORDS = {"visit": _visit, "policy_talk": _talk, "ledger": _ledger, "issue": _issue}
