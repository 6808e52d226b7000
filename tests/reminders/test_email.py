"""Reminders by e-mail: one grouped message, never sent again once it may have left."""

import smtplib
import socket
from datetime import date, timedelta

import pytest
from django.core import mail

from officers import notify
from officers.models import Delivery, ReminderChoice
from officers.models.outgoing import MAX_SENDS, SILENCE
from tests.factories import at

DAY = at(2021, 4, 1, 9)


def clock(minutes=0):
    return lambda: DAY + timedelta(minutes=minutes)


@pytest.fixture
def waiting(cast, by_mail):
    """A message of two reminders that waits to be sent."""
    person = cast.users["officer"].pk
    owed = [
        notify.Owed(person, "week", "week 1", date(2021, 4, 4), "本周还有1家未走访：<b>沁渊</b>", "runs"),
        notify.Owed(person, "ledger_2", "ledger 1", date(2021, 4, 6), "3月工作台账还没有上报", "no-such-page"),
    ]
    notify.remind(cast.district, owed, DAY)
    return Delivery.objects.get()


def standing(delivery):
    delivery.refresh_from_db()
    return delivery.state, delivery.problem


def test_one_mail_tells_everything_with_links_to_the_site(waiting):
    assert notify.deliver(clock()) == 1
    [sent] = mail.outbox
    assert (sent.to, sent.from_email) == (["lin@office.example"], "office@office.example")
    assert sent.subject == "首席服务官提醒：4月1日，2件"
    assert "1. 本周还有1家未走访：<b>沁渊</b>\n   https://office.example/assessment/\n2. 3月工作台账" in sent.body
    assert standing(waiting) == ("sent", "")


def test_sent_once_however_often_it_is_looked_for(waiting):
    for _ in range(10):
        notify.deliver(clock(30))
    assert len(mail.outbox) == 1


def test_a_message_that_another_worker_has_claimed_is_left_alone(waiting):
    assert waiting.claim(DAY)
    assert not Delivery.objects.get().claim(DAY)
    assert notify.deliver(clock()) == 0
    assert not mail.outbox


def test_after_a_worker_died_between_claim_and_mark_it_is_told_and_not_sent_again(waiting):
    assert waiting.claim(DAY)
    minutes = SILENCE.total_seconds() / 60
    notify.deliver(clock(minutes))
    assert standing(waiting)[0] == "sending"
    notify.deliver(clock(minutes + 1))
    assert standing(waiting) == ("unknown", "发送中断，可能已经发出，不再重发")
    notify.deliver(clock(minutes + 99))
    assert not mail.outbox


def test_who_comes_back_after_it_was_judged_changes_nothing(waiting):
    waiting.claim(DAY)
    notify.deliver(clock(SILENCE.total_seconds() / 60 + 1))
    assert not waiting.end("sent")
    assert standing(waiting)[0] == "unknown"


def test_what_is_not_wanted_any_more_is_not_sent(waiting):
    ReminderChoice.objects.update(email_rules=[])
    assert notify.deliver(clock()) == 0
    assert standing(waiting) == ("dropped", "")


def test_who_lost_the_role_meanwhile_is_sent_nothing(cast, waiting):
    cast.users["officer"].grants.update(stopped_at=DAY)
    assert notify.deliver(clock()) == 0
    assert standing(waiting) == ("dropped", "")
    assert not mail.outbox


def test_a_message_of_yesterday_is_not_sent_today(waiting):
    assert notify.deliver(clock(15 * 60)) == 0
    assert standing(waiting) == ("failed", "当天没有送出，过后不再补发")


def test_a_server_that_is_away_is_tried_again_later_a_bounded_number_of_times(waiting, settings):
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))  # and does not listen
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = nobody.getsockname()
        notify.deliver(clock())
        assert standing(waiting) == ("waiting", "邮件服务器连接不上或拒绝登录")
        assert not Delivery.objects.to_send(DAY + timedelta(minutes=1)).exists()
        for attempt in range(MAX_SENDS):
            notify.deliver(clock(60 * (attempt + 1)))
        assert standing(waiting)[0] == "failed"
        assert waiting.attempts == MAX_SENDS


class Refusing:
    """A mail backend's connection that answers as a server may."""

    answer: Exception

    def __init__(self, **_):
        pass

    def open(self):
        pass

    def close(self):
        pass

    def send_messages(self, messages):
        raise self.answer


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        (smtplib.SMTPRecipientsRefused({"lin@office.example": (550, b"no such user")}), "failed"),
        (smtplib.SMTPDataError(554, b"rejected"), "failed"),
        (smtplib.SMTPDataError(451, b"try again"), "waiting"),
        (smtplib.SMTPServerDisconnected("gone"), "unknown"),
        (TimeoutError(), "unknown"),
        (ValueError("a fault of ours"), "unknown"),
    ],
)
def test_each_answer_of_the_server_is_judged(waiting, settings, monkeypatch, caplog, answer, state):
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    monkeypatch.setattr(Refusing, "answer", answer, raising=False)
    notify.deliver(clock())
    assert standing(waiting)[0] == state
    assert "lin@office.example" not in caplog.text


def test_a_server_that_lets_everybody_wait_ends_the_round_and_the_next_goes_on(cast, by_mail):
    other = cast.users["other_officer"]
    ReminderChoice.objects.create(person=other, email="su@office.example")
    people = (by_mail.person_id, other.pk)
    owed = [notify.Owed(person, "week", "week 1", date(2021, 4, 4), "本周还有1家未走访") for person in people]
    notify.remind(cast.district, owed, DAY)

    def slow():
        """Each mail takes longer than a round."""
        return DAY + len(mail.outbox) * (notify.A_ROUND + timedelta(seconds=1))

    assert [notify.deliver(slow), notify.deliver(slow), notify.deliver(slow)] == [1, 1, 0]
    assert {to for sent in mail.outbox for to in sent.to} == {"lin@office.example", "su@office.example"}
