"""Every address with the answer that each person gets by each method. An address missing here fails the suite.

The cells come from the URL resolver, never from a list of pages: what is not declared is not served.
"""

import hashlib
from datetime import date

import pytest
from django.apps import apps
from django.core import serializers
from django.db import transaction
from django.http import SimpleCookie
from django.test import Client
from django.urls import get_resolver

from tests.cast import ANONYMOUS, Cast
from tests.factories import begin_run, compute_run

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
SAFE = {"GET", "HEAD"}
EVERYBODY = "everybody"

READERS = ("director", "staff", "leader")
OUTSIDE = ("deputy", "liaison", "admin", "oversight", "stranger", "outsider")
TO_SIGN_IN = dict.fromkeys((ANONYMOUS, "disabled"), 302)


def seen_by(*names, otherwise=404):
    """200 for these, `otherwise` for the rest who are signed in; who is not is sent to sign in."""
    everybody = ("officer", "other_officer", *READERS, *OUTSIDE)
    return {**{name: 200 if name in names else otherwise for name in everybody}, **TO_SIGN_IN}


NOT_FOR_API = dict.fromkeys((ANONYMOUS, "disabled"), 403)
SHEET = seen_by("officer", *READERS)

#: name of the address → method → person → status; a method that is left out is refused to everybody with 405
TABLE = {
    "healthz": {"GET": {EVERYBODY: 200}},
    # a broker is no business of these tests: without one the site is up but not ready
    "readyz": {"GET": {EVERYBODY: (200, 503)}},
    "login": {
        "GET": {EVERYBODY: 302, ANONYMOUS: 200, "disabled": 200},
        "POST": {EVERYBODY: 302, ANONYMOUS: 200, "disabled": 200},
    },
    "logout": {"POST": {EVERYBODY: 302}},
    "home": {
        "GET": {EVERYBODY: 200, **dict.fromkeys(("officer", "other_officer", *READERS, "outsider"), 302), **TO_SIGN_IN}
    },
    "runs": {
        # an office of another district has its own list, in which nothing of this one stands
        "GET": seen_by(*READERS, "outsider"),
        "POST": {**seen_by(), "director": 302, "staff": 302, "leader": 403, "outsider": 422},
    },
    "own-sheets": {"GET": seen_by("officer", "other_officer")},
    "run": {"GET": seen_by(*READERS)},
    "sheet": {"GET": SHEET},
    "sheet-print": {"GET": SHEET},
    "api-sheets": {"GET": {**seen_by("officer", "other_officer", *READERS), **NOT_FOR_API}},
    "api-sheet": {"GET": {**SHEET, **NOT_FOR_API}},
}
#: what a POST needs to be accepted from those who may
FORMS = {"runs": {"scheme": "jiaozuo-officers", "year": "2021", "as_of": "2022-02-01"}}


def routes(patterns, prefix=""):
    """(name, path pattern) of every address the site answers."""
    for pattern in patterns:
        path = prefix + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from routes(pattern.url_patterns, path)
        else:
            yield pattern.name, path


ROUTES = dict(routes(get_resolver().url_patterns))


@pytest.fixture
def cast(db):
    return Cast()


@pytest.fixture
def run(cast):
    return compute_run(cast.district, as_of=date(2022, 3, 1))


def expected(name, method, person):
    by_method = TABLE[name]
    answers = by_method.get("GET" if method == "HEAD" else method)
    if answers is None:
        return _refused(name, person)
    found = answers.get(person, answers.get(EVERYBODY))
    return found if isinstance(found, tuple) else (found,)


def _refused(name, person):
    """405 for those who are signed in; others are stopped before the method is looked at, where a sign-in is asked."""
    if person in (ANONYMOUS, "disabled") and name not in ("login", "healthz", "readyz"):
        return (403,) if name.startswith("api-") else (302, 405)
    return (405,) if name != "login" else (302, 405)


def fingerprint():
    """A digest of every row of every table; sessions come and go by themselves."""
    rows = hashlib.sha256()
    for model in apps.get_models():
        if model._meta.label != "sessions.Session":
            rows.update(serializers.serialize("json", model._base_manager.order_by("pk")).encode())
    return rows.hexdigest()


def test_every_address_is_declared_and_every_declaration_has_an_address():
    assert set(ROUTES) == set(TABLE)


def test_every_person_has_an_answer_everywhere(cast):
    holes = [
        (name, method, person)
        for name, by_method in TABLE.items()
        for method, answers in by_method.items()
        for person in cast.names
        if person not in answers and EVERYBODY not in answers
    ]
    assert not holes


@pytest.mark.parametrize("name", TABLE)
def test_each_person_gets_the_declared_answer(cast, run, name):
    path = "/" + ROUTES[name].replace("<int:pk>", str(run.pk)).replace("<path:code>", "A01")
    sessions = {person: cast.client(person).cookies for person in cast.names}
    before, wrong = fingerprint(), {}
    for method in METHODS:
        for person, cookies in sessions.items():
            status = ask(cookies, method, path, _body(name, method))
            if status not in expected(name, method, person):
                wrong[method, person] = status
    assert not wrong
    assert fingerprint() == before, "a denied or a reading request changed rows"


def ask(cookies, method, path, body):
    """The status of one request; what an accepted one wrote is undone."""
    client = Client()
    client.cookies = SimpleCookie({key: morsel.value for key, morsel in cookies.items()})
    with transaction.atomic():
        status = client.generic(method, path, **body).status_code
        transaction.set_rollback(method not in SAFE and status in (200, 302))
    return status


def _body(name, method):
    if method != "POST" or name not in FORMS:
        return {}
    fields = "&".join(f"{key}={value}" for key, value in FORMS[name].items())
    return {"data": fields, "content_type": "application/x-www-form-urlencoded"}


def test_a_run_under_way_is_seen_by_its_readers_alone(cast):
    path = f"/assessment/runs/{begin_run(cast.district).pk}/"
    got = {person: cast.client(person).get(path).status_code for person in cast.names}
    assert got == seen_by(*READERS)


def test_another_officers_sheet_looks_as_if_it_did_not_exist(cast, run):
    client = cast.client("officer")
    other = client.get(f"/assessment/runs/{run.pk}/sheets/A02/")
    missing = client.get(f"/assessment/runs/{run.pk}/sheets/A99/")
    assert (other.status_code, other.content) == (missing.status_code, missing.content)
