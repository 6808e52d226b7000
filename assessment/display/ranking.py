"""The rows of a run's ranking: points by item or group, and what the pending ones wait for."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from assessment.rules.scheme import Scheme
from assessment.rules.wording import number

from .lines import open_vetoes, waits_for
from .page import VEILED
from .table import short_title
from .words import points

#: more columns than this fit no screen: then the groups stand for their items
MOST_COLUMNS = 9


@dataclass(frozen=True)
class Cell:
    """Points under a column; empty where the item is pending or does not apply."""

    title: str
    text: str
    pending: bool


@dataclass(frozen=True)
class Standing:
    """One line of the ranking. `rank` is empty for who has no total; ties share one."""

    code: str
    name: str
    unit: str
    rank: str
    cells: list[Cell]
    total: str
    grade: str
    why: str


def columns(scheme: Scheme) -> list[tuple[str, str]]:
    """The ranking's columns as (code, title): items, or groups where there are too many items."""
    if len(scheme.items) <= MOST_COLUMNS or not scheme.groups:
        return [(item.id, short_title(item.title)) for item in scheme.items]
    return [(group.id, short_title(group.title)) for group in scheme.groups.values()]


def headings(scheme: Scheme) -> list[tuple[str, str]]:
    """What stands over the columns: (title, full marks), these empty over additions and deductions."""
    return [(title, _full_marks(scheme, code)) for code, title in columns(scheme)]


def _full_marks(scheme: Scheme, code: str) -> str:
    item = scheme.item.get(code)
    group = scheme.groups.get(item.group if item and item.group else code)
    if group and group.max is None:
        return ""
    full = item.max if item else group and group.max
    return f"满分{number(full)}" if full is not None else ""


def standings(scheme: Scheme, sheets: Iterable[Any], veiled: frozenset[int]) -> list[Standing]:
    """Rows for sheets that carry `rank`; those whose primary key is in `veiled` tell nothing yet."""
    shown = columns(scheme)
    return [_standing(scheme, sheet, shown, sheet.pk in veiled) for sheet in sheets]


def _standing(scheme: Scheme, sheet: Any, shown: list[tuple[str, str]], veiled: bool) -> Standing:
    if veiled:
        return Standing(sheet.code, sheet.name, sheet.unit_name, "", [], "", "", f"本人得分{VEILED}")
    account = json.loads(sheet.account)
    parts = {part["code"]: part["points"] for part in (*account["items"], *account["groups"])}
    cells = [_cell(title, parts, code) for code, title in shown]
    if sheet.total is not None:
        return Standing(
            sheet.code, sheet.name, sheet.unit_name, str(sheet.rank), cells, points(sheet.total), sheet.grade, ""
        )
    missing = [name for item in account["items"] for name in item["pending"]]
    waits = waits_for(scheme, missing, open_vetoes(scheme, account["missing"]))
    why = f"{waits}区间{points(sheet.low)}–{points(sheet.high)}"
    return Standing(sheet.code, sheet.name, sheet.unit_name, "", cells, "", "", why)


def _cell(title: str, parts: dict[str, str | None], code: str) -> Cell:
    if code not in parts:
        return Cell(title, "—", pending=False)
    value = parts[code]
    return Cell(title, "" if value is None else points(Decimal(value)), pending=value is None)
