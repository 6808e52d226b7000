"""The year as a strip of weeks, one strip a pairing (J1)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from assessment.rules.account import ItemAccount
from assessment.rules.values import Rate
from assessment.rules.wording import shown
from officers.periods import Period, periods
from officers.words import full, joined

from .marks import late_entries, reopened_months, void_visits
from .stored import Body, Stored, unit_lines, weighed
from .words import from_iso, named, points

STATES = {
    "met": "到岗",
    "miss": "缺",
    "void": "失实（走访记录作废，按缺计）",
    "off": "不应到（办法施行前、未结对、结对不满一周或整周无工作日）",
    "ex": "豁免",
    "open": "未到期",
}
SPOKEN = {"void": "失实", "off": "不应到"}
MID_WEEK = timedelta(days=3)


@dataclass(frozen=True)
class Week:
    """One cell: the state decides shape and colour, `title` says the same in words."""

    state: str
    title: str
    month: str  # the month's name on its first week
    number: str  # shown under the first, every fifth and each missed week


@dataclass(frozen=True)
class Strip:
    """The weeks of one pairing, by quarter so that a phone can break the line there, and the same in sentences;
    `marks` tells what was entered late and what was found void, by record."""

    name: str
    head: str
    quarters: list[list[Week]]
    sentences: str
    marks: str


@dataclass(frozen=True)
class WeeksPanel:
    template: ClassVar[str] = "assessment/evidence/weeks.html"
    legend: list[tuple[str, str]]
    strips: list[Strip]
    reopened: str
    closing: str
    summary: str


def weeks_panel(stored: Stored, account: ItemAccount) -> WeeksPanel:
    """The strips of all pairings with what they came to."""
    weeks = periods("iso_week", stored.year)
    strips = [_strip(stored, pairing, weeks, account) for pairing in stored.pairings]
    seen = {week.state for strip in strips for quarter in strip.quarters for week in quarter}
    legend = [(state, label) for state, label in STATES.items() if state in seen]
    reopened = joined(reopened_months(stored))
    return WeeksPanel(legend, strips, reopened, weighed(account, "应到周数"), _summary(stored.pairings))


def _summary(pairings: Sequence[Body]) -> str:
    owed = met = void = exempt = 0
    for pairing in pairings:
        weeks = pairing["weeks"]
        owed += weeks["owed"].bit_count()
        met += (weeks["owed"] & weeks["done"]).bit_count()
        void += (weeks["owed"] & weeks["void"] & ~weeks["done"]).bit_count()
        exempt += weeks["exempt"].bit_count()
    parts = [f"应到{owed}周", f"到岗{met}周"]
    parts += [f"缺{missed}周"] if (missed := owed - met - void) else []
    parts += [f"失实{void}周"] if void else []
    parts += [f"豁免{exempt}周"] if exempt else []
    return "，".join(parts)


def _strip(stored: Stored, pairing: Body, weeks: Sequence[Period], account: ItemAccount) -> Strip:
    cells = [(week, state_of(pairing["weeks"], week.bit)) for week in weeks]
    bad = {week.index for week, state in cells if state in ("miss", "void")}
    quarters: list[list[Week]] = [[], [], [], []]
    month = 0
    for week, state in cells:
        middle = week.first + MID_WEEK
        label = "" if middle.month == month else f"{middle.month}月"
        month = middle.month
        quarters[(month - 1) // 3].append(Week(state, _title(pairing, week, state), label, _number(week.index, bad)))
    return Strip(
        pairing["name"],
        _head(pairing, account),
        quarters,
        joined(_sentences(stored, pairing, weeks)),
        joined([*void_visits(pairing), *late_entries(pairing)]),
    )


def state_of(masks: Body, bit: int) -> str:
    """What one week came to under a pairing's masks: a key of STATES."""
    if masks["owed"] & bit:
        if masks["done"] & bit:
            return "met"
        return "void" if masks["void"] & bit else "miss"
    if masks["open"] & bit:
        return "open"
    return "ex" if masks["exempt"] & bit else "off"


def _title(pairing: Body, week: Period, state: str) -> str:
    deputy = "；分包人到访，不计" if pairing["weeks"]["deputy"] & week.bit and state != "met" else ""
    return f"{week.label}：{SPOKEN.get(state, STATES[state])}{deputy}"


def _number(index: int, bad: set[int]) -> str:
    if index in bad:
        return str(index)
    regular = index == 1 or index % 5 == 0
    return str(index) if regular and not bad & {index - 1, index + 1} else ""


def term(pairing: Body) -> str:
    """From when until when a pairing was in force."""
    starts, ends = date.fromisoformat(pairing["starts"]), from_iso(pairing["ends"])
    return f"{full(starts)}起结对" if ends is None else f"{full(starts)}至{full(ends)}结对"


def _head(pairing: Body, account: ItemAccount) -> str:
    masks = pairing["weeks"]
    owed, met = masks["owed"].bit_count(), (masks["owed"] & masks["done"]).bit_count()
    if not owed:
        return f"{term(pairing)}　没有应到的周，不计入平均"
    line = unit_lines(account).get(pairing["key"])
    got = f"，得{points(line.inputs['score'])}分" if line is not None and "score" in line.inputs else ""
    return f"{term(pairing)}　应到{owed}周，到岗{met}周，到岗率{shown(Rate(met, owed))}{got}"


def _sentences(stored: Stored, pairing: Body, weeks: Sequence[Period]) -> Iterator[str]:
    """The strip in words: what a screen reader, a copy or a black-and-white print must still say."""
    masks = pairing["weeks"]
    failed = masks["owed"] & ~masks["done"]
    if missed := failed & ~masks["void"]:
        yield f"缺：{named(missed, weeks)}"
    if void := failed & masks["void"]:
        yield f"失实：{named(void, weeks)}，走访记录经核查作废，按缺计"
    if masks["exempt"]:
        yield f"豁免：{named(masks['exempt'], weeks)}{_reasons(stored, masks['exempt'], weeks)}"
    if masks["open"]:
        yield f"未到期：{named(masks['open'], weeks)}，不计"
    yield from _absences(stored, masks["absent"], weeks)
    if masks["deputy"]:
        who = pairing["deputy"] or ""
        yield f"分包人{who}到访{masks['deputy'].bit_count()}周，如实登记，不计入到岗：{named(masks['deputy'], weeks)}"
    if masks["provisional"]:
        yield f"放假安排未公布，暂定：{named(masks['provisional'], weeks)}"


def _reasons(stored: Stored, mask: int, weeks: Sequence[Period]) -> str:
    exempt = [week for week in weeks if mask & week.bit]
    rows = [
        f"{row['reason']}（豁免第{row['number']}号）"
        for row in stored.evidence.get("exemptions", ())
        if any(row["starts"] <= week.last.isoformat() and week.first.isoformat() <= row["ends"] for week in exempt)
    ]
    return f"，{'、'.join(rows)}" if rows else ""


def _absences(stored: Stored, mask: int, weeks: Sequence[Period]) -> Iterator[str]:
    absent = [week for week in weeks if mask & week.bit]
    begins = stored.scheme.effective_from
    early = sum(week.bit for week in absent if week.first < begins)
    idle = sum(week.bit for week in absent if not stored.calendar.workdays_between(week.first, week.last)) & ~early
    if early:
        yield f"办法施行（{full(begins)}）前：{named(early, weeks)}，不应到"
    if idle:
        yield f"整周无工作日：{named(idle, weeks)}，不应到"
    if rest := mask & ~early & ~idle:
        yield f"未结对或结对不满一周：{named(rest, weeks)}，不应到"
