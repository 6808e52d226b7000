"""A failure of ours is told to a firm in its own words, and it stays as secret as the other pages."""

import pytest
from django.db import OperationalError, connection
from django.test import Client


class Away:
    """The database as it is when it does not answer."""

    def __init__(self, trouble):
        self.trouble = trouble

    def __call__(self, execute, sql, params, many, context):
        raise self.trouble


@pytest.mark.parametrize(("trouble", "status"), [(OperationalError("away"), 503), (RuntimeError("ours"), 500)])
def test_it_says_that_nothing_is_lost_and_to_try_again(firm, trouble, status):
    phone, link = Client(raise_request_exception=False), firm.link
    with connection.execute_wrapper(Away(trouble)):
        shown = phone.get(link)
    assert shown.status_code == status
    assert "系统正忙" in shown.content.decode()
    assert 'href="/"' not in shown.content.decode(), "a firm has no home page here"
    assert shown["Referrer-Policy"] == "no-referrer"
    assert "no-store" in shown["Cache-Control"]
