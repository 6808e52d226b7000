"""Every answer, also an error, forbids what a page of ours never needs."""

import pytest

from tests.factories import PASSWORD, make_user


@pytest.mark.parametrize("path", ["/healthz", "/there-is-no-such-page"])
def test_scripts_frames_and_forms_of_others_are_forbidden(client, db, path):
    headers = client.get(path).headers
    policy = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'self'"
    assert policy["object-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"


def test_no_script_reads_a_cookie_and_no_other_site_sends_one(client, db):
    make_user("someone")
    client.get("/login/")
    client.post("/login/", {"username": "someone", "password": PASSWORD})
    cookies = {name: client.cookies[name] for name in ("session", "csrf")}
    assert all(cookie["httponly"] and cookie["samesite"] == "Lax" for cookie in cookies.values())
