"""Two at the same moment: of an answer and an act on its invitation one comes first, and the other is told."""

import pytest
from django.core.exceptions import ValidationError

from enterprises.models import Enterprise
from officers.models import LogEntry, StaleRecord
from surveys import hand_out, letters, patience, remind
from surveys.answer import NotTaken, submit
from surveys.invite import reissue
from surveys.models import Invitation, Letter, Response
from tests.cast import Cast
from tests.racing import at_once
from tests.surveys.rounds import footprint, reply_to

from .conftest import Desk

pytestmark = pytest.mark.django_db(transaction=True)
REFUSALS = (ValidationError, NotTaken, StaleRecord, patience.Changed)


@pytest.fixture
def desk(monkeypatch):
    return Desk(Cast(), monkeypatch)


def race(*acts):
    """Do all at one moment; the names of those that were done."""
    waiting = list(acts)

    def one():
        act = waiting.pop()
        try:
            act()
        except REFUSALS:
            return ""
        return act.__name__

    return sorted(filter(None, at_once(one, len(acts))))


def answer(desk):
    held = Invitation.objects.select_related("survey").get(pk=desk.firm.pk)
    reply = reply_to(desk.survey)

    def answers():
        submit(held, reply, footprint(), desk.actor)

    return answers


def test_of_an_answer_and_a_new_link_one_is_done(desk):
    for _ in range(4):
        held, actor = desk.firm, desk.actor
        before = held.generation

        def replaces(held=held, actor=actor):
            reissue(held, actor, "换")

        done = race(answer(desk), replaces)
        assert len(done) == 1
        firm = desk.firm
        assert firm.submitted is (done == ["answers"]) is Response.objects.exists()
        assert firm.generation == before + (done == ["replaces"])
        if firm.submitted:
            return


def test_of_an_answer_and_a_withdrawal_one_is_done(desk):
    held, actor = desk.firm, desk.actor

    def withdraws():
        held.withdraw(actor, "迁出")

    done = race(answer(desk), withdraws)
    assert len(done) == 1
    assert (desk.firm.submitted, desk.firm.withdrawn_at is not None) == (done == ["answers"], done == ["withdraws"])


def test_an_answer_is_never_lost_to_a_mark(desk):
    held, actor = desk.firm, desk.actor

    def marks():
        held.mark_delivered(actor, "paper")

    done = race(answer(desk), marks)
    assert "answers" in done
    assert desk.firm.submitted
    assert Response.objects.count() == 1


def test_of_many_new_links_one_is_made(desk):
    held, actor = [desk.firm for _ in range(6)], desk.actor

    def replaces():
        reissue(held.pop(), actor, "换")

    assert race(*[replaces] * 6) == ["replaces"]
    assert desk.firm.generation == 2
    assert LogEntry.objects.filter(action="更换调查链接").count() == 1


def test_a_batch_is_marked_once(desk):
    rows = list(hand_out.listed(desk.survey.invitations.all()))
    made, actor = hand_out.hand_out(desk.survey, rows, "slips", desk.actor), desk.actor

    def marks():
        hand_out.mark_delivered(made, actor)

    assert race(*[marks] * 6) == ["marks"]
    assert LogEntry.objects.filter(action="标记一批链接已送达").count() == 1


@pytest.mark.parametrize("way", ["mail", "list", "both"])
def test_of_many_presses_one_reminds(desk, by_mail, way):
    by_mail(desk.cast.enterprise, desk.cast.other_enterprise)
    Enterprise.objects.update(phone="0391-5550001")
    desk.deliver_all()
    survey, actor = desk.survey, desk.actor

    def mails():
        remind.by_mail(survey, actor, 2)

    def lists():
        remind.by_list(survey, actor, 2)

    acts = {"mail": [mails] * 6, "list": [lists] * 6, "both": [mails, lists] * 3}[way]
    assert len(race(*acts)) == 1
    letters.deliver(lambda: desk.now)
    assert {each.reminders for each in survey.invitations.all()} == {1}


def test_of_many_presses_one_invites(desk, by_mail):
    by_mail(desk.cast.enterprise, desk.cast.other_enterprise)
    survey, actor = desk.survey, desk.actor

    def mails():
        letters.invite(survey, actor, 2)

    assert race(*[mails] * 6) == ["mails"]
    assert Letter.objects.count() == 2


def test_of_many_senders_one_sends(desk, by_mail):
    from django.core import mail

    by_mail(desk.cast.enterprise)
    letters.invite(desk.survey, desk.actor, 1)
    moment = desk.now
    assert sum(at_once(lambda: letters.deliver(lambda: moment), 6)) == 1
    assert len(mail.outbox) == 1
