"""What assessors wrote down by hand: occurrences, panels of raters, findings (考核记录)."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from assessment.models import Record
from assessment.models.record import BOOK_COMPLETE
from assessment.rules.scheme import Measure
from assessment.rules.values import EXACT, Award, Rate, Value, added

from .context import Context
from .population import QUARTERS, Population, SubjectDraft

Book = dict[tuple[str, str], list[Record]]  # by measure and related unit
Books = dict[int, Book]  # by subject


def fill_occurrences(context: Context, population: Population) -> None:
    """Counts, flags, choices, numbers, rates and awards from the records; per quarter where the measure says so."""
    (books, void), measures = _books(context, population), context.measures("occurrence")
    for subject in population.subjects:
        book = books.get(subject.pk, {})
        complete = any(item == BOOK_COMPLETE for item, _ in book)
        for measure in measures:
            if measure.over is None:
                subject.facts[measure.id] = _value(measure, _all_of(book, measure.id), complete)
            else:
                for quarter in QUARTERS:
                    rows = book.get((measure.id, quarter), [])
                    subject.quarters.setdefault(quarter, {})[measure.id] = _value(measure, rows, complete)
            _show(subject, measure, _all_of(book, measure.id))
            _show(subject, measure, _all_of(void.get(subject.pk, {}), measure.id), "void_records")
        subject.evidence["book_complete"] = complete


def fill_panels(context: Context, population: Population) -> None:
    """The mean of the raters' latest marks, rounded half-up to 4 places; unknown while nobody has rated."""
    (books, void), measures = _books(context, population), context.measures("panel")
    for subject in population.subjects:
        for measure in measures:
            rows = _all_of(books.get(subject.pk, {}), measure.id)
            marks = {row.rater: Decimal(row.value) for row in rows}
            if marks:
                mean = EXACT.divide(added(marks.values()), len(marks)).quantize(Decimal("0.0001"), ROUND_HALF_UP)
                subject.facts[measure.id] = mean
                panels = subject.evidence.setdefault("panels", {})
                panels[measure.id] = {"raters": len(marks), "mean": str(mean)}
            # only how many: a reason may tell who had rated
            if taken_back := len(_all_of(void.get(subject.pk, {}), measure.id)):
                subject.evidence.setdefault("void_panels", {})[measure.id] = taken_back


def fill_declared(context: Context, population: Population) -> None:
    """A person's finding with its document number; what no record means is the measure's own `absent`."""
    (books, void), measures = _books(context, population), context.measures("declared")
    # most subjects have no finding: only those with a book are looked at
    for subject in filter(None, map(population.by_pk.get, books.keys() | void.keys())):
        for measure in measures:
            rows = _all_of(books.get(subject.pk, {}), measure.id)
            if rows:
                subject.facts[measure.id] = _value(measure, rows, False)
                _show(subject, measure, rows)
            _show(subject, measure, _all_of(void.get(subject.pk, {}), measure.id), "void_records")


def _books(context: Context, population: Population) -> tuple[Books, Books]:
    """The records of the year, oldest first, and the void ones (G12). One query a collection, shared by the three
    sources."""
    if population.books is None:
        field = "officer_id" if context.scheme.subject == "officer" else "unit_id"
        books: Books = defaultdict(lambda: defaultdict(list))
        void: Books = defaultdict(lambda: defaultdict(list))
        records = Record.objects.filter(
            district=context.district, scheme_code=context.scheme.code, **context.dated("date")
        )
        for row in sorted(records.order_by().iterator(chunk_size=10_000), key=_in_order):
            (void if row.is_void else books)[getattr(row, field)][row.item, row.related].append(row)
        population.books = books, void
    return population.books


def _all_of(book: Book, item: str) -> list[Record]:
    return sorted((row for (name, _), held in book.items() if name == item for row in held), key=_in_order)


def _in_order(row: Record) -> tuple[date, str, str, int]:
    """By day, then by what names the record: entered in another order, or brought in anew, the same one is the latest.
    Compared here, for a database sorts words by its own alphabet."""
    return row.date, row.rater, row.related, row.pk


def _value(measure: Measure, rows: list[Record], complete: bool) -> Value:
    """The value that the records give; without any, unknown until the book is complete, then none happened."""
    if rows:
        return READINGS[measure.kind](rows)
    return NONE_HAPPENED.get(measure.kind) if complete else None


def _rate(latest: str) -> Rate:
    num, den = latest.split("/")
    return Rate(int(num), int(den))


NONE_HAPPENED: Mapping[str, Value] = {"count": 0, "flag": False, "award": Award(0, Decimal(0))}
#: what the records of a measure come to, oldest first: occurrences add up, of anything else the latest stands
READINGS: Mapping[str, Callable[[list[Record]], Value]] = {
    "count": lambda rows: sum(int(row.value) if row.value else 1 for row in rows),
    "award": lambda rows: Award(len(rows), added(Decimal(row.value) for row in rows)),
    "flag": lambda rows: rows[-1].value == "是",
    "number": lambda rows: Decimal(rows[-1].value),
    "rate": lambda rows: _rate(rows[-1].value),
    "choice": lambda rows: rows[-1].value,
}


def _show(subject: SubjectDraft, measure: Measure, rows: list[Record], name: str = "records") -> None:
    if rows:
        records: dict[str, Any] = subject.evidence.setdefault(name, {})
        records[measure.id] = [
            {
                "number": row.number,
                "date": row.date.isoformat(),
                "value": row.value,
                "related": row.related,
                "document": row.document_no,
                "note": row.note,
                **({"reason": row.void_reason} if row.is_void else {}),
            }
            for row in rows
        ]
