"""Every address with the answer that each person gets by each method. An address missing here fails the suite.

The cells come from the URL resolver, never from a list of pages: what is not declared is not served.
"""

import hashlib
from urllib.parse import urlencode

import pytest
from django.apps import apps
from django.core import serializers
from django.db import transaction
from django.http import SimpleCookie
from django.test import Client

from tests.cast import ANONYMOUS, Cast
from tests.factories import begin_run

from . import assessment
from .answers import EVERYBODY, READERS, seen_by
from .table import PARTS, ROUTES, TABLE, path_to

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
SAFE = {"GET", "HEAD"}


@pytest.fixture
def cast(db):
    return Cast().with_bystander()


def expected(name, method, person):
    address = TABLE[name]
    answers = address.answers.get("GET" if method == "HEAD" else method)
    if answers is None:
        return _refused(name, person)
    found = answers.get(person, answers.get(EVERYBODY))
    return found if isinstance(found, tuple) else (found,)


def _refused(name, person):
    """405 for those who are signed in; others are stopped before the method is looked at, where a sign-in is asked."""
    if person in (ANONYMOUS, "disabled") and not TABLE[name].public:
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


def test_no_address_is_declared_twice():
    assert sum(len(part.TABLE) for part in PARTS) == len(TABLE)


def test_every_person_has_an_answer_everywhere(cast):
    holes = [
        (name, method, person)
        for name, address in TABLE.items()
        for method, answers in address.answers.items()
        for person in cast.names
        if person not in answers and EVERYBODY not in answers
    ]
    assert not holes


@pytest.mark.parametrize("name", TABLE)
def test_each_person_gets_the_declared_answer(cast, name):
    address = TABLE[name]
    path = path_to(name, cast)
    body = {"data": urlencode(address.form(cast), doseq=True)} if address.form else {}
    sessions = {person: cast.client(person).cookies for person in cast.names}
    before, wrong = fingerprint(), {}
    for method in METHODS:
        for person, cookies in sessions.items():
            status = ask(cookies, method, path, body if method == "POST" else {})
            if status not in expected(name, method, person):
                wrong[method, person] = status
    assert not wrong
    assert fingerprint() == before, "a denied or a reading request changed rows"


def ask(cookies, method, path, body):
    """The status of one request; what an accepted one wrote is undone. Who is sent to sign in was not accepted."""
    client = Client()
    client.cookies = SimpleCookie({key: morsel.value for key, morsel in cookies.items()})
    with transaction.atomic():
        answer = client.generic(method, path, content_type="application/x-www-form-urlencoded", **body)
        done = answer.status_code in (200, 302, 303) and not answer.get("Location", "").startswith("/login/?")
        transaction.set_rollback(method not in SAFE and done)
    return answer.status_code


def test_a_run_under_way_is_seen_by_its_readers_alone(cast):
    path = f"/assessment/runs/{begin_run(cast.district).pk}/"
    got = {person: cast.client(person).get(path).status_code for person in cast.names}
    assert got == seen_by(*READERS)


def test_another_officers_sheet_looks_as_if_it_did_not_exist(cast):
    run = assessment.run(cast)
    client = cast.client("officer")
    other = client.get(f"/assessment/runs/{run.pk}/sheets/A02/")
    missing = client.get(f"/assessment/runs/{run.pk}/sheets/A99/")
    assert (other.status_code, other.content) == (missing.status_code, missing.content)
