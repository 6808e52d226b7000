"""What a reader of the attendance should know beside the weeks: visits entered late by the office (补录), visits found
void (失实), months that were closed and opened again (重开). Nothing here counts: facts and points are as without it.

Kept only where there is any, so that the sheet of a year without them is the same text as if nobody had asked.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from typing import Any

from django.db.models import OuterRef, Subquery

from enterprises.models import ClosedMonth, Visit
from officers.workdays import local_day

from .context import Context
from .duty import named_duties
from .population import Later, Population

#: day, year and serial of the record, reason
Void = tuple[date, int, int, str]
#: the same of a late entry, and who entered it, when, and the record it corrects
Late = tuple[date, int, int, str, str, datetime, tuple[int, int] | None]
#: the rows of one pairing behind each other: of a large district there are a hundred thousand, most of one row
Flat = tuple[Any, ...]


def fill(context: Context, population: Population) -> None:
    """Evidence beside the weeks of every pairing and officer, where the scheme asks for visits. Two queries."""
    if not any((duty.fulfilled_by, duty.per) == ("visit", "assignment") for duty, _ in named_duties(context)):
        return
    late, void = _visits(context)
    for name, tell, found in (("late_visits", _told_late, late), ("void_visits", _told_void, void)):
        for pk, flat in found.items():
            if pk in population.pairings:
                population.pairings[pk].evidence[name] = Later(tell, flat)
    if reopened := _reopened(context):
        for subject in population.subjects:
            subject.evidence["reopened"] = reopened


def _visits(context: Context) -> tuple[dict[int, Flat], dict[int, Flat]]:
    """The valid late entries and the void visits of the year, by pairing. What a correction replaced is neither."""
    visits = Visit.objects.marked().filter(district=context.district, iso_year=context.year)
    if context.codes:
        visits = visits.filter(pairing__officer__code__in=context.codes)
    late: dict[int, Flat] = defaultdict(tuple)
    void: dict[int, Flat] = defaultdict(tuple)
    same = cache(lambda held: held)  # days, years and reasons come again and again: one object each
    rows = visits.order_by("date", "pk").values_list(
        "pairing_id", "date", "year", "serial", "voided_at", "void_reason",
        "late_reason", "entered_by__name", "entered_at", _replaced("year"), _replaced("serial"),
    )  # fmt: skip
    for pairing, day, year, serial, voided, why, reason, by, at, *replaced in rows.iterator(chunk_size=10_000):
        record = (same(day), same(year), serial)
        if voided is not None:
            void[pairing] += (*record, same(why))
        else:
            former = (replaced[0], replaced[1]) if replaced[1] else None
            late[pairing] += (*record, same(reason), same(by or ""), at, former)
    return late, void


def _replaced(name: str) -> Subquery:
    """A value of the record that a correction replaced. Few correct anything: joined, all visits would be read."""
    return Subquery(Visit.objects.filter(pk=OuterRef("replaces_id")).values(name))


def _rows(flat: Flat, width: int) -> Iterator[Any]:
    return zip(*[iter(flat)] * width, strict=True)


def _told_void(flat: Flat) -> list[dict[str, Any]]:
    rows: Iterator[Void] = _rows(flat, 4)
    return [
        {"date": day.isoformat(), "number": _number(year, serial), "reason": why} for day, year, serial, why in rows
    ]


def _told_late(flat: Flat) -> list[dict[str, Any]]:
    rows: Iterator[Late] = _rows(flat, 7)
    return [
        {
            "date": day.isoformat(),
            "number": _number(year, serial),
            "reason": reason,
            "by": by,
            "entered": local_day(at).isoformat(),
            "replaces": former and _number(*former),
        }
        for day, year, serial, reason, by, at, former in rows
    ]


def _number(year: int, serial: int) -> str:
    return f"{year}-{serial:04d}"


def _reopened(context: Context) -> list[dict[str, str]]:
    """Each reopening of a month of the year, in order; one list for all sheets."""
    rows = ClosedMonth.objects.filter(
        district=context.district,
        starts__gte=context.year_begins,
        starts__lte=context.year_ends,
        reopened_at__isnull=False,
    ).order_by("starts", "reopened_at", "pk")
    return [
        {
            "month": month.isoformat()[:7],
            "closed": local_day(closed).isoformat(),
            "reopened": local_day(reopened).isoformat(),
            "by": by or "",
            "reason": reason,
        }
        for month, closed, reopened, by, reason in rows.values_list(
            "starts", "closed_at", "reopened_at", "reopened_by__name", "reopen_reason"
        )
    ]
