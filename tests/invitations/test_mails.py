"""Mails bring each firm its own link, at most once, while the round is open; what went wrong is told."""

import smtplib
from datetime import timedelta

import pytest
from django.core import mail

from enterprises.models import Enterprise
from officers.models import LogEntry, ReminderChoice
from officers.models.outgoing import SILENCE
from officers.notify import A_ROUND
from surveys import letters, links
from surveys.answer import submit
from surveys.invite import reissue
from surveys.models import Letter
from tests.pages.reading import text_of
from tests.reminders.test_email import Refusing
from tests.surveys.rounds import AFTER, OPENS, footprint, reply_to


def clock(desk, minutes=0):
    return lambda: desk.now + timedelta(minutes=minutes)


@pytest.fixture
def waiting(desk, by_mail):
    """A mail to the officer's own enterprise that waits to be sent."""
    by_mail(desk.cast.enterprise)
    assert desk.post("hand-out/mails/", shown=1).status_code == 302
    return Letter.objects.get()


def standing(letter):
    letter.refresh_from_db()
    return letter.state, letter.problem


def test_the_mail_brings_the_link_and_marks_it_as_delivered(desk, waiting):
    assert letters.deliver(clock(desk)) == 1
    [sent] = mail.outbox
    assert (sent.to, sent.from_email) == (["firm0@firm.example"], "office@office.example")
    assert f"\n{links.address(desk.firm)}\n" in sent.body
    assert links.address(desk.firm).startswith("https://office.example/s/")
    for said in ("沁渊精铸有限公司：", "12月15日截止", "首席服务官看不到您的答卷", "0391-8880000"):
        assert said in sent.body
    assert (desk.firm.state, desk.firm.delivered_by, desk.firm.delivered_at) == ("delivered", "email", desk.now)
    assert standing(waiting) == ("sent", "")


def test_the_mail_is_plain_and_tracks_nobody(desk, waiting):
    letters.deliver(clock(desk))
    source = mail.outbox[0].message().as_string()
    assert "text/html" not in source
    assert mail.outbox[0].body.count("http") == 1
    assert not mail.outbox[0].attachments


def test_sent_once_however_often_it_is_looked_for(desk, waiting):
    for _ in range(5):
        letters.deliver(clock(desk, 30))
    assert len(mail.outbox) == 1


def test_pressed_twice_one_mail_is_queued(desk, waiting):
    assert desk.post("hand-out/mails/", shown=1).status_code == 409
    assert Letter.objects.count() == 1
    assert LogEntry.objects.filter(action="发邀请邮件").count() == 1


def test_more_firms_than_the_button_spoke_of_are_not_written_to(desk, by_mail):
    by_mail(desk.cast.enterprise, desk.cast.other_enterprise)
    answer = desk.post("hand-out/mails/", shown=1)
    assert answer.status_code == 409
    assert "现在是2家" in text_of(answer)
    assert not Letter.objects.exists()


def test_neither_link_nor_address_stands_in_the_row_or_the_log(desk, waiting):
    letters.deliver(clock(desk))
    waiting.refresh_from_db()
    kept = f"{vars(waiting)} {[vars(entry) for entry in LogEntry.objects.all()]}"
    assert links.token(desk.firm) not in kept
    assert "firm0@" not in kept


def test_a_claimed_mail_is_left_alone_and_after_a_death_never_sent_again(desk, waiting):
    assert waiting.claim(desk.now)
    minutes = SILENCE.total_seconds() / 60
    letters.deliver(clock(desk, minutes))
    assert standing(waiting)[0] == "sending"
    letters.deliver(clock(desk, minutes + 1))
    assert standing(waiting) == ("unknown", "发送中断，可能已经发出，不再重发")
    assert not mail.outbox
    assert desk.firm.state == "undelivered"
    assert desk.post("hand-out/mails/", shown=1).status_code == 409  # nor by another press


