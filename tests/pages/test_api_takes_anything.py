"""T36: whatever is asked of the JSON interface, the answer is a document or a refusal, and nothing is written."""

import json
from urllib.parse import quote

import pytest
from django.contrib.sessions.models import Session
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.security.hostile import ALL

from .test_api import SHEET_KEYS

QUICK, LONG = 200, 2_000
#: what people and programs write where a number belongs, a text, or nothing at all
VALUES = st.one_of(
    st.sampled_from(ALL),
    st.integers(-(10**40), 10**40).map(str),
    st.integers(0, 300).map(str),
    st.floats().map(str),
    st.text(max_size=200),
    st.binary(max_size=60).map(lambda data: data.decode("latin-1")),
    st.lists(st.integers(), max_size=3).map(json.dumps),
)
NAMES = st.one_of(
    st.sampled_from(("limit", "offset", "format", "page", "code", "run", "limit[]")), st.text(max_size=12)
)
QUERIES = st.lists(st.tuples(NAMES, VALUES), max_size=5)


def mostly(usual, *others):
    """Two of three times the usual: `one_of` takes equal choices for one, however often they are named."""
    return st.integers(0, 2).flatmap(lambda dice: st.one_of(*others) if dice == 0 else st.just(usual))


#: most cases are of the run that there is: what is elsewhere ends with 404
RUNS = mostly("{run}", st.integers(0, 10**25).map(str), VALUES)
CODES = mostly(None, st.sampled_from(("A01", "A02", "A99")), VALUES)
ODD_HEADERS = st.dictionaries(
    st.sampled_from(("Accept", "Content-Type", "Accept-Language", "X-Requested-With", "Range", "If-None-Match")),
    st.one_of(st.sampled_from(("application/json", "text/html", "*/*", "image/png;q=nan", "bytes=0-")), st.text(
        alphabet=st.characters(min_codepoint=32, max_codepoint=126), max_size=60)),
    max_size=3,
)  # fmt: skip
HEADERS = mostly({}, ODD_HEADERS)
METHODS = st.sampled_from(("GET", "GET", "GET", "GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE"))
BODIES = st.one_of(st.just(b""), st.binary(max_size=300), st.just(b"[" * 10_000), st.just(b'{"a":' * 5_000 + b"1"))
PEOPLE = st.sampled_from(("director", "staff", "leader", "officer", "other_officer", "admin", "stranger"))
CASES = st.tuples(PEOPLE, METHODS, RUNS, CODES, QUERIES, HEADERS, BODIES)


def examples(count):
    return settings(
        max_examples=count, deadline=None, derandomize=True, phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip


@pytest.fixture
def ask(scene):
    """Sends one case; the answer is looked at as far as every case must hold."""
    clients, counts = {}, {}

    def send(person, method, run, code, query, headers, body):
        if person not in clients:
            clients[person] = scene.cast.client(person, raise_request_exception=False)
            clients[person].get("/me/")
        path = f"/api/runs/{run.replace('{run}', str(scene.run.pk))}/sheets/" + (f"{code}/" if code is not None else "")
        answer = clients[person].generic(
            method, _quoted(path), body, query_params=query, headers=headers, content_type="application/json"
        )
        counts[answer.status_code] = counts.get(answer.status_code, 0) + 1
        assert answer.status_code < 500, (person, method, path, query, headers)
        assert answer.status_code in {200, 301, 302, 400, 404, 405, 406, 415}, (answer.status_code, path)
        if answer.status_code == 200 and method == "GET":
            document = answer.json()
            assert len(document["sheets"]) <= 2
            assert all(set(sheet) == SHEET_KEYS for sheet in document["sheets"])
            if person in ("officer", "other_officer"):
                assert len({sheet["subject"]["code"] for sheet in document["sheets"]}) <= 1

    return send, counts


def _quoted(path):
    """The path as a browser sends it: the address line takes no such letters as they are."""
    return quote(path.encode("utf-8", "surrogatepass"), safe="/%")


def run(ask, scene, count):
    send, counts = ask

    @examples(count)
    @given(CASES)
    def cases(case):
        send(*case)

    rows = (scene.run.sheets.count(), Session.objects.count())
    cases()
    assert sum(counts.values()) >= count
    assert counts[200] > count / 20
    assert counts[404] > count / 20
    assert scene.run.sheets.count() == rows[0]


def test_200_cases(ask, scene):
    run(ask, scene, QUICK)


@pytest.mark.long
def test_2000_cases(ask, scene):
    run(ask, scene, LONG)
