"""A site's database in PostgreSQL with its two roles, made as docker-compose.yml makes them."""

import os
import subprocess
from collections.abc import Iterator
from urllib.parse import urlsplit, urlunsplit

import psycopg2
import pytest

from tests import machine
from tests.toolchain import compose
from tests.toolchain.processes import ROOT, environment


class Database:
    """One database for the run, and the roles `app` and `owner` under names of their own."""

    def __init__(self, server: str):
        self.server = server
        self.name = f"site-{os.getpid()}"

    def url(self, role: str | None = None) -> str:
        """The database's URL as `role`, as superuser without one."""
        parts = urlsplit(self.server)
        place = parts.netloc.rpartition("@")[2]
        netloc = f"{self.name}-{role}:{role}-pass@{place}" if role else parts.netloc
        return urlunsplit(parts._replace(netloc=netloc, path=f"/{self.name}"))

    def connect(self, role: str | None = None):
        """An autocommitting connection."""
        connection = psycopg2.connect(self.url(role))
        connection.autocommit = True
        return connection

    def of(self, service: str, broker: str) -> dict[str, str]:
        """What compose tells the service, with this database and this broker in place of its containers."""
        told = compose.services(compose.VALUES)[service]["environment"]
        # a name without a value is passed on from the host, which says nothing here
        told = {name: str(value) for name, value in told.items() if value is not None}
        told["DATABASE_URL"] = self.url("app")
        if "OWNER_DATABASE_URL" in told:
            told["OWNER_DATABASE_URL"] = self.url("owner")
        told["REDIS_URL"] = broker
        return environment(**told)


@pytest.fixture(scope="session")
def database() -> Iterator[Database]:
    """An empty database with its roles, by the very script the container runs."""
    with machine.postgres() as server:
        assert server, "these tests need PostgreSQL"
        found = Database(server)
        administer(server, f'CREATE DATABASE "{found.name}"')
        try:
            _make_roles(found)
            yield found
        finally:
            administer(server, f'DROP DATABASE "{found.name}" WITH (FORCE)')
            for role in ("app", "owner"):
                administer(server, f'DROP ROLE IF EXISTS "{found.name}-{role}"')


def administer(server: str, statement: str) -> None:
    connection = psycopg2.connect(server)
    connection.autocommit = True
    connection.cursor().execute(statement)
    connection.close()


def _make_roles(database: Database) -> None:
    # The server may be shared with other runs, and roles are the server's: the script's two get this run's names.
    script = (ROOT / "config" / "postgres" / "roles.sh").read_text()
    sql = script.partition("<<'SQL'\n")[2].rpartition("SQL\n")[0]
    for role in ("owner", "app"):
        sql = sql.replace(f"ROLE {role} ", f'ROLE "{database.name}-{role}" ')
        sql = sql.replace(f"TO {role};", f'TO "{database.name}-{role}";').replace(
            f":'{role}_password'", f"'{role}-pass'"
        )
    sql = sql.replace(':"database"', f'"{database.name}"')
    database.connect().cursor().execute(sql)


@pytest.fixture(scope="session")
def migrated(database) -> Database:
    """The database after compose's own migrate command."""
    shell, flag, line = compose.services(compose.VALUES)["migrate"]["command"]
    done = subprocess.run(
        [shell, flag, line.replace("grant_roles app", f"grant_roles {database.name}-app")],
        cwd=ROOT,
        env=database.of("migrate", broker="redis://127.0.0.1:9/0"),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return database
