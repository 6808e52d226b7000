"""A TOML text becomes a Scheme, or a list of sentences that say what is wrong with it."""

import tomllib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from .examples import read_example
from .reading_items import read_clause, read_condition, read_item
from .refusals import refusals
from .scheme import (
    MEASURE_KINDS,
    OVERS,
    SOURCES,
    SUBJECTS,
    Band,
    Due,
    Duty,
    Flag,
    Group,
    Interp,
    Measure,
    Scheme,
    Veto,
)
from .tables import SchemeError, Table
from .values import canonical, digest, plain

__all__ = ["SchemeError", "read_scheme"]


def read_scheme(text: str, name: str, regulation: str | None = None) -> Scheme:
    """Read a scheme. ``name`` is what its messages call the file; ``regulation`` the official text, in which
    every quote must stand (None: quotes are not compared). Raises SchemeError with every problem found."""
    try:
        data = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise SchemeError([f"{name}：不是 TOML：{error}"]) from error
    problems: list[str] = []
    with Table(data, name, problems) as file:
        scheme = _scheme(file, data)
    # A file that could not be read whole would only be refused again for what follows from that.
    problems = problems or [f"{name} {problem}" for problem in refusals(scheme, regulation)]
    if problems:
        raise SchemeError(problems)
    return scheme


def _scheme(file: Table, data: Mapping[str, Any]) -> Scheme:
    with file.table("scheme") as head:
        code, version = head.text("code"), head.text("version")
        title, source_doc = head.text("title"), head.text("source_doc")
        subject, unit_kinds = head.one_of("subject", SUBJECTS), head.texts("unit_kinds")
        total, effective_from = head.number("total"), head.day("effective_from")
    measures = {name: _measure(name, table) for name, table in file.named("measures")}
    return Scheme(
        code=code,
        version=version,
        title=title,
        source_doc=source_doc,
        subject=subject,
        unit_kinds=unit_kinds,
        total=total,
        effective_from=effective_from,
        duties={name: _duty(name, table) for name, table in file.named("duties")},
        measures=measures,
        groups={name: _group(name, table) for name, table in file.named("groups")},
        items=tuple(read_item(table) for table in file.tables("items", "id")),
        bands=tuple(_band(table) for table in file.tables("bands", "label")),
        vetoes=tuple(_veto(table) for table in file.tables("vetoes", "id")),
        flags=tuple(_flag(table) for table in file.tables("flags", "id")),
        interps=tuple(_interp(table) for table in file.tables("interp", "id")),
        examples=tuple(read_example(table, measures) for table in file.tables("examples", "name")),
        digest=digest(canonical(_spelled(data))),
    )


def _duty(name: str, table: Table) -> Duty:
    with table:
        return Duty(
            id=name,
            label=table.text("label"),
            fulfilled_by=table.text("fulfilled_by"),
            by=table.texts("by"),
            per=table.one_of("per", ("assignment", "subject")),
            every=table.one_of("every", ("iso_week", "month", "quarter")),
            quota=table.whole("quota", 1),
            skip_without_working_day=table.flag("skip_without_working_day"),
            min_coverage=table.number("min_coverage", Decimal(1)),
            due=next(map(_due, table.optional_table("due")), None),
        )


def _due(table: Table) -> Due:
    with table:
        return Due(
            day_of_next_month=table.whole("day_of_next_month"),
            inclusive=table.flag("inclusive", True),
            roll=table.one_of("roll", ("next_working_day", "none"), "none"),
        )


def _measure(name: str, table: Table) -> Measure:
    with table:
        good = table.one_of("good", ("up", "down", "none"), "none")
        return Measure(
            id=name,
            label=table.text("label"),
            kind=table.one_of("kind", MEASURE_KINDS),
            unit=table.optional_text("unit") or "",
            over=table.optional_one_of("over", OVERS),
            source=table.one_of("source", SOURCES, "occurrence"),
            args=table.mapping("args"),
            options=table.texts("options"),
            good=None if good == "none" else good,
            absent=table.raw("absent"),
            hi=table.optional_number("hi"),
        )


def _group(name: str, table: Table) -> Group:
    with table:
        return Group(
            id=name,
            title=table.text("title"),
            max=table.optional_number("max"),
            min=table.optional_number("min"),
            cap=table.optional_number("cap"),
            lift=table.optional_text("lift"),
            clause=read_clause(table),
        )


def _band(table: Table) -> Band:
    with table:
        return Band(table.text("label"), table.optional_number("at_least"), read_clause(table))


def _veto(table: Table) -> Veto:
    with table:
        name, title, when = table.text("id"), table.text("title"), read_condition(table.table("when"))
        return Veto(name, title, when, table.text("grade"), read_clause(table))


def _flag(table: Table) -> Flag:
    with table:
        name, title, when = table.text("id"), table.text("title"), read_condition(table.table("when"))
        return Flag(name, title, when, read_clause(table))


def _interp(table: Table) -> Interp:
    with table:
        return Interp(table.text("id"), table.text("question"), table.text("choice"), table.text("why"))


def _spelled(data: Any) -> Any:
    """The file's data with numbers and dates in one spelling each, ready for canonical JSON."""
    if isinstance(data, Decimal):
        return plain(data)
    if isinstance(data, date):
        return data.isoformat()
    if isinstance(data, list):
        return [_spelled(each) for each in data]
    if isinstance(data, dict):
        return {key: _spelled(value) for key, value in data.items()}
    return data
