"""Each issue with its working days counted one by one (J4)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from assessment.rules.scheme import Item
from enterprises.deadlines import Clock, DayCount, Limits, Step, clock

from .stored import Body, Stored
from .words import from_iso, joined, short, spoken, weekday

LEVELS = {"general": "一般", "major": "重点"}
ENDINGS = {"general": "办结", "major": "上交"}
#: state → (mark, words)
STATES = {
    "on_time": ("good", "按时"),
    "overdue": ("bad", "超期"),
    "open": ("none", "未到期，不计"),
    "void": ("none", "不计"),
}
VOIDS = {"withdrawn": "企业撤回，不计", "merged": "并入其他问题，不计"}
CELLS = {"start": "start", "make_up": "make", "off": "off", "paused": "off", "due": "due", "late": "late", "met": "met"}
#: a strip longer than five weeks says less than a sentence
MOST_DAYS = 35
#: how long an issue that nobody closed is counted past its deadline
PAST_DEADLINE = timedelta(days=3)
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Day:
    """One cell of the strip: the day, what counts on it, and why."""

    kind: str
    day: str
    number: str
    note: str


@dataclass(frozen=True)
class Issue:
    code: str
    enterprise: str
    content: str
    level: str
    raised: str
    deadline: str
    ended: str
    used: str
    mark: str
    state: str
    days: list[Day]
    sentences: str

    @property
    def title(self) -> str:
        return self.content if len(self.content) <= 40 else f"{self.content[:40]}……"


@dataclass(frozen=True)
class IssuesPanel:
    """The overdue ones stand open, the others as a table with their strips folded behind it."""

    template: ClassVar[str] = "assessment/evidence/issues.html"
    overdue: list[Issue]
    others: list[Issue]
    summary: str


def issues_panel(stored: Stored, item: Item) -> IssuesPanel:
    """All issues whose deadline lies in the year, void ones as void."""
    limits = _limits(stored, item)
    rows = stored.evidence.get("issues", ())
    overdue = [_issue(stored, row, limits) for row in rows if row["state"] == "overdue"]
    others = [_issue(stored, row, limits) for row in rows if row["state"] != "overdue"]
    counted = [row for row in rows if row["state"] in ("on_time", "overdue")]
    parts = [f"应计问题{len(counted)}件", f"按时{len(counted) - len(overdue)}件"]
    parts += [f"超期{len(overdue)}件"] if overdue else []
    return IssuesPanel(overdue, others, "，".join(parts) if rows else "没有应计的问题")


def _limits(stored: Stored, item: Item) -> Limits:
    days = {
        str(measure.args["level"]): int(str(measure.args["limit"]))
        for measure in stored.measures(item)
        if measure.source == "cases"
    }
    return Limits(**days)


def _issue(stored: Stored, row: Body, limits: Limits) -> Issue:
    mark, state = STATES[row["state"]]
    void = next((VOIDS[kind] for kind, _ in row["steps"] if kind in VOIDS), state)
    days, sentences = _counted(stored, row, limits) if row["deadline"] else ([], "")
    met, deadline, level = from_iso(row["met_on"]), from_iso(row["deadline"]), row["level"]
    doubt = "（暂定）" if row["provisional"] else ""
    changed = "（原为一般）" if level != row["first_level"] else ""
    return Issue(
        code=row["code"],
        enterprise=row["name"],
        content=row["content"] or "（未写内容）",
        level=f"{LEVELS[level]}{changed}",
        raised=spoken(date.fromisoformat(row["raised"])),
        deadline="—" if deadline is None else f"{spoken(deadline)}{doubt}",
        ended="—" if met is None else f"{spoken(met)}{ENDINGS[level]}",
        used="—" if row["used"] is None else f"{row['used']}个工作日",
        mark=mark,
        state=void if row["state"] == "void" else state,
        days=days,
        sentences=sentences,
    )


def _counted(stored: Stored, row: Body, limits: Limits) -> tuple[list[Day], str]:
    """The strip, cut where it grows too long, and the sentences under it."""
    steps = [Step(kind, from_iso(on)) for kind, on in row["steps"]]
    # as judged: an issue that was already overdue when it became a major one stays under the general limit
    level = "major" if any(step.kind == "reclassified" for step in steps) else row["first_level"]
    found = clock(level, steps, stored.calendar, limits)
    cells = found.count_days(_until(found, stored.as_of))
    shown = cells[:MOST_DAYS]
    return [_day(cell) for cell in shown], joined(_sentences(found, cells, shown))


def _until(found: Clock, as_of: date) -> date:
    if found.met_on is not None:
        return found.met_on
    yesterday = as_of - ONE_DAY
    return yesterday if found.deadline is None else min(yesterday, found.deadline + PAST_DEADLINE)


def _day(cell: DayCount) -> Day:
    numbers = {"start": "起", "off": "不计", "paused": "停计"}
    number = numbers.get(cell.kind) or (str(cell.number) if cell.number else "不计")
    if cell.kind == "late" and cell.note != "超期":
        number = "超期"
    note = f"{cell.note}（暂定）" if cell.provisional and "暂定" not in cell.note else cell.note
    return Day(CELLS.get(cell.kind, ""), f"{short(cell.day)} {weekday(cell.day)}", number, note)


def _sentences(found: Clock, cells: Sequence[DayCount], shown: Sequence[DayCount]) -> Iterator[str]:
    yield f"{spoken(cells[0].day)}当日不计，自次日起数工作日，{found.limit}个工作日为限"
    if made_up := [cell.day for cell in shown if cell.number and cell.day.weekday() >= 5]:
        days = "、".join(f"{spoken(day)}（{weekday(day)}）" for day in made_up)
        yield f"{days}为调休上班日，计入"
    if len(shown) < len(cells):
        yield f"以后各日从略，至{spoken(cells[-1].day)}"
    if found.reopened:
        yield "办结至重新办理之间停计"
    if found.provisional:
        yield "期限内有放假安排未公布的日子，截止日暂定"
