"""T34: without the token of the page no unsafe request is taken, whoever sends it."""

import pytest

from tests.cast import ANONYMOUS
from tests.permissions.table import TABLE, path_to, writers

POSTS = [name for name, address in TABLE.items() if "POST" in address.answers]


@pytest.mark.parametrize("name", POSTS)
def test_a_post_without_a_token_is_refused(cast, name):
    person = next(iter(writers(name)), ANONYMOUS)
    client = cast.client(person, enforce_csrf_checks=True)
    form = TABLE[name].form(cast) if TABLE[name].form else {}
    assert client.post(path_to(name, cast), form).status_code == 403
