"""T16: unknown, replaced and withdrawn links are answered alike, and only they are counted."""

import time

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from surveys import links
from surveys.invite import reissue
from surveys.models import Invitation
from surveys.tries import MOST_TRIES, WINDOW_SECONDS
from tests.surveys.rounds import DURING, OFFICE, make_round

KINDS = ("unknown", "guessed", "replaced", "withdrawn", "never published")


@pytest.fixture
def dead(cast, survey):
    """A link of each kind that leads nowhere."""
    replaced, withdrawn = survey.invitations.all()
    former = links.token(replaced)
    reissue(replaced, OFFICE, "链接发错了人")
    Invitation.objects.filter(pk=withdrawn.pk).update(withdrawn_at=OFFICE.at, withdrawn_reason="企业已迁出")
    draft = make_round(cast.district, name="下一轮")
    early = Invitation.objects.create(district=cast.district, survey=draft, enterprise=cast.enterprise, place=1)
    mac = former.partition("-")[2]
    dead = [f"{10**9}-{mac}", f"{replaced.pk}-{mac[::-1]}", former, links.token(withdrawn), links.token(early)]
    return dict(zip(KINDS, dead, strict=True))


def ask(token, phone=None, way="get", rest=""):
    return getattr(phone or Client(), way)(f"/s/{token}/{rest}")


@pytest.mark.parametrize(("way", "rest"), [("get", ""), ("post", ""), ("get", "answers/"), ("post", "answers/")])
def test_they_are_answered_with_the_same_bytes(dead, way, rest):
    answers = [ask(token, way=way, rest=rest) for token in dead.values()]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    assert len({str(sorted(answer.headers.items())) for answer in answers}) == 1
    assert "这个链接打不开" in answers[0].content.decode()


@pytest.mark.parametrize("number", ["0" * 19 + "1" + "9" * 60, "1" + "0" * 5000, "9223372036854775808", "٣", "-"])
def test_a_number_that_is_none_is_answered_like_them(cast, number):
    assert ask(f"{number}-x").status_code == 404


def test_they_cost_the_same(dead):
    asked = {}
    for kind, token in dead.items():
        with CaptureQueriesContext(connection) as queries:
            ask(token)
        asked[kind] = len(queries)
    assert set(asked.values()) == {1}


def test_they_take_the_same_time(dead):
    """The fastest of many, taken by turns: what else the machine does slows all of them alike."""
    fastest = dict.fromkeys(dead, 1.0)
    for _ in range(150):
        for kind, token in dead.items():
            began = time.perf_counter()
            links.find(token)
            fastest[kind] = min(fastest[kind], time.perf_counter() - began)
    there = [seconds for kind, seconds in fastest.items() if kind != "unknown"]
    assert max(there) < 1.5 * min(there)
    # a number that was never given out need not be hidden: the numbers run on from 1
    assert max(fastest.values()) < 3 * min(fastest.values())


def test_a_prober_is_told_to_stop_and_the_others_at_its_address_are_not(dead, firm_of_other):
    phone = Client()
    answers = [ask(f"{number}-{'x' * 32}", phone) for number in range(MOST_TRIES + 1)]
    assert [answer.status_code for answer in answers] == [404] * MOST_TRIES + [429]
    assert answers[-1].content == answers[0].content
    assert answers[-1]["Retry-After"] == str(WINDOW_SECONDS)
    for _ in range(MOST_TRIES + 5):
        assert firm_of_other.open().status_code == 200
    assert Client(REMOTE_ADDR="10.9.9.9").get("/s/1-x/").status_code == 404


def test_after_a_while_a_prober_is_heard_again(dead, clock):
    phone = Client()
    for number in range(MOST_TRIES + 1):
        ask(f"{number}-x", phone)
    clock.now = DURING.replace(hour=15)
    assert ask("1-x", phone).status_code == 404


@pytest.fixture
def firm_of_other(cast):
    from tests.answering.conftest import Firm
    from tests.surveys.rounds import published

    return Firm(published(cast.district, name="又一轮"), cast.other_enterprise)
