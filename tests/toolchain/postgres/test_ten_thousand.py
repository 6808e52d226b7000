"""T66 on PostgreSQL, in a database of its own."""

import os
from urllib.parse import urlsplit, urlunsplit

import pytest

from tests import machine
from tests.toolchain.postgres.conftest import administer
from tests.toolchain.ten_thousand import TARGET_SECONDS, ten_thousand


@pytest.fixture
def empty():
    with machine.postgres() as server:
        assert server, "this test needs PostgreSQL"
        name = f"load-{os.getpid()}"
        administer(server, f'CREATE DATABASE "{name}"')
        try:
            yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
        finally:
            administer(server, f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.mark.long
def test_ten_thousand_answers_in_ten_minutes(empty, capsys):
    p95 = ten_thousand(empty, capsys)
    assert not {who: took for who, took in p95.items() if took > 2 * TARGET_SECONDS[who]}
