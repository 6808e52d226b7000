"""A copy of the database as the office keeps it (docs/operations.md), searched for what must not be in it."""

import shutil
import sqlite3
import subprocess
from contextlib import closing

import pytest
from django.db import connection

from surveys import links
from surveys.answer import submit
from surveys.models import Trace
from surveys.seal import seal_due
from tests.cast import Cast
from tests.factories import make_enterprise, pair

from .rounds import AFTER, firm_at, footprint, published, reply_to

REMARK = "檀木匣子里的账没有算清"
FIRMS = 6
PHONES = [f"10.0.0.{number}" for number in range(FIRMS)]


@pytest.fixture
def survey(transactional_db):
    """A round that every firm but one has answered, each from a phone of its own."""
    cast = Cast()
    for number in range(FIRMS - 1):
        pair(cast.officer, make_enterprise(cast.district, f"企业{number}"))
    survey = published(cast.district)
    for number, invitation in enumerate(survey.invitations.all()[:FIRMS]):
        submit(invitation, reply_to(survey, remark=REMARK if number == 0 else ""), footprint(number), firm_at())
    return survey


def backup(folder):
    """All bytes of a copy, made as operations.md says."""
    copy = folder / "copy"
    copy.unlink(missing_ok=True)
    if connection.vendor == "sqlite":
        standing, target = sqlite3.connect(connection.settings_dict["NAME"]), sqlite3.connect(copy)
        with closing(standing), closing(target):
            standing.backup(target)
        return copy.read_bytes()
    assert shutil.which("pg_dump"), "pg_dump comes with the server's client programs"
    told = connection.get_connection_params()
    named = {key: str(told[key]) for key in ("host", "port", "user", "password", "dbname") if told.get(key)}
    conninfo = " ".join(f"{key}={value}" for key, value in named.items())
    subprocess.run(["pg_dump", "--dbname", conninfo, "--file", str(copy)], check=True, capture_output=True)
    return copy.read_bytes()


def secrets_of(survey):
    """What makes a link work, of every link that there is."""
    return {links.token(invitation).partition("-")[2] for invitation in survey.invitations.all()}


def told_in(kept, words):
    return {word for word in words if word.encode() in kept}


def test_a_backup_holds_no_link_and_after_closing_no_trace(survey, tmp_path):
    hashes = {trace.device for trace in Trace.objects.all()}
    assert len(hashes) == FIRMS

    kept = backup(tmp_path)
    assert told_in(kept, [REMARK, *hashes]) == {REMARK, *hashes}  # the search finds what is there
    assert not told_in(kept, [*secrets_of(survey), *PHONES, *(f"device-{number}" for number in range(FIRMS))])

    assert seal_due(AFTER) == 1
    kept = backup(tmp_path)
    assert told_in(kept, [REMARK, *hashes]) == {REMARK}
    assert not told_in(kept, secrets_of(survey))
