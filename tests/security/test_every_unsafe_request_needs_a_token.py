"""T34: without the token of the page no unsafe request is taken, whoever sends it.

The pages of firms are apart: their address is the whole authority, so there is nothing that a browser would add by
itself and a forged request could use (surveys.views.answering.by_link). Which they are is declared, and what they do
does not depend on who is signed in.
"""

import pytest
from django.urls import get_resolver

from tests.cast import ANONYMOUS
from tests.permissions.table import TABLE, path_to, writers

POSTS = [name for name, address in TABLE.items() if "POST" in address.answers]
BY_LINK = [name for name in POSTS if TABLE[name].by_link]


@pytest.mark.parametrize("name", [name for name in POSTS if name not in BY_LINK])
def test_a_post_without_a_token_is_refused(cast, name):
    person = next(iter(writers(name)), ANONYMOUS)
    client = cast.client(person, enforce_csrf_checks=True)
    form = TABLE[name].form(cast) if TABLE[name].form else {}
    assert client.post(path_to(name, cast), form).status_code == 403


@pytest.mark.parametrize("name", BY_LINK)
@pytest.mark.parametrize("person", [ANONYMOUS, "officer", "director"])
def test_a_firm_posts_without_cookies_and_without_a_referrer(cast, name, person):
    path = path_to(name, cast)
    form = TABLE[name].form(cast) if TABLE[name].form else {}
    # what a browser says of itself on a page without a referrer
    answer = cast.client(person, enforce_csrf_checks=True, headers={"origin": "null"}).post(path, form)
    assert answer.status_code == 303


def exempt(patterns):
    """The names of the addresses that ask for no token."""
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            yield from exempt(pattern.url_patterns)
        elif getattr(pattern.callback, "csrf_exempt", False) and not hasattr(pattern.callback, "cls"):
            yield pattern.name


def test_only_what_is_entered_by_link_asks_for_no_token():
    assert sorted(exempt(get_resolver().url_patterns)) == sorted(BY_LINK)
