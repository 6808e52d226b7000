"""Databases that a benchmark makes for itself and drops, on a PostgreSQL server or as SQLite files."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg2

#: what the site is told in a benchmark; nothing of it is ever reachable from outside
SITE = {
    "SECRET_KEY": "for benchmarks only, and not so short that the settings refuse it",
    "DEMO": "1",
    "LOG_LEVEL": "ERROR",
    "DJANGO_SETTINGS_MODULE": "config.settings",
}


@contextmanager
def database(server: str | None) -> Iterator[dict[str, str]]:
    """The environment of a site on an empty database of its own: on `server` (the URL of any database there), or
    on SQLite without one. The database is gone afterwards."""
    place = _on_server(server) if server else _in_file()
    with place as url:
        yield {**os.environ, **SITE, "DATABASE_URL": url}


@contextmanager
def _in_file() -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        yield f"sqlite:///{Path(folder) / 'bench.sqlite3'}"


@contextmanager
def _on_server(server: str) -> Iterator[str]:
    name = f"bench_officers_{os.getpid()}"
    _execute(server, f"DROP DATABASE IF EXISTS {name}")
    _execute(server, f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
    try:
        yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
    finally:
        _execute(server, f"DROP DATABASE {name} WITH (FORCE)")


def _execute(server: str, statement: str) -> None:
    # not `with connect(...)`: that opens a transaction, in which no database can be made
    with closing(psycopg2.connect(server)) as connection:
        connection.autocommit = True
        connection.cursor().execute(statement)
