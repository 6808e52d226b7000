"""Who has not answered is reminded twice at most, days apart, on working days while the round is open, once a press."""

from datetime import timedelta

import pytest
from django.core import mail

from enterprises.models import Enterprise
from officers.models import LogEntry, Officer, WorkDay
from surveys import letters
from surveys.answer import submit
from surveys.invite import reissue
from surveys.models import Handout, Letter
from tests.factories import at
from tests.invitations.test_handing_out import book
from tests.pages.reading import text_of
from tests.reminders.test_email import Refusing
from tests.surveys.rounds import AFTER, OPENS, footprint, reply_to

#: a Thursday; the round is open from 1 to 15 December 2021
THURSDAY = at(2021, 12, 2, 14)


@pytest.fixture
def desk(desk, by_mail):
    """Both firms have their links, an address and a telephone."""
    by_mail(desk.cast.enterprise, desk.cast.other_enterprise)
    Enterprise.objects.update(phone="0391-5550001")
    desk.arrive(THURSDAY)
    desk.deliver_all()
    return desk


def press(desk, how="", shown=2):
    return desk.post(f"remind/{how}", shown=shown)


def reminded(desk):
    return [(row.reminders, row.reminded_at) for row in desk.survey.invitations.all()]


def send(desk):
    return letters.deliver(lambda: desk.now)


def test_the_list_counts_at_once_and_the_mail_when_it_leaves(desk):
    assert press(desk).status_code == 302
    assert reminded(desk) == [(0, None), (0, None)]
    assert send(desk) == 2
    assert reminded(desk) == [(1, THURSDAY)] * 2
    assert "再次请您评一评" in mail.outbox[0].subject
    assert "还没有收到贵企业的答卷" in mail.outbox[0].body
    desk.arrive(at(2021, 12, 6))
    rows = book(press(desk, "list/"))
    assert "还没有收到贵企业的答卷" in rows[0]["短信内容"]
    assert reminded(desk) == [(2, desk.now)] * 2


@pytest.mark.parametrize("how", ["", "list/"])
def test_a_press_repeated_reminds_once(desk, how):
    assert press(desk, how).status_code in (200, 302)
    assert press(desk, how).status_code == 409
    send(desk)
    assert [count for count, _ in reminded(desk)] == [1, 1]
    assert len(mail.outbox) == (0 if how else 2)


@pytest.mark.parametrize(
    ("moment", "status"), [(at(2021, 12, 2, 23, 59), 200), (at(2021, 12, 3), 409), (at(2021, 12, 10, 14), 409)]
)
def test_a_list_is_fetched_again_on_its_own_day_alone(desk, moment, status):
    press(desk, "list/")
    again = desk.arrive(moment).post(f"hand-out/{Handout.objects.get().pk}/")
    assert again.status_code == status
    assert status == 200 or "只能在当天再次下载" in text_of(again)
    assert LogEntry.objects.filter(action__startswith="再次发放").exists() == (status == 200)


def test_a_telephone_of_the_staff_is_neither_listed_nor_counted(desk):
    Officer.objects.filter(pk=desk.cast.officer.pk).update(phone="13800000101")
    Enterprise.objects.filter(pk=desk.cast.enterprise.pk).update(phone="13800000101", email="")
    outlook = desk.get("remind/").context["outlook"]
    assert (outlook.by_mail, outlook.by_list, outlook.by_none) == (1, 1, 1)
    assert [row["企业"] for row in book(press(desk, "list/", shown=1))] == ["禾岫食品有限公司"]
    assert (desk.firm.reminders, desk.other.reminders) == (0, 1)


def test_mail_and_list_do_not_both_remind(desk):
    press(desk)
    assert press(desk, "list/").status_code == 409
    send(desk)
    assert press(desk, "list/").status_code == 409
    assert [count for count, _ in reminded(desk)] == [1, 1]


def test_a_mail_that_a_list_has_overtaken_is_not_sent(desk):
    press(desk)
    desk.survey.invitations.update(reminders=1, reminded_at=desk.now)
    assert send(desk) == 0
    assert {letter.problem for letter in Letter.objects.all()} == {"刚刚提醒过，或已提醒满次数"}


@pytest.mark.parametrize(("day", "status"), [(at(2021, 12, 3), 409), (at(2021, 12, 6, 9), 302)])
def test_two_reminders_are_three_days_apart(desk, day, status):
    press(desk, "list/")
    assert press(desk.arrive(day)).status_code == status


@pytest.mark.parametrize(("days", "eligible"), [(2, 0), (3, 2)])
def test_the_three_days_are_counted_as_days(desk, days, eligible):
    desk.survey.invitations.update(reminders=1, reminded_at=THURSDAY.replace(hour=23))
    day = THURSDAY.replace(hour=0) + timedelta(days=days)
    assert desk.survey.invitations.remindable(day).count() == eligible


