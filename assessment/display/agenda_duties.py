"""Rows of the office's day that tell what officers have not done yet."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from assessment.agenda import LISTED, Agenda, MonthOwed, Undone
from assessment.measures import Ahead
from officers.words import spoken

from .due import NEAR, When, short_firm, until, when
from .entries import KNOW, LEVELS, NO_UNIT, QUIET, SOON, Entry, group_of, issue_title, page_of, some
from .reminders import LATE_KEY, ledger_key, month_name

#: a quarter's briefing is a matter of the office from so many working days before its end
TALKS_FROM = 10


def listed_issues(agenda: Agenda) -> list[Ahead]:
    """The issues that get a row of their own: the first of each class and group, by due day."""
    return [each for rows in _issues_by_sort(agenda).values() for each in rows[:LISTED]]


def _issues_by_sort(agenda: Agenda) -> dict[tuple[int, str, bool], list[Ahead]]:
    sorts: dict[tuple[int, str, bool], list[Ahead]] = {}
    for each in agenda.of_kind("issue"):
        group = group_of(when(each.due, agenda.today, agenda.calendar))
        if group != KNOW:
            sorts.setdefault((group, each.issue["level"], each.late), []).append(each)
    return sorts


def issue_entries(agenda: Agenda, pages: dict[str, int]) -> Iterator[Entry]:
    for (group, level, late), rows in _issues_by_sort(agenda).items():
        for each in rows[:LISTED]:
            found = when(each.due, agenda.today, agenda.calendar)
            pk = pages.get(each.issue["code"])
            yield Entry(
                group,
                LEVELS[level],
                issue_title(each.issue["content"], each.issue["code"]),
                f"{short_firm(each.issue['name'])}；{each.subject.name}，{each.subject.unit_name or NO_UNIT}",
                found,
                f"{spoken(each.due)}截止，{'尚未办结' if level == 'general' else '尚未上交'}",
                url=reverse("issue", args=[pk]) if pk else "",
            )
        if len(rows) > LISTED:
            state = "已过期限" if late else "临近期限"
            yield Entry(
                group, LEVELS[level], f"另有{len(rows) - LISTED}件{LEVELS[level]}{state}", url=reverse("issues")
            )


def month_entries(agenda: Agenda) -> Iterator[Entry]:
    """Months whose ledgers are due soon, and the latest of those past due."""
    months = agenda.months()
    for month in (month for month in months if not month.late):
        found = when(month.due, agenda.today, agenda.calendar)
        if found.left <= NEAR:
            title = f"{month_name(month, agenda)}台账还有{len(month.officers)}人未报"
            who, url = some([name for name, _ in month.officers], "人"), f"#remind-{ledger_key(month)}"
            yield Entry(group_of(found), "台账", title, who, found, _due_note(agenda, month), "催报名单", url)
    late = [month for month in reversed(months) if month.late]
    for month in late[:LISTED]:
        title = f"{some([name for name, _ in month.officers], '人')}{month_name(month, agenda)}台账仍未报"
        note = f"{spoken(month.due)}已截止"
        url = f"#remind-{LATE_KEY}"
        yield Entry(KNOW, "台账", title, "补报可留档，不改变计分", note=note, label="催报名单", url=url)
    if older := late[LISTED:]:
        title = f"另有{len(older)}个月的台账仍有人未报"
        yield Entry(KNOW, "台账", title, label="催报名单", url=f"#remind-{LATE_KEY}")


def _due_note(agenda: Agenda, month: MonthOwed) -> str:
    moved = f"（{month.nominal.day}日为{agenda.calendar.reason(month.nominal)}，顺延）" if month.nominal else ""
    return f"{spoken(month.due)}截止{moved}{'，暂定' if month.provisional else ''}"


def sent_back_entries(agenda: Agenda) -> Iterator[Entry]:
    rows = agenda.sent_back()
    for each in rows[:LISTED]:
        found = when(each.due, agenda.today, agenda.calendar)
        back = spoken(each.sent_back) if each.sent_back else ""
        kept = "期限内未重报，按未报计" if each.late else "期限内重报，仍按原上报时间计"
        month = each.period.first if each.period else each.due
        yield Entry(
            KNOW if each.late else group_of(found),
            "台账重报",
            f"{each.subject.name}{month.month}月台账",
            f"{back}退回；{kept}",
            QUIET if each.late else found,
            f"{spoken(each.due)}截止",
            url=reverse("ledger", args=[each.subject.pk, month.year, month.month]),
        )
    if len(rows) > LISTED:
        yield Entry(SOON, "台账重报", f"另有{len(rows) - LISTED}份台账退回待重报", url=page_of("ledgers", agenda))


@dataclass(frozen=True)
class UndoneRows:
    """Rows of a duty per enterprise: a row an officer when the time is short, one for all while there is time, and
    none before `from_left` working days are left."""

    kind: str
    tag: str
    period: str
    verb: str
    key: str
    from_left: int

    def __call__(self, agenda: Agenda) -> Iterator[Entry]:
        rows = agenda.undone(self.kind)
        if not rows:
            return
        found = when(rows[0].due, agenda.today, agenda.calendar)
        if found.left <= NEAR:
            yield from self._each(rows, found)
        elif found.left <= self.from_left:
            title = f"{self.period}还有{_firms(rows)}家企业未{self.verb}，{len(rows)}人"
            yield self._row(title, some([row.name for row in rows], "人"), found, until(rows[0].due))

    def _each(self, rows: list[Undone], found: When) -> Iterator[Entry]:
        for row in rows[:LISTED]:
            named = some([short_firm(name) for name in row.firms], "家")
            title = f"{row.name}{self.period}还有{len(row.firms)}家未{self.verb}"
            yield self._row(title, f"{row.unit or NO_UNIT}；{named}", found, until(row.due))
        if more := rows[LISTED:]:
            title = f"另有{len(more)}人{_firms(more)}家{self.period}未{self.verb}"
            yield self._row(title, some([row.name for row in more], "人"), found, "")

    def _row(self, title: str, detail: str, found: When, note: str) -> Entry:
        return Entry(group_of(found), self.tag, title, detail, found, note, "催报名单", f"#remind-{self.key}")


def _firms(rows: list[Undone]) -> int:
    return sum(len(row.firms) for row in rows)


#: a week is told from its Monday on, a quarter's briefing only near its end
UNVISITED = UndoneRows("visit", "走访", "本周", "走访", "visit", from_left=7)
UNBRIEFED = UndoneRows("policy_talk", "宣讲", "本季度", "宣讲", "talk", from_left=TALKS_FROM)
