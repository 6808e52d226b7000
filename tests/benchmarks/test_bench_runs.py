"""The benchmark at toy size: it runs, it counts what it says it counts, and no figure of it depends on the machine."""

import os

import pytest

from benchmarks import measuring
from config.environment import choice
from tests import machine


@pytest.fixture(scope="module")
def server():
    """The suite's own database server, or None for SQLite."""
    if choice("TEST_DB", ("sqlite", "postgres"), "sqlite") == "sqlite":
        yield None
        return
    with machine.postgres() as found:
        yield os.environ.get("TEST_DATABASE_URL") or found


@pytest.fixture(scope="module")
def small(server):
    return measuring.year(server, 20)


@pytest.fixture(scope="module")
def larger(server):
    return measuring.year(server, 45)


def test_the_district_is_a_full_year_of_the_size_asked_for(larger):
    rows = larger["rows"]
    assert rows["officer"] == 45
    assert rows["pairing"] == 54
    assert rows["ledger"] == 12 * 45
    assert rows["issue"] == 3 * 45
    assert 40 <= rows["visit"] / rows["pairing"] <= 46


def test_hand_written_sql_counts_the_same_facts(small, larger):
    assert small["facts"]["differences"] == larger["facts"]["differences"] == []
    assert larger["facts"]["subjects"] == larger["sheets"]["sheets"] == 45


def test_the_number_of_queries_does_not_depend_on_the_number_of_officers(small, larger):
    assert small["facts"]["queries"] == larger["facts"]["queries"]
    assert small["sheets"]["reads"] == larger["sheets"]["reads"]


def test_the_same_year_comes_to_the_same_digest_again_and_on_every_database(small):
    assert measuring.year(None, 20)["sheets"]["digest"] == small["sheets"]["digest"]


def test_a_workbook_of_visits_comes_in_whole_and_only_once(server):
    found = measuring.workbook(server, 120)
    assert found["visits"] == 120
    assert found["rows"] > 120
