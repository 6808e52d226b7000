"""Each issue with its working days counted one by one (J4)."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from assessment.rules.scheme import Item
from enterprises.day_strip import Day, last_day, strip
from enterprises.deadlines import Limits, Step, clock, level_now
from officers.words import spoken

from .marks import said_void
from .stored import Body, Stored
from .words import from_iso

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


@dataclass(frozen=True)
class Issue:
    code: str
    enterprise: str
    content: str
    level: str
    raised: str
    deadline: str
    ended: str
    unmet: str  # what has not happened yet; empty where it has
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
    void = said_void(row) or next((VOIDS[kind] for kind, _ in row["steps"] if kind in VOIDS), state)
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
        unmet="" if met else _unmet(row),
        used="—" if row["used"] is None else f"{row['used']}个工作日",
        mark=mark,
        state=void if row["state"] == "void" else state,
        days=days,
        sentences=sentences,
    )


def _unmet(row: Body) -> str:
    """What has not happened yet; a closing is told of a major issue, though it is not what counts (J4)."""
    turns = [(kind, on) for kind, on in row["steps"] if kind in ("closed", "reopened")]
    closed = from_iso(turns[-1][1]) if turns and turns[-1][0] == "closed" else None
    but = f"（{spoken(closed)}办结）" if closed and row["level"] == "major" else ""
    return f"至今未{ENDINGS[row['level']]}{but}"


def _counted(stored: Stored, row: Body, limits: Limits) -> tuple[list[Day], str]:
    """The strip and the sentences under it."""
    steps = [Step(kind, from_iso(on)) for kind, on in row["steps"]]
    # as judged: an issue that was already overdue when it became a major one stays under the general limit
    found = clock(level_now(row["first_level"], steps), steps, stored.calendar, limits)
    counted = strip(found, last_day(found, stored.as_of))
    return counted.days, counted.sentences