@pytest.mark.parametrize(
    ("happens", "problem"),
    [
        (lambda desk: submit(desk.firm, reply_to(desk.survey), footprint(), desk.actor), "企业已提交"),
        (lambda desk: reissue(desk.firm, desk.actor, "换"), "链接已更换"),
        (lambda desk: desk.firm.withdraw(desk.actor, "迁出"), "邀请已撤回"),
        (lambda desk: desk.arrive(AFTER), "调查已截止"),
        (lambda desk: Enterprise.objects.update(email=""), "企业没有邮箱，或邮箱是系统内人员的"),
        (
            lambda desk: ReminderChoice.objects.create(person=desk.cast.users["officer"], email="Firm0@firm.example"),
            "企业没有邮箱，或邮箱是系统内人员的",
        ),
    ],
)
def test_what_is_not_to_be_sent_any_more_is_dropped(desk, waiting, happens, problem):
    happens(desk)
    assert letters.deliver(clock(desk)) == 0
    assert not mail.outbox
    assert standing(waiting) == ("dropped", problem)


def test_a_new_link_is_mailed_anew(desk, waiting):
    letters.deliver(clock(desk))
    reissue(desk.firm, desk.actor, "邮箱有人代收")
    assert desk.post("hand-out/mails/", shown=1).status_code == 302
    letters.deliver(clock(desk))
    first, second = mail.outbox
    assert links.address(desk.firm) in second.body
    assert links.address(desk.firm) not in first.body


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        (smtplib.SMTPRecipientsRefused({"firm0@firm.example": (550, b"no such user")}), "failed"),
        (smtplib.SMTPDataError(554, b"rejected"), "failed"),
        (smtplib.SMTPDataError(451, b"try again"), "waiting"),
        (smtplib.SMTPServerDisconnected("gone"), "unknown"),
        (TimeoutError(), "unknown"),
        (ValueError("a fault of ours"), "unknown"),
    ],
)
def test_each_answer_of_the_server_is_judged(desk, waiting, settings, monkeypatch, answer, state):
    settings.EMAIL_BACKEND = f"{Refusing.__module__}.Refusing"
    monkeypatch.setattr(Refusing, "answer", answer, raising=False)
    letters.deliver(clock(desk))
    assert standing(waiting)[0] == state
    assert desk.firm.state == "undelivered"


def test_what_certainly_did_not_leave_may_be_sent_by_another_press(desk, waiting):
    Letter.objects.update(state="failed", problem="邮件服务器不接受这个收件地址")
    assert "未发出" in text_of(desk.get("hand-out/"))
    assert "不接受这个收件地址" in text_of(desk.get(mail="failed"))
    assert desk.post("hand-out/mails/", shown=1).status_code == 302
    assert sorted(Letter.objects.values_list("number", flat=True)) == [1, 2]


def test_before_the_round_opens_nobody_is_written_to(desk, by_mail):
    by_mail(desk.cast.enterprise)
    desk.arrive(OPENS - timedelta(hours=1))
    assert desk.post("hand-out/mails/", shown=1).status_code == 409
    assert not Letter.objects.exists()


def test_a_site_without_a_mail_server_says_so(desk, by_mail, settings):
    by_mail(desk.cast.enterprise)
    settings.EMAIL_HOST = ""
    assert "没有设置邮件服务器" in text_of(desk.get("hand-out/"))
    assert desk.post("hand-out/mails/", shown=1).status_code == 409
    assert not Letter.objects.exists()


def test_a_mail_that_left_with_a_link_replaced_meanwhile_delivers_nothing(desk, waiting, settings, monkeypatch):
    def reissue_and_send(letter):
        reissue(desk.firm, desk.actor, "正在这时换了")
        return genuine(letter)

    genuine = letters._mail
    monkeypatch.setattr(letters, "_mail", reissue_and_send)
    letters.deliver(clock(desk))
    assert desk.firm.state == "undelivered"
    assert standing(waiting)[0] == "sent"


def test_a_server_that_lets_everybody_wait_ends_the_round_and_the_next_goes_on(desk, by_mail):
    by_mail(desk.cast.enterprise, desk.cast.other_enterprise)
    assert desk.post("hand-out/mails/", shown=2).status_code == 302

    def slow():
        """Each mail takes longer than a round."""
        return desk.now + len(mail.outbox) * (A_ROUND + timedelta(seconds=1))

    assert [letters.deliver(slow), letters.deliver(slow), letters.deliver(slow)] == [1, 1, 0]
