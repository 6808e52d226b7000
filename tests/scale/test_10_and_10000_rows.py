"""T69: every page asks the database the same at 10 and at 10,000 rows, and does not grow into the thousands.

The numbers are data: a change is a one-line diff of query_counts.json. How long each page took is printed (`-s`).
"""

import json
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from tests.cast import Cast
from tests.factories import compute_run
from tests.permissions.table import TABLE

from .filling import Filling
from .lists import EXEMPT, LONGER, MOST_BYTES, OTHERWISE, POSTED, WHOLE, asked, paths

pytestmark = pytest.mark.django_db

COUNTS = json.loads((Path(__file__).parent / "query_counts.json").read_text())
FEW, MANY = 10, 10_000
#: five hundred each time, ten thousand in the long run
SIZES = [MANY // 20, pytest.param(MANY, marks=pytest.mark.long)]
PAGES = [f"{name}, {person}" for name, person in asked()]


@dataclass(frozen=True)
class Asked:
    """What a page answered."""

    status: int
    queries: int
    size: int
    seconds: float


@pytest.fixture(scope="module", params=SIZES)
def measured(request, django_db_setup, django_db_blocker, tmp_path_factory):
    """Every page at FEW and at many rows, of one district that is filled once and given back."""
    with django_db_blocker.unblock(), transaction.atomic():
        try:
            with override_settings(MIDDLEWARE=_at_a_day(), MEDIA_ROOT=tmp_path_factory.mktemp("media")):
                yield _measure(request.param)
        finally:
            transaction.set_rollback(True)


def _at_a_day():
    real, ours = "config.middleware.stamp_arrival", "tests.visits.clock.stamp_arrival"
    return [ours if name == real else name for name in settings.MIDDLEWARE]


def _measure(many_rows):
    cast = Cast()
    filling = Filling(cast, compute_run(cast.district))
    filling.grow(FEW)
    where = paths(cast, filling)
    clients = {name: cast.client(name, raise_request_exception=False) for name in cast.users}
    few = _ask(clients, where)
    filling.grow(many_rows)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    return few, _ask(clients, where)


def _ask(clients, where):
    for client in clients.values():
        client.get("/me/")  # the first request of a session notes when it was seen
    return {f"{name}, {person}": _one(clients[person], name, where[name]) for name, person in asked()}


def _one(client, name, path):
    begun = time.process_time()
    with CaptureQueriesContext(connection) as queries:
        answer = client.post(path) if name in POSTED else client.get(path)
        size = sum(map(len, answer.streaming_content)) if answer.streaming else len(answer.content)
    return Asked(answer.status_code, len(queries), size, time.process_time() - begun)


def test_every_address_that_somebody_opens_is_asked_or_has_its_reason():
    opened = {name for name, address in TABLE.items() if "GET" in address.answers} | set(POSTED)
    assert opened == {name for name, _ in asked()} | set(EXEMPT)
    assert set(COUNTS) == set(PAGES)


def test_the_same_queries_with_few_rows_and_with_many(measured):
    found = {page: tuple((rows[page].status, rows[page].queries) for rows in measured) for page in PAGES}
    assert found == {page: tuple((200, count) for count in _told(page)) for page in PAGES}


def _told(page):
    """The number of queries with few rows and with many."""
    return COUNTS[page] if page in OTHERWISE else (COUNTS[page], COUNTS[page])


def test_no_page_grows_with_its_rows(measured):
    pages = {page: page.split(",")[0] for page in PAGES}
    sizes = {page: measured[1][page].size for page, name in pages.items() if name not in WHOLE}
    assert not {page: size for page, size in sizes.items() if size > LONGER.get(pages[page], MOST_BYTES)}


def test_how_long_each_page_took(measured):
    """Not judged: the machines differ. Seconds of one processor, the database of PostgreSQL not among them."""
    slowest = sorted(measured[1].items(), key=lambda found: -found[1].seconds)
    for page, found in slowest:
        sys.stdout.write(f"{found.seconds:6.2f} s {found.size:9,} bytes {found.queries:3} queries  {page}\n")
    assert len(slowest) == len(PAGES)
