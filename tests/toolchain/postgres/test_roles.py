"""In PostgreSQL the application owns nothing: it appends to the log and cannot change it."""

import subprocess
import sys

import psycopg2
import pytest
from django.apps import apps
from psycopg2.errors import InsufficientPrivilege

from tests.toolchain.processes import ROOT

APPEND_ONLY = [model for model in apps.get_models() if getattr(model, "append_only", False)]


@pytest.fixture
def app(migrated):
    connection = migrated.connect("app")
    yield connection.cursor()
    connection.close()


def forbidden(cursor, statement: str) -> bool:
    try:
        cursor.execute(statement)
    except InsufficientPrivilege:
        return True
    return False


def test_the_log_is_among_what_is_only_appended():
    assert "officers_logentry" in {model._meta.db_table for model in APPEND_ONLY}


@pytest.mark.parametrize("model", APPEND_ONLY, ids=lambda model: model._meta.label)
def test_what_is_only_appended_cannot_be_altered_or_emptied(app, model):
    table, key = model._meta.db_table, model._meta.pk.column
    assert forbidden(app, f'UPDATE "{table}" SET "{key}" = "{key}"')
    assert forbidden(app, f'TRUNCATE "{table}" CASCADE')
    assert forbidden(app, f'DELETE FROM "{table}"') is not getattr(model, "sweepable", False)


def test_the_log_can_be_written_and_read(app):
    app.execute(
        "INSERT INTO officers_logentry (at, actor, address, action, record_type, record_id, record_label, note)"
        " VALUES (now(), '张三', '', '登录', '', '', '', '')"
    )
    app.execute("SELECT action FROM officers_logentry WHERE actor = '张三'")
    assert app.fetchall() == [("登录",)]


def test_tables_cannot_be_made_changed_or_dropped(app):
    assert forbidden(app, "CREATE TABLE mine (id int)")
    assert forbidden(app, "ALTER TABLE officers_logentry DISABLE TRIGGER ALL")
    assert forbidden(app, "DROP TABLE officers_logentry")
    assert forbidden(app, "DELETE FROM django_migrations")


def test_everything_else_can_be_worked_with(app):
    for model in apps.get_models(include_auto_created=True):
        if not getattr(model, "append_only", False):
            app.execute(f'DELETE FROM "{model._meta.db_table}" WHERE false')
            app.execute(f'SELECT count(*) FROM "{model._meta.db_table}"')


def test_an_owner_or_superuser_is_no_application_role(migrated):
    for url, role in ((migrated.url(), "postgres"), (migrated.url("owner"), f"{migrated.name}-owner")):
        told = migrated.of("migrate", broker="redis://127.0.0.1:9/0") | {"OWNER_DATABASE_URL": url}
        done = subprocess.run(
            [sys.executable, "manage.py", "grant_roles", role],
            cwd=ROOT,
            env=told,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode != 0
        assert "授权约束不了它" in done.stderr


def test_a_stranger_cannot_connect(migrated):
    with pytest.raises(psycopg2.OperationalError):
        psycopg2.connect(migrated.url("app").replace("app:", "stranger:"))
