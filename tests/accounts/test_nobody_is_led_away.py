"""T33: whoever signs in stays on this site, whatever `next` says."""

import re
from urllib.parse import urljoin, urlsplit

import pytest
from django.test import Client

from officers.models import SecondFactor
from tests.accounts.signing_in import MORNING, by, sign_in

HOSTS = ("evil.example", "evil.example:80", "testserver.evil.example", "testserver@evil.example", "[::1]", "0x7f000001")
SHAPES = (
    "//{}",
    "///{}",
    "////{}/",
    "http://{}",
    "https://{}/login/",
    "HtTpS://{}",
    "/\\{}",
    "\\\\{}",
    "\\/{}",
)
ODD = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "\tjavascript:alert(1)",
    "java\nscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "ftp://evil.example/",
    "file:///etc/passwd",
    "http:evil.example",
    "http:/evil.example",
    "https:///evil.example",
    " //evil.example",
    "\t//evil.example",
    "\x00//evil.example",
    "http://testserver:80@evil.example/",
    "／／evil.example",
    "http://[::1",
)
PAYLOADS = [shape.format(host) for shape in SHAPES for host in HOSTS] + list(ODD)
LOCAL = ("/", "/me/")


def test_there_are_enough_of_them_and_the_reader_sees_through_them():
    assert len(set(PAYLOADS)) >= 60
    assert not [target for target in PAYLOADS[:54] if is_local(target)]


def is_local(target):
    """An address of ours, as a browser reads it: white space dropped, strokes either way, many like two."""
    plain = re.sub("^((https?:)?)//+", r"\1//", "".join(target.split()).replace("\\", "/"), flags=re.IGNORECASE)
    found = urlsplit(urljoin("http://testserver/login/", plain))
    return (found.scheme, found.netloc) == ("http", "testserver")


@pytest.mark.parametrize("target", PAYLOADS)
def test_the_sign_in_leads_nobody_to_another_site(cast, target):
    posted = sign_in("hejingcheng", next=target)["Location"]
    assert is_local(posted)
    client = cast.client("director")
    asked = client.get("/login/", {"next": target})  # who is signed in is sent on at once
    assert asked.status_code == 400 if "\0" in target else is_local(asked["Location"])
    assert is_local(client.post("/logout/", {"next": target})["Location"])


@pytest.mark.parametrize("target", PAYLOADS[::5])
def test_the_second_step_leads_nobody_to_another_site(cast, target):
    user = cast.users["director"]
    codes = SecondFactor.begin(user).confirm(by(user, MORNING))
    client = Client()
    assert sign_in("hejingcheng", client=client, next=target)["Location"] == "/login/code/"
    assert is_local(client.post("/login/code/", {"code": codes[0], "next": target})["Location"])


@pytest.mark.parametrize("target", LOCAL)
def test_a_page_of_ours_is_where_one_comes_back_to(cast, target):
    assert sign_in("hejingcheng", next=target)["Location"] == target
