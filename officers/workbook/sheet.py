"""What a sheet declares: its columns, its key, how a row becomes a record, and the laws it must keep."""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from operator import attrgetter
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from django.db.models import Model, Q, QuerySet

from ..models import District, Fact, Named
from .columns import Column
from .reading import Cell

if TYPE_CHECKING:
    from .run import Run

EXPORTED_AT_ONCE = 2000
OWN = "这一行涉及导入人本人或其服务的企业，请由办公室另一人导入"


class Row:
    """One row of a sheet: its number, its cells as read, its values by column name, and what is wrong with it."""

    __slots__ = ("cells", "number", "problems", "values")

    def __init__(self, number: int, cells: list[Cell]):
        self.number = number
        self.cells = cells
        self.values: dict[str, Any] = {}
        self.problems: list[tuple[str, str]] = []

    def refuse(self, column: str, text: str) -> None:
        """Note a problem; `column` is the header shown before it."""
        self.problems.append((column, text))


class Reference(NamedTuple):
    """A column that names another record: `model` is found by its field `by`, and its id becomes the value `into`."""

    model: type[Model]
    by: str
    into: str


class Sheet:
    """One sheet of the workbook; an instance lives for one import.

    What stands as class attributes is all that most sheets need. Values whose names are fields of the model are
    compared with the record and written to it; `parts` are columns that live in records of their own.
    """

    title: ClassVar[str]
    model: ClassVar[type[Model]]
    columns: ClassVar[tuple[Column, ...]]
    #: the columns whose values make two rows the same one
    key: ClassVar[tuple[str, ...]]
    refers: ClassVar[Mapping[str, Reference]] = {}
    #: further values, worked out from the row, that are fields of the model
    derived: ClassVar[tuple[str, ...]] = ()
    parts: ClassVar[tuple[str, ...]] = ()
    #: fields that find the record of a row again
    identity: ClassVar[tuple[str, ...]]
    #: the fields among them by which a batch's records are looked up, by default all; of a tuple one is set
    search: ClassVar[tuple[str | tuple[str, ...], ...]] = ()
    #: values by which rows are brought together before they are looked up, so that few records are read in vain
    together: ClassVar[tuple[str, ...]] = ()
    #: why an import voids a record; only for sheets with a column 状态
    void_reason: ClassVar[str] = ""
    #: whether the rows depend on each other and are judged all at once
    whole: ClassVar[bool] = False
    order: ClassVar[tuple[str, ...]]

    def __init__(self, run: "Run"):
        self.run = run
        self.present: frozenset[str] = frozenset()
        self.titles = {column.name: column.title for column in self.columns}

    # Import, in the order of the calls

    def spell(self, values: dict[str, Any]) -> None:
        """Bring the values of a row whose cells are in order to one spelling, as they are stored: rows are the same
        one by their keys, and say the same by their values."""

    def check(self, row: Row) -> None:
        """Work out derived values; refuse what the law forbids. The row's cells and references are in order."""

    def prepare(self, rows: Sequence[Row]) -> None:
        """Make what the rows name and nobody has to register: a policy, a survey round."""

    def find(self, rows: Sequence[Row]) -> Iterable[Model]:
        """The records that the rows may be about: one query, however many rows."""
        wanted = Q()
        for names in self.search or self.identity:
            one_of = Q()
            for name in names if isinstance(names, tuple) else (names,):
                one_of |= _among(name, {row.values[name] for row in rows} - {None})
            wanted &= one_of
        return self.records(self.run.district).filter(wanted)

    def identify(self, record: Model) -> Hashable:
        """What of the record equals `identity` of its row."""
        return attrgetter(*self.identity)(record)

    def complete(self, rows: Sequence[Row], current: Mapping[Hashable, Any]) -> None:
        """Work out values that need the standing records, and write nothing: what is refused leaves no trace."""

    @property
    def may_bar(self) -> bool:
        """Whether `bars` is asked at all in this import: of people in the browser, while the operator may."""
        return self.run.is_by_person

    def bars(self, row: Row, record: Any | None) -> tuple[str, str] | None:
        """Why what the row says anew of the record (None: it would be a new one) is not taken, with the header shown
        before it. By default: nobody of the office decides about themselves."""
        return (self.columns[0].title, OWN) if self.is_own(row, record) else None

    def is_own(self, row: Row, record: Any | None) -> bool:
        """Whether the row, or the record as it stands, is about the importer. Asked of every row: no queries here."""
        return row.values.get("officer_id") in self.run.own_officers

    def settle(self, rows: Sequence[Row], current: Mapping[Hashable, Any]) -> None:
        """Decide what needs the standing records, and refuse rows that do not fit them or each other."""

    def moves(self, row: Row) -> bool:
        """Whether the row changes something beside its record, so that it counts as 更新 though the record stays."""
        return False

    def stamp(self, record: Any) -> None:
        """Fill what follows from the values of a new record, the record year of a fact above all."""
        if isinstance(record, Named):
            record.spell()
        if isinstance(record, Fact):
            record.stamp()

    @classmethod
    def parts_of(cls, records: Sequence[Any]) -> Mapping[int, Mapping[str, Any]]:
        """The values of `parts` as they stand now, by the record's id."""
        return {}

    def save_changed(self, records: Sequence[Any], fields: Sequence[str]) -> None:
        """Write changed records."""
        if issubclass(self.model, Named):
            fields = [*fields, "spelled"]
            for record in records:
                record.spell()
        self.model._default_manager.bulk_update(records, fields, batch_size=500)

    def save_parts(self, changed: Sequence[tuple[Any, Mapping[str, Any]]]) -> None:
        """Bring the parts of each record to the given values."""

    def finish(self) -> None:
        """Judge laws that only the final state can break."""

    def known_as(self, row: Row) -> Hashable | None:
        """What other sheets call the row's record, so that they can say why it is missing."""
        return row.values.get(self.key[0]) if len(self.key) == 1 else None

    @classmethod
    def records(cls, district: District) -> QuerySet[Any]:
        """The district's records that the sheet shows; void ones only where it says which are void."""
        found = cls.model._default_manager.filter(district=district)
        return found.filter(voided_at__isnull=True) if issubclass(cls.model, Fact) and not cls.void_reason else found

    # Export

    @classmethod
    def export(cls, district: District) -> Iterator[list[Any]]:
        """The district's rows as cells, by key."""
        rows = cls.records(district).order_by(*cls.order)
        if cls.parts:
            yield from cls._export_parts(rows)
            return
        paths = [column.path or column.name for column in cls.columns]
        for values in rows.values_list(*paths).iterator(chunk_size=EXPORTED_AT_ONCE):
            yield [column.write(value) for column, value in zip(cls.columns, values, strict=True)]

    @classmethod
    def _export_parts(cls, rows: QuerySet[Any]) -> Iterator[list[Any]]:
        paths = {
            column.name: attrgetter((column.path or column.name).replace("__", "."))
            for column in cls.columns
            if column.name not in cls.parts
        }
        batch: list[Any] = []
        for record in rows.iterator(chunk_size=EXPORTED_AT_ONCE):
            batch.append(record)
            if len(batch) == EXPORTED_AT_ONCE:
                yield from cls._cells(batch, paths)
                batch = []
        yield from cls._cells(batch, paths)

    @classmethod
    def _cells(cls, records: list[Any], paths: Mapping[str, Any]) -> Iterator[list[Any]]:
        parts = cls.parts_of(records)
        for record in records:
            own = parts[record.pk]
            yield [
                column.write(own[column.name] if column.name in cls.parts else paths[column.name](record))
                for column in cls.columns
            ]


def _among(name: str, values: set[Any]) -> Q:
    """The field has one of the values; of days it is enough to lie between them."""
    if values and isinstance(next(iter(values)), date):
        return Q(**{f"{name}__range": (min(values), max(values))})
    return Q(**{f"{name}__in": values})


def batched(values: Sequence[Any], size: int = 5000) -> Iterator[Sequence[Any]]:
    """Many values in parts; by default ids, as many as fit into one query on either database."""
    return (values[start : start + size] for start in range(0, len(values), size))


def same(one: Any, other: Any) -> bool:
    """Whether two values are the same in a workbook, which keeps times to the second."""
    if isinstance(one, datetime) and isinstance(other, datetime):
        return one.replace(microsecond=0) == other.replace(microsecond=0)
    return bool(one == other)
