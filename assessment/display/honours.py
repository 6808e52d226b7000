"""Honours and criticisms: which counted, and which were merged as the same work (J6)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from assessment.rules.scheme import Item
from assessment.rules.wording import signed
from officers.words import spoken

from .marks import count_void, said_void
from .stored import Body, Stored

LEVELS = {"nation": "国家级", "province": "省级", "city": "市级", "district": "区级", "": ""}
KINDS = {"commendation": "工作表彰", "title": "称号", "major_support": "重大政策支持", "criticism": "通报批评"}


@dataclass(frozen=True)
class Honour:
    what: str
    target: str
    day: str
    document: str
    number: str
    points: str
    counted: bool
    why: str  # why it does not count


@dataclass(frozen=True)
class Work:
    """One work item and all that it earned; of several, the highest counts."""

    title: str
    rows: list[Honour]

    @property
    def merged(self) -> bool:
        return any(row.why == "已并入" for row in self.rows)


@dataclass(frozen=True)
class HonoursPanel:
    template: ClassVar[str] = "assessment/evidence/honours.html"
    works: list[Work]
    note: str
    summary: str


def honours_panel(stored: Stored, item: Item) -> HonoursPanel:
    """Honours by work item, the one that counts first."""
    by_rank = {
        int(str(measure.args["rank"])): line.each or Decimal(0)
        for line in item.lines
        if "rank" in (measure := stored.scheme.measures[line.measure]).args
    }
    rows = stored.evidence.get("honours", ())
    works: dict[str, list[Body]] = {}
    for row in sorted(rows, key=lambda row: (-row["rank"], row["date"])):
        works.setdefault(row["work"], []).append(row)
    for row in (void := stored.evidence.get("void_honours", ())):
        works.setdefault(row["work"], []).append(row)
    shown = [Work(title, [_honour(row, by_rank) for row in _best_first(held)]) for title, held in works.items()]
    counted = sum(row["counted"] for row in rows)
    summary = f"表彰{len(rows)}条，同一工作合并后计{counted}次" if rows else "没有表彰记录"
    return HonoursPanel(shown, "", f"{summary}{count_void(void)}")


def criticisms_panel(stored: Stored, item: Item) -> HonoursPanel:
    """Criticisms in order of their days; a document that was passed on counts once."""
    each = item.lines[0].each or Decimal(0)
    rows, void = stored.evidence.get("criticisms", ()), stored.evidence.get("void_criticisms", ())
    works = [Work(row["work"], [_criticism(row, each)]) for row in (*rows, *void)]
    firms = any(row["target"] == "enterprise" for row in rows)
    note = "通报批评对象为企业的，不计入“一年内被通报（批评）2次以上”。" if firms else ""
    summary = f"通报批评{len(rows)}条" if rows else "没有通报批评记录"
    return HonoursPanel(works, note, f"{summary}{count_void(void)}")


def _best_first(rows: list[Body]) -> list[Body]:
    return sorted(rows, key=lambda row: not row.get("counted"))


def _honour(row: Body, by_rank: Mapping[int, Decimal]) -> Honour:
    what = f"{LEVELS[row['level']]}{KINDS[row['kind']]}"
    why = "已并入" if row.get("merged") else "不计"
    return _row(row, what, signed(by_rank.get(row["rank"], Decimal(0))), why)


def _criticism(row: Body, each: Decimal) -> Honour:
    what = f"{LEVELS[row['level']]}{KINDS['criticism']}"
    return _row(row, what, signed(each), "同一文件，不另计")


def _row(row: Body, what: str, points: str, why: str) -> Honour:
    target = "本人" if row["target"] == "officer" else row["name"]
    day = spoken(date.fromisoformat(row["date"]))
    counted = row.get("counted", False)
    why = "" if counted else said_void(row) or why
    return Honour(what, target, day, row["document"] or "—", row["number"], points, counted, why)
