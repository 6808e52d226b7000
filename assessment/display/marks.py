"""What the office entered late, found void or opened again, in sentences under the weeks. None of it is scored here."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from officers.words import full, spoken

from .stored import Body, Stored


def late_entries(pairing: Body) -> Iterator[str]:
    """One sentence for the visits that one person entered on one day for one reason (补录)."""
    rows = sorted(pairing.get("late_visits", ()), key=_entry)
    for (entered, by, reason), found in groupby(rows, key=_entry):
        visits = "、".join(_visit(row) for row in found)
        yield f"补录：{visits}，{full(date.fromisoformat(entered))}由{by or '办公室'}录入，原因：{_plain(reason)}"


def _entry(row: Body) -> tuple[str, str, str]:
    return row["entered"], row["by"], row["reason"]


def void_visits(pairing: Body) -> Iterator[str]:
    """One sentence for the visits that were found void for one reason."""
    rows = sorted(pairing.get("void_visits", ()), key=_reason)
    for reason, found in groupby(rows, key=_reason):
        yield f"作废：{'、'.join(_visit(row) for row in found)}，原因：{_plain(reason)}"


def void_supports(pairing: Body) -> Iterator[str]:
    """One sentence for each policy support that was taken back."""
    for row in pairing.get("void_supports", ()):
        record = f"（{spoken(date.fromisoformat(row['date']))}，记录第{row['number']}号）"
        yield f"作废：{pairing['name']}享受的{row['name']}{record}，原因：{_plain(row['reason'])}"


def said_void(row: Body) -> str:
    """Why a record does not count, empty of one that is not void (G12)."""
    return f"作废，原因：{_plain(row['reason'])}" if "reason" in row else ""


def count_void(rows: Sequence[object]) -> str:
    """How many records are void, behind how many count; nothing without any."""
    return f"，另有作废{len(rows)}条" if rows else ""


def _reason(row: Body) -> str:
    return row["reason"]


def _plain(reason: str) -> str:
    """Without its own full stop: the sentence has one."""
    return reason.rstrip("。. ")


def _visit(row: Body) -> str:
    former = f"，更正第{former}号" if (former := row.get("replaces")) else ""
    return f"{spoken(date.fromisoformat(row['date']))}走访（第{row['number']}号{former}）"


def reopened_months(stored: Stored) -> Iterator[str]:
    """One sentence for each time a closed month of the year was opened again, the same on every sheet."""
    for row in stored.evidence.get("reopened", ()):
        month = int(row["month"].partition("-")[2])
        closed, opened = (full(date.fromisoformat(row[name])) for name in ("closed", "reopened"))
        yield f"{month}月：{closed}月结，{opened}由{row['by'] or '办公室'}重开，原因：{_plain(row['reason'])}"
