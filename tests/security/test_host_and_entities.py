"""T31, T32: no file makes the server read another, and nobody's Host header finds its way into a link."""

import openpyxl
import pytest

from tests.permissions.table import path_to

ELSEWHERE = "evil.example"


@pytest.fixture
def site(settings):
    settings.ALLOWED_HOSTS = ["office.example"]
    settings.PUBLIC_URL = "https://office.example"
    return {"headers": {"host": "office.example"}}


def test_workbooks_are_read_by_a_parser_that_knows_no_entities():
    """What it refuses: tests/workbook/test_harmful_files_are_refused.py."""
    assert openpyxl.DEFUSEDXML is True


@pytest.mark.parametrize("path", ["/", "/login/", "/s/nothing/", "/healthz"])
def test_another_host_is_answered_nothing(client, db, site, path):
    answer = client.get(path, headers={"host": ELSEWHERE})
    assert answer.status_code == 400
    assert ELSEWHERE not in answer.content.decode()


def test_links_are_built_from_the_sites_own_address(cast, site):
    path = path_to("survey-link", cast)
    answer = cast.client("staff").post(
        path, **site | {"headers": {"host": "office.example", "x-forwarded-host": ELSEWHERE}}
    )
    shown = answer.content.decode()
    assert "https://office.example/s/" in shown
    assert ELSEWHERE not in shown


def test_a_redirect_stays_on_the_site_whatever_a_proxy_says(client, db, site):
    answer = client.get("/today/", headers={"host": "office.example", "x-forwarded-host": ELSEWHERE})
    assert answer.status_code == 302
    assert answer["Location"].startswith("/login/")
