"""T69: what these pages ask the database does not grow with its rows."""

import json
from pathlib import Path

from officers.models import Grant, LogEntry, User
from tests.counting import queries_of
from tests.factories import at, make_unit

COUNTS = json.loads((Path(__file__).parent / "query_counts.json").read_text())
MANY = 10_000


def fill(cast, rows):
    """As many accounts with a role each, and entries of the log."""
    unit = make_unit(cast.district, f"单位{rows}")
    made = [User(username=f"u{rows}-{n}", name=f"账号{n}", password="!") for n in range(rows)]
    made = User.objects.bulk_create(made, batch_size=500)
    Grant.objects.bulk_create(
        (
            Grant(user=user, role="office_staff", district=cast.district, unit=unit, starts=at(2021, 1, 1).date())
            for user in made
        ),
        batch_size=500,
    )
    LogEntry.objects.bulk_create(
        (
            LogEntry(at=at(2026, 3, 2), district=cast.district, user=user, actor=user.name, action="登录")
            for user in made
        ),
        batch_size=500,
    )


PAGES = {
    "me": ("director", "/me/"),
    "accounts": ("admin", "/accounts/"),
    "account": ("admin", "/accounts/{account}/"),
    "log": ("admin", "/log/?since=2020-01-01"),
    "log, second page": ("admin", "/log/?since=2020-01-01&after={entry}"),
}


def asked(cast, place):
    counts = {}
    for name, (who, path) in PAGES.items():
        client = cast.client(who)
        client.get("/me/")  # the first request of a session notes when it was seen
        counts[name] = queries_of(client, path.format(**place))
    return counts


def test_the_same_at_60_and_at_10000_rows(cast):
    fill(cast, 60)
    place = {"account": cast.users["director"].pk, "entry": LogEntry.objects.latest("pk").pk}
    few = asked(cast, place)
    fill(cast, MANY)
    assert (few, asked(cast, place)) == (COUNTS, COUNTS)