def test_no_third_reminder(desk):
    desk.survey.invitations.update(reminders=2, reminded_at=OPENS - timedelta(days=9))
    assert press(desk, "list/").status_code == 409
    assert "本轮已提醒2次" in text_of(desk.get("remind/"))


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (at(2021, 12, 4), "今天不是工作日"), (AFTER, "调查已经截止"), (OPENS - timedelta(minutes=1), "还没有开始"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("how", ["", "list/"])
def test_outside_working_days_of_the_round_nobody_is_reminded(desk, how, moment, said):
    answer = press(desk.arrive(moment), how)
    assert answer.status_code == 409
    assert said in text_of(answer)
    send(desk)
    assert [count for count, _ in reminded(desk)] == [0, 0]
    assert not Letter.objects.exists()
    assert not Handout.objects.exists()


def test_the_districts_own_holidays_count(desk):
    WorkDay.objects.create(district=desk.cast.district, day=THURSDAY.date(), is_workday=False, note="停工")
    assert press(desk).status_code == 409


def test_before_nine_and_on_holidays_mails_wait(desk):
    desk.arrive(at(2021, 12, 3, 7))
    press(desk)
    assert send(desk) == 0
    WorkDay.objects.create(district=desk.cast.district, day=at(2021, 12, 3).date(), is_workday=False, note="停工")
    assert send(desk.arrive(at(2021, 12, 3, 9))) == 0
    assert send(desk.arrive(at(2021, 12, 5, 12))) == 0  # a Sunday
    assert send(desk.arrive(at(2021, 12, 6, 8, 59))) == 0
    assert send(desk.arrive(at(2021, 12, 6, 9))) == 2


def test_only_who_was_reached_and_has_not_answered_is_reminded(desk):
    submit(desk.firm, reply_to(desk.survey), footprint(), desk.actor)
    reissue(desk.other, desk.actor, "换")
    page = text_of(desk.get("remind/"))
    assert "已提交 1家" in page
    assert "还没有送达，先发链接 1家" in page
    assert press(desk).status_code == 409
    assert press(desk, "list/").status_code == 409


def test_who_answers_before_the_mail_leaves_is_not_reminded(desk):
    press(desk)
    submit(desk.firm, reply_to(desk.survey), footprint(), desk.actor)
    assert send(desk) == 1
    assert (desk.firm.reminders, desk.other.reminders) == (0, 1)


def test_that_some_have_answered_since_the_page_was_shown_stops_nobody(desk):
    submit(desk.firm, reply_to(desk.survey), footprint(), desk.actor)
    assert press(desk, shown=2).status_code == 302
    assert Letter.objects.count() == 1


def test_more_than_were_shown_are_not_reminded(desk):
    answer = press(desk, shown=1)
    assert answer.status_code == 409
    assert "现在是2家" in text_of(answer)
    assert not Letter.objects.exists()


@pytest.mark.parametrize("state", ["failed", "waiting"])
def test_a_mail_that_did_not_leave_was_no_reminder(desk, settings, monkeypatch, state):
    import smtplib

    earlier = THURSDAY - timedelta(days=9)
    desk.survey.invitations.update(reminders=1, reminded_at=earlier)
    press(desk)
    settings.EMAIL_BACKEND = f"{Refusing.__module__}.Refusing"
    code = {"failed": 554, "waiting": 451}[state]
    monkeypatch.setattr(Refusing, "answer", smtplib.SMTPDataError(code, b"no"), raising=False)
    send(desk)
    assert {letter.state for letter in Letter.objects.all()} == {state}
    assert reminded(desk) == [(1, earlier)] * 2


def test_the_page_tells_how_many_and_why_not_others(desk):
    Enterprise.objects.filter(pk=desk.cast.enterprise.pk).update(email="")
    Enterprise.objects.filter(pk=desk.cast.other_enterprise.pk).update(phone="")
    outlook = desk.get("remind/").context["outlook"]
    assert (outlook.by_mail, outlook.by_list, outlook.by_none, outlook.resting) == (1, 1, 0, [])
    Enterprise.objects.update(email="")
    assert desk.get("remind/").context["outlook"].by_none == 1
    press(desk, "list/", shown=1)
    assert desk.get("remind/").context["outlook"].resting == [("3天之内提醒过", 1)]


def test_each_press_is_logged_with_count_and_places(desk):
    press(desk)
    [entry] = LogEntry.objects.filter(action="发提醒邮件")
    assert entry.after == {"count": 2, "places": "1–2"}
