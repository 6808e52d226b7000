"""Counted events: briefings and supports per pairing, honours and criticisms per officer (J3, J6)."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from sys import intern
from typing import Any

from django.db.models import Q

from assessment.rules.scheme import Measure
from enterprises.models import Honour, PolicySupport

from .context import Context
from .population import Later, Population, SubjectDraft
from .visits import briefings

Row = dict[str, Any]
Support = tuple[date, str, int, int, str]  # the policy's name, year and serial of the record, why it is void


def fill(context: Context, population: Population) -> None:
    """Facts and evidence of every event that the scheme's measures name."""
    wanted: dict[str, list[Measure]] = defaultdict(list)
    for measure in context.measures("events"):
        wanted[str(measure.args["event"])].append(measure)
    for event in EVENTS:
        if event in wanted:
            EVENTS[event](context, population, wanted[event])


def taken(measure: Measure, count: int) -> int:
    """What the measure takes of so many events: their count, or how many are lacking to its `of`."""
    return max(int(str(measure.args["of"])) - count, 0) if measure.args["take"] == "shortfall" else count


def one_more(measure: Measure, value: int) -> int:
    """What the measure gives once one more event has happened."""
    return max(value - 1, 0) if measure.args["take"] == "shortfall" else value + 1


def _talks(context: Context, population: Population, measures: list[Measure]) -> None:
    by = next((duty.by for duty in context.scheme.duties.values() if duty.fulfilled_by == "policy_talk"), ("officer",))
    days = briefings(context, population, by)
    for pairing in population.pairings.values():
        for measure in measures:
            pairing.facts[measure.id] = taken(measure, len(days.get(pairing.pk, ())))


def _supports(context: Context, population: Population, measures: list[Measure]) -> None:
    supports = PolicySupport.objects.filter(district=context.district, **context.dated("date")).order_by("date", "pk")
    received: dict[int, list[Support]] = defaultdict(list)
    void: dict[int, list[Support]] = defaultdict(list)
    rows = supports.values_list("enterprise_id", "date", "policy__name", "year", "serial", "void_reason")
    for enterprise, day, name, year, serial, reason in rows.iterator(chunk_size=10_000):
        pairing = population.pairing_on(enterprise, day)
        if pairing is not None:
            (void if reason else received)[pairing.pk].append((day, intern(name), year, serial, reason))
    for pairing in population.pairings.values():
        found = received.get(pairing.pk, ())
        pairing.evidence["supports"] = Later(_supported, found)
        if pairing.pk in void:
            pairing.evidence["void_supports"] = Later(_supported, void[pairing.pk])
        for measure in measures:
            pairing.facts[measure.id] = taken(measure, len(found))


def _supported(found: Iterable[Support]) -> list[Row]:
    return [
        {"date": day.isoformat(), "name": name, "number": f"{year}-{serial:04d}", **_void(reason)}
        for day, name, year, serial, reason in found
    ]


def _void(reason: str) -> Row:
    """What tells a void row from one that counts (G12)."""
    return {"reason": reason} if reason else {}


def _standing(subject: SubjectDraft, name: str, rows: list[Row]) -> list[Row]:
    """Those that are not void; the void ones are told beside them."""
    if void := [row for row in rows if "reason" in row]:
        subject.evidence[f"void_{name}"] = void
    return [row for row in rows if "reason" not in row]


def _concerning(context: Context, population: Population, rows: Iterable[Honour]) -> dict[int, list[Row]]:
    """Honours or criticisms by officer: own ones, and those of an enterprise while it was paired (J6)."""
    found: dict[int, list[Row]] = defaultdict(list)
    for honour in rows:
        if honour.officer_id:
            subject, name = population.by_pk.get(honour.officer_id), None
        else:
            pairing = population.pairing_on(honour.enterprise_id, honour.date)
            subject, name = (population.by_pk[pairing.officer_id], pairing.name) if pairing else (None, None)
        if subject is not None:
            found[subject.pk].append(
                {
                    "number": honour.number,
                    "target": "officer" if honour.officer_id else "enterprise",
                    "name": name or subject.name,
                    "date": honour.date.isoformat(),
                    "kind": honour.kind,
                    "level": honour.level,
                    "work": honour.work,
                    "document": honour.document_no,
                    **_void(honour.void_reason),
                }
            )
    return found


def _related(context: Context) -> Any:
    """Honours and criticisms of the year that have to do with the service work; those of a unit touch no officer.
    Void ones are among them."""
    return (
        Honour.objects.filter(
            Q(officer__isnull=False) | Q(enterprise__isnull=False),
            district=context.district,
            service_related=True,
            **context.dated("date"),
        )
        .order_by("date", "pk")
        .iterator()
    )


def _tier(row: Row) -> str:
    """称号 counts as one from the province upwards, below it as praise; 重大政策支持 at any level (J6)."""
    higher = row["kind"] == "major_support" or (row["kind"] == "title" and row["level"] in ("nation", "province"))
    return "title_or_major_support" if higher else "commendation"


def _honours(context: Context, population: Population, measures: list[Measure]) -> None:
    ranks = {str(_where(measure)["tier"]): int(str(measure.args["rank"])) for measure in measures}
    related = (honour for honour in _related(context) if honour.kind != Honour.Kind.CRITICISM)
    found = _concerning(context, population, related)
    for subject in population.subjects:
        for row in found.get(subject.pk, ()):
            row["rank"] = ranks.get(_tier(row), 0)
        rows = _standing(subject, "honours", found.get(subject.pk, []))
        best: dict[str, Row] = {}
        for row in rows:
            held = best.get(row["work"])
            if row["rank"] and (held is None or row["rank"] > held["rank"]):
                best[row["work"]] = row
        for row in rows:
            row["counted"] = best.get(row["work"]) is row
            row["merged"] = not row["counted"] and row["work"] in best
        for measure in measures:
            rank = int(str(measure.args["rank"]))
            subject.facts[measure.id] = sum(row["rank"] == rank for row in best.values())
        if rows:
            subject.evidence["honours"] = rows


def _criticisms(context: Context, population: Population, measures: list[Measure]) -> None:
    related = (honour for honour in _related(context) if honour.kind == Honour.Kind.CRITICISM)
    found = _concerning(context, population, related)
    for subject in population.subjects:
        rows = _standing(subject, "criticisms", found.get(subject.pk, []))
        for row, counted in zip(rows, _documents_once(rows), strict=True):
            row["counted"] = counted
        for measure in measures:
            subject.facts[measure.id] = taken(measure, _count_criticisms(rows, _where(measure)))
        if rows:
            subject.evidence["criticisms"] = rows


def _count_criticisms(rows: list[Row], where: Mapping[str, object]) -> int:
    return sum(_documents_once([row for row in rows if where.get("target", row["target"]) == row["target"]]))


def _documents_once(rows: list[Row]) -> list[bool]:
    """Which rows count: a document that is passed on counts once; rows without a number are different ones (J6)."""
    seen: set[str] = set()
    counted = []
    for row in rows:
        counted.append(not row["document"] or row["document"] not in seen)
        seen.add(row["document"])
    return counted


def _where(measure: Measure) -> Mapping[str, object]:
    where = measure.args.get("where", {})
    return where if isinstance(where, Mapping) else {}


EVENTS: Mapping[str, Callable[[Context, Population, list[Measure]], None]] = {
    "policy_talk": _talks,
    "policy_support": _supports,
    "honour": _honours,
    "criticism": _criticisms,
}
