"""Briefings by quarter and pairing, and the policy supports that outweigh them (J3)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from assessment.rules.account import ItemAccount
from assessment.rules.scheme import Item
from officers.periods import Period, period_of, periods
from officers.words import joined, spoken

from .marks import void_supports
from .stored import Body, Stored, unit_lines, weighed
from .words import circled, points


@dataclass(frozen=True)
class Quarter:
    label: str  # 第1季度, repeated in the cell where a phone stacks them
    mark: str  # good, bad or none
    text: str


@dataclass(frozen=True)
class Row:
    name: str
    detail: str
    quarters: list[Quarter]


@dataclass(frozen=True)
class QuartersPanel:
    template: ClassVar[str] = "assessment/evidence/quarters.html"
    labels: list[str]
    rows: list[Row]
    sentences: str
    closing: str
    summary: str


def quarters_panel(stored: Stored, item: Item, account: ItemAccount) -> QuartersPanel:
    """One row a pairing, four cells a row; briefing days stand where they fell, owed or not."""
    quarters = periods("quarter", stored.year)
    lines = unit_lines(account)
    rows = []
    owed = met = 0
    for pairing in stored.pairings:
        masks = pairing["quarters"]
        owed += masks["owed"].bit_count()
        met += (masks["owed"] & masks["done"]).bit_count()
        line = lines.get(pairing["key"])
        got = f"，得{points(line.inputs['score'])}分" if line is not None and "score" in line.inputs else ""
        detail = f"宣讲{len(pairing['talks'])}次，政策支持{len(pairing['supports'])}次{got}"
        rows.append(Row(pairing["name"], detail, [_quarter(stored, pairing, quarter) for quarter in quarters]))
    supports = sum(len(pairing["supports"]) for pairing in stored.pairings)
    return QuartersPanel(
        [quarter.label for quarter in quarters],
        rows,
        joined([*_supports(stored), *_floors(stored, item)]),
        weighed(account, "应宣讲季度数"),
        f"应宣讲{owed}季次，完成{met}季次；政策支持{supports}次",
    )


def _quarter(stored: Stored, pairing: Body, quarter: Period) -> Quarter:
    masks = pairing["quarters"]
    days = [date.fromisoformat(day) for day in pairing["talks"]]
    days = [day for day in days if period_of("quarter", day)[1] == quarter.index]
    held = "、".join(map(spoken, days))
    provisional = "（暂定）" if masks["provisional"] & quarter.bit else ""
    if masks["owed"] & quarter.bit:
        if masks["done"] & quarter.bit:
            return Quarter(quarter.label, "good", f"{held or '已宣讲'}{provisional}")
        return Quarter(quarter.label, "bad", f"未宣讲{provisional}")
    if masks["open"] & quarter.bit:
        why = "未到期"
    elif masks["exempt"] & quarter.bit:
        why = "豁免"
    elif quarter.first < stored.scheme.effective_from:
        why = "始于办法施行前"
    else:
        why = "未结对或结对不满一季"
    return Quarter(quarter.label, "none", f"{why}；{held}宣讲" if held else why)


def _supports(stored: Stored) -> Iterator[str]:
    for pairing in stored.pairings:
        if rows := pairing["supports"]:
            listed = "；".join(
                f"{circled(number)}{row['name']}（{spoken(date.fromisoformat(row['date']))}，记录第{row['number']}号）"
                for number, row in enumerate(rows, start=1)
            )
            yield f"{pairing['name']}享受政策支持：{listed}"
        yield from void_supports(pairing)


def _floors(stored: Stored, item: Item) -> Iterator[str]:
    """Where the year's least number of briefings was reduced for a shorter term of office."""
    for measure in stored.measures(item):
        if measure.args.get("take") != "prorated":
            continue
        usual = int(str(measure.args["of"]))
        for pairing in stored.pairings:
            least = stored.unit_fact("assignment", pairing["key"], measure.id)
            if isinstance(least, int) and 0 < least < usual:
                yield f"按任职季度折算，{pairing['name']}全年宣讲最低次数为{least}次"
