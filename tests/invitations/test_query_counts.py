"""What a page asks the database does not grow with its firms. The numbers are data: a change is a one-line diff."""

import json
from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from enterprises.models import Enterprise, Pairing
from surveys.models import Invitation
from tests.counting import queries_of
from tests.factories import ENTERED

COUNTS = json.loads((Path(__file__).parent / "query_counts.json").read_text())
PAGES = {
    "invitations": "invitations/",
    "invitations, filtered": "invitations/?q=qiye&officer=lin&state=delivered",
    "invitation": "invitations/1/",
    "hand-out": "hand-out/",
    "remind": "remind/",
}
PRESSES = {"list": ("hand-out/list/", {"which": "open"}), "remind-list": ("remind/list/", {"shown": 20000})}
FEW, MANY = 10, 10_000


def fill(desk, rows):
    """The round asks this many firms."""
    district, first = desk.cast.district, desk.survey.invitations.count() + 1
    numbers = range(first, rows + 1)
    firms = Enterprise.objects.bulk_create(
        (
            Enterprise(district=district, credit_code=f"9{n:05}", name=f"企业{n}", phone="0391-5550001").spell()
            for n in numbers
        ),
        batch_size=1000,
    )
    Pairing.objects.bulk_create(
        (
            Pairing(
                district=district, year=2019, serial=n, entered_at=ENTERED, officer=desk.cast.officer, enterprise=firm,
                starts=date(2019, 1, 1),
            )
            for n, firm in zip(numbers, firms, strict=True)
        ),
        batch_size=1000,
    )  # fmt: skip
    Invitation.objects.bulk_create(
        (
            Invitation(
                district=district, survey=desk.survey, enterprise=firm, place=n, delivered_at=ENTERED,
                delivered_by="paper",
            )
            for n, firm in zip(numbers, firms, strict=True)
        ),
        batch_size=1000,
    )  # fmt: skip


@pytest.fixture
def client(desk):
    """Signed in and seen: the first request of a session writes that."""
    client = desk.cast.client("staff")
    client.get(desk.path + "invitations/")
    return client


@pytest.mark.parametrize("name", PAGES)
def test_a_page_asks_the_same_for_few_firms_and_for_many(desk, client, name):
    asked = []
    for rows in (FEW, 300):
        fill(desk, rows)
        asked.append(queries_of(client, desk.path + PAGES[name]))
    assert asked == [COUNTS[name]] * 2


def test_the_pages_ask_the_same_for_10000_firms(desk, client):
    fill(desk, MANY)
    assert {name: queries_of(client, desk.path + path) for name, path in PAGES.items()} == {
        name: COUNTS[name] for name in PAGES
    }


@pytest.mark.parametrize("name", PRESSES)
def test_a_list_asks_the_same_for_few_firms_and_for_many(desk, client, name):
    (path, form), asked = PRESSES[name], []
    for rows in (FEW, 300):
        fill(desk, rows)
        desk.survey.invitations.update(reminders=0, reminded_at=None)
        with CaptureQueriesContext(connection) as queries:
            assert client.post(desk.path + path, form).status_code == 200
        asked.append(len(queries))
    assert asked == [COUNTS[name]] * 2
