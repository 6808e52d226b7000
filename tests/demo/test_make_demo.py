"""`manage.py make_demo` is for empty databases, whatever the day, and always makes the same."""

import io
import os
import sqlite3
import subprocess
import sys
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from assessment.models import AssessmentRun
from config.environment import BASE_DIR
from officers.models import District, User
from tests.demo import TODAY


@pytest.mark.django_db
def test_it_leaves_a_real_district_alone():
    District.objects.create(code="D01", name="某区")
    with pytest.raises(CommandError, match="数据库里已有地区“某区”，不是演示区"):
        call_command("make_demo", today=TODAY)
    assert District.objects.count() == 1
    assert not User.objects.exists()


@pytest.mark.django_db
def test_it_adds_no_known_password_to_a_site_that_has_accounts():
    User.objects.create_user("admin", name="管理员")
    with pytest.raises(CommandError, match="数据库里已有账号"):
        call_command("make_demo", today=TODAY)
    assert User.objects.count() == 1


@pytest.mark.django_db
def test_it_is_refused_where_the_site_is_no_demo(settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="只能在 DEMO=1 时建立"):
        call_command("make_demo", today=TODAY)
    assert not User.objects.exists()


@pytest.mark.parametrize("today", [date(2026, 1, 1), date(2024, 2, 29)])
@pytest.mark.django_db
def test_every_grade_occurs_whenever_it_is_made(today):
    call_command("make_demo", today=today, stdout=io.StringIO())
    grades = AssessmentRun.objects.get(year=today.year - 1).sheets.values_list("grade", flat=True)
    assert set(grades) == {"优秀", "良好", "称职", "不称职", ""}


@pytest.mark.long
def test_the_same_day_gives_the_same_results_in_two_databases(tmp_path):
    databases = [tmp_path / "one.sqlite3", tmp_path / "other.sqlite3"]
    for process in [made(database, seed) for seed, database in enumerate(databases)]:
        assert process.wait() == 0
    one, other = (digests(database) for database in databases)
    assert len(one) == 2
    assert one == other


def made(database, seed):
    """A process that makes the demo in a database of its own; sets and dicts are ordered by another seed."""
    script = "import django; django.setup(); from django.core.management import call_command as run;"
    script += f"run('migrate', verbosity=0); run('make_demo', today=__import__('datetime').date({TODAY:%Y, %m, %d}))"
    environ = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": f"sqlite:///{database}",
        "PYTHONHASHSEED": str(seed),
    }
    command = [sys.executable, "-c", script]
    return subprocess.Popen(command, cwd=BASE_DIR, env=environ, stdout=subprocess.DEVNULL)


def digests(database):
    """What the two runs of a database came to."""
    connection = sqlite3.connect(database)
    try:
        query = "SELECT year, facts_digest, digest FROM assessment_assessmentrun WHERE digest <> '' ORDER BY year"
        return connection.execute(query).fetchall()
    finally:
        connection.close()
