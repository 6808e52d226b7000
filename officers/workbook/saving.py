"""Rows that are in order become new records, or are compared with the standing ones and correct them.

What a sheet bars (see `Sheet.bars`) is sifted out before: only what stands already passes.
"""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

from ..bulk import insert_many
from ..models import Fact
from .report import Count
from .sheet import Row, Sheet, same

VOID_FIELDS = ("voided_at", "voided_by", "void_reason")


def refuse_barred(sheet: Sheet, rows: Sequence[Row], current: Mapping[Hashable, Any]) -> None:
    """Refuse the rows that the sheet bars and that say anything new. One reading of the parts of their records,
    however many rows."""
    if not sheet.may_bar:
        return
    plan = _Plan(sheet)
    barred = []
    for row in rows:
        record = current.get(plan.identity(row))
        if why := sheet.bars(row, record):
            barred.append((row, record, why))
    parts = plan.parts_of([record for _, record, _ in barred if record is not None])
    for row, record, (column, text) in barred:
        if record is None or plan.differs(record, row, parts.get(record.pk, {})):
            row.refuse(column, text)


def save(sheet: Sheet, rows: Sequence[Row], current: Mapping[Hashable, Any], count: Count) -> None:
    """Write one batch: a few queries, however many rows."""
    plan = _Plan(sheet)
    standing = [record for row in rows if (record := current.get(plan.identity(row))) is not None]
    parts = plan.parts_of(standing)
    new, changed, moved = [], [], []
    for row in rows:
        record = current.get(plan.identity(row))
        if record is None:
            record = plan.make(row)
            new.append(record)
            moved.append((record, {name: row.values[name] for name in sheet.parts}))
            continue
        own = plan.correct(record, row)
        was = parts.get(record.pk, {})
        wanted = plan.wanted(row, was)
        if not plan.same_parts(wanted, was):
            moved.append((record, wanted))
            own = True
        if own:
            changed.append(record)
        elif sheet.moves(row):
            count.updated += 1
        else:
            count.unchanged += 1
    plan.write(new, changed)
    if sheet.parts and moved:
        sheet.save_parts(moved)
    count.new += len(new)
    count.updated += len(changed)


class _Plan:
    """How the rows of one sheet are compared with records and written."""

    def __init__(self, sheet: Sheet):
        self._sheet, self._run = sheet, sheet.run
        self._is_fact = issubclass(sheet.model, Fact)
        spoken = _fields(sheet)
        fields = sheet.model._meta.concrete_fields
        #: what every new record holds, field by field, and the places of what its row says. A default is asked for
        #: once: no field of a sheet has one that is made anew for each record
        self._blank = [self._same(field) for field in fields]
        self._said = [(place, field.attname) for place, field in enumerate(fields) if field.attname in spoken]
        self._spoken = [name for name, said in spoken.items() if said]
        self._judges_void = bool(sheet.void_reason) and "is_void" in sheet.present

    def identity(self, row: Row) -> Hashable:
        """What finds the row's record among the current ones."""
        names, values = self._sheet.identity, row.values
        return values[names[0]] if len(names) == 1 else tuple([values[name] for name in names])

    def make(self, row: Row) -> Any:
        """A new record, not yet numbered."""
        values = row.values
        # every field in its place: Django takes names one by one, for twice the time
        given = self._blank.copy()
        for place, name in self._said:
            given[place] = values[name]
        record = self._sheet.model(*given)
        if self._is_fact and self._sheet.void_reason and values["is_void"]:
            self._void(record, True)
        self._sheet.stamp(record)
        return record

    def _same(self, field: Any) -> Any:
        """What the field holds in every new record, unless the row says otherwise."""
        actor, given = self._run.actor, {"district_id": self._run.district.pk}
        if self._is_fact:
            given |= {"entered_by_id": actor.user and actor.user.pk, "entered_at": actor.at}
        return given[field.attname] if field.attname in given else field.get_default()

    def parts_of(self, records: Sequence[Any]) -> Mapping[int, Mapping[str, Any]]:
        """The parts of standing records, where the sheet has any."""
        return self._sheet.parts_of(records) if self._sheet.parts and records else {}

    def wanted(self, row: Row, was: Mapping[str, Any]) -> Mapping[str, Any]:
        """The parts as they are to be: what this workbook does not speak of stays."""
        return {name: row.values[name] if name in self._sheet.present else was[name] for name in self._sheet.parts}

    def same_parts(self, wanted: Mapping[str, Any], was: Mapping[str, Any]) -> bool:
        """Whether they are so already."""
        return all(same(wanted[name], was[name]) for name in wanted)

    def differs(self, record: Any, row: Row, was: Mapping[str, Any]) -> bool:
        """Whether the row would change the standing record, its parts or what lies beside it."""
        changed = self._differing(record, row) or self._turns(record, row) or self._sheet.moves(row)
        return bool(changed) or not self.same_parts(self.wanted(row, was), was)

    def correct(self, record: Any, row: Row) -> bool:
        """Bring a standing record to the row's values; whether that changed it."""
        turns = self._turns(record, row)
        changed = self._differing(record, row)
        for name in changed:
            setattr(record, name, row.values[name])
        if turns:
            self._void(record, row.values["is_void"])
        return bool(changed or turns)

    def _differing(self, record: Any, row: Row) -> list[str]:
        values = row.values
        return [name for name in self._spoken if not same(values[name], getattr(record, name))]

    def _turns(self, record: Any, row: Row) -> bool:
        """Whether the row makes a valid record void or a void one valid."""
        return bool(self._judges_void and record.is_void != row.values["is_void"])

    def write(self, new: Sequence[Any], changed: Sequence[Any]) -> None:
        """Write both lists."""
        sheet = self._sheet
        if changed:
            fields = list(self._spoken)
            if self._is_fact:
                for record in changed:
                    record.version += 1
                fields += ["version", *VOID_FIELDS]
            sheet.save_changed(changed, fields)
        if new:
            if self._is_fact:
                sheet.model.number_all(new)
            if sheet.parts:  # which need the ids
                sheet.model._default_manager.bulk_create(new, batch_size=1000)
            else:
                insert_many(sheet.model, new)

    def _void(self, record: Any, void: bool) -> None:
        actor = self._run.actor
        record.voided_at = actor.at if void else None
        record.voided_by = actor.user if void else None
        record.void_reason = self._sheet.void_reason if void else ""


def _fields(sheet: Sheet) -> Mapping[str, bool]:
    """The fields of the model that a row gives, and whether this workbook speaks of them."""
    own = {field.attname for field in sheet.model._meta.concrete_fields}
    spoken = {column.name: column.name in sheet.present for column in sheet.columns}
    spoken |= {reference.into: name in sheet.present for name, reference in sheet.refers.items()}
    spoken |= dict.fromkeys(sheet.derived, True)
    return {name: said for name, said in spoken.items() if name in own}
