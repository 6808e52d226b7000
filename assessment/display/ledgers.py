"""Twelve ledgers: when each was due, when it came in, and what became of returns (J2)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from enterprises.ledger_times import Filing, effective_time
from officers.words import joined, short, spoken

from .stored import Body, Stored
from .words import local_day, moment

STATES = {
    "on_time": "按时",
    "late": "逾期",
    "missing": "未报",
    "returned": "退回待重报",
    "open": "未到期",
    "exempt": "豁免",
    "absent": "不应报",
}
COUNTED = ("on_time", "late", "missing")


@dataclass(frozen=True)
class Month:
    name: str
    due: str
    state: str
    text: str


@dataclass(frozen=True)
class LedgersPanel:
    template: ClassVar[str] = "assessment/evidence/ledgers.html"
    months: list[Month]
    sentences: str
    summary: str


def ledgers_panel(stored: Stored) -> LedgersPanel:
    """The twelve months as cells, and in sentences what a cell is too small for."""
    rows: Sequence[Body] = stored.evidence.get("ledgers", ())
    counts = {state: sum(row["state"] == state for row in rows) for state in STATES}
    parts = [f"应报{sum(counts[state] for state in COUNTED)}次"]
    parts += [f"{STATES[state]}{counts[state]}次" for state in (*COUNTED, "returned", "open") if counts[state]]
    return LedgersPanel([_month(row) for row in rows], joined(_sentences(stored, rows)), "，".join(parts))


def _month(row: Body) -> Month:
    due = short(date.fromisoformat(row["due"]))
    star, doubt = "*" if row["rolled"] else "", "暂定" if row["provisional"] else ""
    state = row["state"]
    owed = state not in ("absent", "exempt")
    text = STATES[state]
    if row["received"] and state in ("on_time", "late"):
        came = short(local_day(row["received"]))
        text = f"收到{came}" if state == "on_time" else f"逾期{came}"
    return Month(f"{row['month']}月", f"截止{due}{star}{doubt}" if owed else "", state, text)


def _sentences(stored: Stored, rows: Sequence[Body]) -> Iterator[str]:
    if any(row["rolled"] and row["state"] not in ("absent", "exempt") for row in rows):
        yield "* 截止日为非工作日，顺延至次一工作日"
    for row in rows:
        name, due = f"{row['month']}月台账", spoken(date.fromisoformat(row["due"]))
        doubt = "（暂定）" if row["provisional"] else ""
        if row["state"] == "late":
            yield f"{name}截止{due}24时{doubt}，{moment(row['received'])}收到，逾期"
        elif row["state"] == "missing" and not row["filings"]:
            yield f"{name}截止{due}24时{doubt}，未报"
        returns = effective_time([_filing(one) for one in row["filings"]], stored.calendar, stored.as_of).returns
        if returns:
            first = spoken(local_day(row["filings"][0][0]))
            yield f"{name}{first}首报，{'；'.join(step.sentence for step in returns)}"
    if exempt := [f"{row['month']}月" for row in rows if row["state"] == "exempt"]:
        yield f"豁免：{'、'.join(exempt)}"
    if absent := [f"{row['month']}月" for row in rows if row["state"] == "absent"]:
        yield f"未结对、结对不满一月或办法施行前，不应报：{'、'.join(absent)}"


def _filing(times: tuple[str, str | None]) -> Filing:
    received, returned = times
    return Filing(datetime.fromisoformat(received), datetime.fromisoformat(returned) if returned else None)
