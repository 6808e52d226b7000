"""T18, T19: previews, scanners and reloads leave the database as it was, byte for byte, and give nothing away."""

import pytest
from django.db import connection

PREFETCHERS = (
    "Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 Mobile MicroMessenger/8.0.47 NetType/4G",
    "Mozilla/5.0 (compatible; WeChatBot/1.0; url preview)",
    "WeCom-LinkPreview/1.0",
    "Microsoft Office/16.0 (Microsoft Outlook SafeLinks)",
    "Mozilla/5.0 (compatible; Baiduspider/2.0)",
)
PREFETCH = {"purpose": "prefetch", "sec-purpose": "prefetch;prerender", "x-moz": "prefetch"}


def dump():
    """Every row of every table; on PostgreSQL with the transaction that wrote it, so an update with the same values
    shows too, and with the counters of numbers."""
    postgres = connection.vendor == "postgresql"
    found = []
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            columns = "xmin::text, ctid::text, t.*" if postgres else "rowid, t.*"
            cursor.execute(f"SELECT {columns} FROM {connection.ops.quote_name(table)} t ORDER BY 1, 2")
            found.append((table, [tuple(map(str, row)) for row in cursor.fetchall()]))
        if postgres:
            cursor.execute("SELECT sequencename, last_value FROM pg_sequences ORDER BY 1")
            found.append(("sequences", cursor.fetchall()))
    return found


@pytest.mark.parametrize("answered", [False, True])
def test_a_hundred_fetches_leave_every_row_as_it_was(firm, answered):
    if answered:
        firm.send()
    before = dump()
    for agent in PREFETCHERS:
        for _ in range(10):
            for address in (firm.link, firm.form):
                for way in ("get", "head", "options"):
                    read = getattr(firm.phone, way)(address, headers={"user-agent": agent, **PREFETCH})
                    assert read.status_code in (200, 302, 405)
                    assert not read.cookies
    assert dump() == before


def test_an_answer_sent_again_leaves_every_row_as_it_was(firm):
    firm.send()
    before = dump()
    for again in ({}, {"remark": "再说一句"}):
        for _ in range(5):
            assert firm.send(**again).status_code < 500
        firm.phone.post(firm.link)
    assert dump() == before


def test_the_comparison_sees_what_changes(firm):
    before = dump()
    firm.phone.post(firm.link)
    assert dump() != before


@pytest.mark.parametrize("where", ["link", "form", "unknown", "posted", "refused method"])
def test_nothing_of_the_address_goes_further(firm, where):
    shown = {
        "link": firm.open,
        "form": lambda: firm.open(firm.form),
        "unknown": lambda: firm.open("/s/1-x/"),
        "posted": firm.send,
        "refused method": lambda: firm.phone.put(firm.link),
    }[where]()
    assert shown["Referrer-Policy"] == "no-referrer"
    assert "no-store" in shown["Cache-Control"]
    assert "noindex" in shown["X-Robots-Tag"]
    assert "default-src 'self'" in shown["Content-Security-Policy"]
    assert firm.link.split("/")[2] not in shown.content.decode(), "the secret stands in the address alone"


@pytest.mark.parametrize("person", ["officer", "director", "admin"])
def test_who_is_signed_in_gets_what_everybody_gets(cast, firm, person):
    assert cast.client(person).get(firm.link).content == firm.open().content
