"""What assessors recorded by hand, panels' means, the peers' mean, last year's grade: evidence of any scheme."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from assessment.rules.scheme import Measure
from officers.words import spoken

from .marks import count_void, said_void
from .stored import Body, Stored
from .words import points

RECORDED = ("occurrence", "declared")


@dataclass(frozen=True)
class Entry:
    what: str
    day: str
    value: str
    related: str
    document: str
    note: str
    number: str
    is_void: bool


@dataclass(frozen=True)
class RecordsPanel:
    """A table of records, and sentences for what is a mean or a comparison and has no records to show."""

    template: ClassVar[str] = "assessment/evidence/records.html"
    entries: list[Entry]
    related: bool
    sentences: list[str]
    summary: str


def records_panel(stored: Stored, measures: Sequence[Measure]) -> RecordsPanel:
    """The records of these measures in order of their days."""
    rows = [(measure, row) for measure in measures for row in _rows(stored, measure, "records")]
    void = [(measure, row) for measure in measures for row in _rows(stored, measure, "void_records")]
    entries = [(row["date"], _entry(measure, row)) for measure, row in (*rows, *void)]
    ordered = [entry for _, entry in sorted(entries, key=lambda pair: pair[0])]
    sentences = [sentence for measure in measures for sentence in _sentences(stored, measure)]
    recorded = any(measure.source in RECORDED for measure in measures)
    if rows:
        summary = f"考核记录{len(rows)}条"
    elif not recorded:
        summary = "；".join(sentences).rstrip("。")
    elif stored.evidence.get("book_complete"):
        summary = "没有考核记录，已登记完毕"
    else:
        summary = "没有考核记录"
    related = any(entry.related for entry in ordered)
    return RecordsPanel(ordered, related, sentences, f"{summary}{count_void(void)}")


def _rows(stored: Stored, measure: Measure, name: str) -> Sequence[Body]:
    return stored.evidence.get(name, {}).get(measure.id, ())


def _entry(measure: Measure, row: Body) -> Entry:
    value = row["value"] or ("1" if measure.kind == "count" else "—")
    unit = measure.unit or ("次" if measure.kind == "count" else "")
    return Entry(
        measure.label,
        spoken(date.fromisoformat(row["date"])),
        f"{value}{unit}",
        row["related"],
        row["document"] or "—",
        "；".join(filter(None, (row["note"], said_void(row)))),
        row["number"],
        "reason" in row,
    )


def _sentences(stored: Stored, measure: Measure) -> Iterator[str]:
    if panel := stored.evidence.get("panels", {}).get(measure.id):
        yield f"{measure.label}：{panel['raters']}人评议，均分{panel['mean']}。"
    if void := stored.evidence.get("void_panels", {}).get(measure.id):
        yield f"{measure.label}：评议作废{void}份，不计。"
    if peers := stored.evidence.get("cohort", {}).get(measure.id):
        yield f"{measure.label}：本单位{peers['own']}，同组{peers['members']}个单位均值{peers['mean']}。"
    if measure.source == "history":
        grade = stored.body["facts"].get(measure.id)
        said = grade.get("choice") if isinstance(grade, dict) else None
        yield f"{measure.label}：{said or '未知'}。"
    if measure.source == "survey" and "survey" in stored.evidence:
        mean = stored.body["facts"].get(measure.id)
        yield f"{measure.label}：{points(mean) if mean is not None else '未知'}。"
