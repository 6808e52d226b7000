"""T35: the headers that keep a browser honest are on every page, every refusal and every file."""

import pytest

from tests.permissions.table import TABLE, path_to, readers

PAGES = [name for name, address in TABLE.items() if "GET" in address.answers]


def assert_guarded(answer):
    policy = answer["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "object-src 'none'" in policy or policy.startswith("sandbox") or "sandbox" in policy
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] in ("same-origin", "no-referrer")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_and_its_refusals_carry_the_headers(cast, name):
    path = path_to(name, cast)
    for person in [*readers(name)[:1], "stranger", "anonymous"]:
        client = cast.client(person)
        for answer in (client.get(path), client.put(path)):
            assert_guarded(answer)
