"""催报名单: texts that the office copies into a chat, polite, with date and deadline, the names by unit."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from assessment.agenda import Agenda, MonthOwed, Undone, by_unit
from officers.periods import period_of, periods
from officers.words import full, spoken

from .due import short_firm, until, when
from .entries import NO_UNIT

#: a month's ledger is asked for from so many working days before it is due
ASK_FROM = 4
#: and a quarter's briefing
ASK_TALK_FROM = 10
#: people named in one text; of more, each unit is told its number
MOST_NAMED = 500
LATE_KEY = "ledger-late"


@dataclass(frozen=True)
class Reminder:
    """One text to copy. `key` names it on the page."""

    key: str
    title: str
    count: str
    text: str


def reminders(agenda: Agenda) -> list[Reminder]:
    """The texts there is reason for today: what can still be kept first, then what is to be made good."""
    months = agenda.months()
    found = [_ledger(agenda, month) for month in months if not month.late and _left(agenda, month.due) <= ASK_FROM]
    if rows := agenda.undone("visit"):
        found.append(_visits(agenda, rows))
    if rows := [row for row in agenda.undone("policy_talk") if _left(agenda, row.due) <= ASK_TALK_FROM]:
        found.append(_talks(agenda, rows))
    if late := [month for month in months if month.late]:
        found.append(_late_ledgers(agenda, late))
    return found


def month_name(month: MonthOwed, agenda: Agenda) -> str:
    """9月; 2025年12月 for a month of another year."""
    return f"{'' if month.year == agenda.today.year else f'{month.year}年'}{month.month}月"


def ledger_key(month: MonthOwed) -> str:
    return f"ledger-{month.year}-{month.month}"


def _left(agenda: Agenda, due: date) -> int:
    return when(due, agenda.today, agenda.calendar).left


def _ledger(agenda: Agenda, month: MonthOwed) -> Reminder:
    name = f"{month_name(month, agenda)}工作台账"
    reason = f"（{month.nominal.day}日为{agenda.calendar.reason(month.nominal)}，顺延）" if month.nominal else ""
    until_then = until(month.due).removesuffix("截止")
    ask = f"{name}请于{until_then}前上报{reason}。截至{spoken(agenda.today)}，以下同志尚未上报："
    text = _text("工作台账上报提醒", ask, _by_unit(month.officers), agenda)
    return Reminder(ledger_key(month), f"{name}未报", f"{len(month.officers)}人", text)


def _late_ledgers(agenda: Agenda, months: Sequence[MonthOwed]) -> Reminder:
    ask = f"截至{spoken(agenda.today)}，以下同志的工作台账已过截止日，尚未上报，请尽快补报。"
    lines = []
    for month in months:
        lines += [f"{month_name(month, agenda)}（{spoken(month.due)}截止）", *_by_unit(month.officers)]
    count = sum(len(month.officers) for month in months)
    return Reminder(LATE_KEY, "往月台账未报", f"{count}份", _text("工作台账补报提醒", ask, lines, agenda))


def _by_unit(people: Sequence[tuple[str, str]]) -> list[str]:
    """The names by unit; of more than a chat message holds, how many of each unit."""
    several = len(people) > MOST_NAMED
    return [
        f"{unit or NO_UNIT}：{f'{len(names)}人' if several else '、'.join(names)}" for unit, names in by_unit(people)
    ]


def _visits(agenda: Agenda, rows: Sequence[Undone]) -> Reminder:
    year, index = period_of("iso_week", agenda.today)
    week = periods("iso_week", year)[index - 1]
    ask = (
        f"{week.label.replace(' ', '（')}）：截至{spoken(agenda.today)}，以下企业本周还没有走访记录，"
        f"请于{until(rows[0].due).removesuffix('截止')}前走访，已走访的请补记。"
    )
    return Reminder("visit", "本周未走访", _count(rows), _text("走访提醒", ask, _by_firm(rows), agenda))


def _talks(agenda: Agenda, rows: Sequence[Undone]) -> Reminder:
    _, quarter = period_of("quarter", rows[0].due)
    ask = (
        f"第{quarter}季度：截至{spoken(agenda.today)}，以下企业本季度还没有政策宣讲记录，"
        f"请于{until(rows[0].due).removesuffix('截止')}前宣讲，已宣讲的请补记。"
    )
    return Reminder("talk", "本季度未宣讲", _count(rows), _text("政策宣讲提醒", ask, _by_firm(rows), agenda))


def _count(rows: Sequence[Undone]) -> str:
    return f"{len(rows)}人{sum(len(row.firms) for row in rows)}家"


def _by_firm(rows: Sequence[Undone]) -> list[str]:
    people = [(f"{row.name}（{'、'.join(map(short_firm, row.firms))}）", row.unit) for row in rows]
    return _by_unit(people)


def _text(title: str, ask: str, lines: Iterable[str], agenda: Agenda) -> str:
    signed = f"{agenda.district.name}首席服务官办公室　{full(agenda.today)}"
    return "\n".join([f"【{title}】", ask, *lines, signed])
