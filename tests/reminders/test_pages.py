"""A person reads the own reminders, marks them as read, and chooses by which channels to hear of what."""

import json
from pathlib import Path

import pytest

from officers.models import Delivery, LogEntry, Notification, ReminderChoice
from tests.counting import queries_of
from tests.factories import remind_of
from tests.pages.reading import text_of

COUNTS = json.loads((Path(__file__).parent / "query_counts.json").read_text())
CHANNELS = {"GATEWAY_URL": "https://gateway.example", "EMAIL_HOST": "mail.test"}


@pytest.fixture
def channels(settings):
    for name, value in CHANNELS.items():
        setattr(settings, name, value)


def test_nobody_has_reminders_at_first(cast):
    page = text_of(cast.client("officer").get("/notifications/"))
    assert "没有提醒" in page
    assert "上午9点" in page


@pytest.mark.parametrize("who", ["director", "leader", "liaison", "admin"])
def test_who_is_never_reminded_of_visits_is_not_promised_it(cast, who):
    page = text_of(cast.client(who).get("/notifications/"))
    assert "没有提醒" in page
    assert "未走访" not in page


def test_a_choice_is_spoken_of_only_where_there_is_one(cast, settings):
    said = "另外可以选择用别的方式通知"
    assert said not in text_of(cast.client("officer").get("/notifications/settings/"))
    settings.EMAIL_HOST = "mail.test"
    assert said in text_of(cast.client("officer").get("/notifications/settings/"))


def test_the_own_reminders_are_read_and_no_others(cast):
    remind_of(cast.users["officer"], cast.district, "3月台账<script>", link="runs")
    remind_of(cast.users["other_officer"], cast.district, "别人的事")
    page = cast.client("officer").get("/notifications/")
    assert "1条未读" in text_of(page)
    assert '<a href="/assessment/">3月台账&lt;script&gt;</a>' in page.content.decode()
    assert "别人的事" not in text_of(page)


def test_a_reminder_of_a_page_that_is_not_there_has_no_link(cast):
    remind_of(cast.users["officer"], cast.district, link="no-such-page", link_args=[1])
    page = cast.client("officer").get("/notifications/")
    assert page.status_code == 200
    assert "<a" not in page.content.decode().split('class="notice-text"')[1].split("</div>")[0]


def test_reading_the_page_marks_nothing_and_the_button_does(cast):
    first = remind_of(cast.users["officer"], cast.district)
    remind_of(cast.users["officer"], cast.district)
    client = cast.client("officer")
    client.get("/notifications/")
    assert Notification.objects.unread().count() == 2
    client.post(f"/notifications/{first.pk}/read/")
    assert list(Notification.objects.unread()) == [Notification.objects.exclude(pk=first.pk).get()]
    assert "1条未读" in text_of(client.get("/notifications/"))


def test_all_are_marked_at_once_and_only_the_own_ones(cast):
    remind_of(cast.users["officer"], cast.district)
    other = remind_of(cast.users["other_officer"], cast.district)
    assert "1条提醒已标为已读" in text_of(cast.client("officer").post("/notifications/read/", follow=True))
    assert Notification.objects.unread().get() == other


def test_an_officer_has_the_pages_of_the_phone_and_the_office_those_of_the_desk(cast):
    assert 'class="m-top"' in cast.client("officer").get("/notifications/").content.decode()
    assert 'class="m-top"' not in cast.client("director").get("/notifications/").content.decode()


def test_a_site_without_channels_says_so(cast):
    page = text_of(cast.client("officer").get("/notifications/settings/"))
    assert "本站没有开通邮件、短信或政务微信" in page
    assert "保存设置" not in page


def test_a_person_chooses_by_rule_and_channel(cast, channels):
    client = cast.client("officer")
    page = client.get("/notifications/settings/")
    assert page.content.decode().count("checked") == 14
    assert "还没有您的手机号" in text_of(page)
    given = {"email": "lin@office.example", "email_rules": ["week", "issue_2"], "gateway_rules": []}
    assert client.post("/notifications/settings/", given).status_code == 302
    choice = ReminderChoice.objects.get(person=cast.users["officer"])
    assert (choice.email, choice.email_rules, choice.gateway_rules) == ("lin@office.example", ["week", "issue_2"], [])
    entry = LogEntry.objects.get()
    assert entry.action == "修改提醒设置"
    assert "lin@" not in json.dumps(entry.after)
    assert client.get("/notifications/settings/").content.decode().count("checked") == 2


def test_a_person_sees_how_the_last_messages_went_and_only_the_own_ones(cast, channels):
    for name, problem in (("officer", "邮件服务器连接不上或拒绝登录"), ("other_officer", "别人的")):
        Delivery.objects.create(
            person=cast.users[name], channel="email", day="2021-04-01", state="failed", problem=problem,
            not_before="2021-04-01T09:00Z",
        )  # fmt: skip
    page = text_of(cast.client("officer").get("/notifications/settings/"))
    assert "4月1日 邮件 未发出 邮件服务器连接不上或拒绝登录" in page
    assert "别人的" not in page


def test_a_wrong_address_or_rule_is_answered_and_changes_nothing(cast, channels):
    answer = cast.client("officer").post("/notifications/settings/", {"email": "lin", "email_rules": ["all"]})
    assert answer.status_code == 422
    assert "有2处要改" in text_of(answer)
    assert not ReminderChoice.objects.exists()


def test_the_page_asks_the_same_at_10_and_at_500_reminders(cast):
    def fill(rows):
        have = Notification.objects.count()
        Notification.objects.bulk_create(
            Notification(
                person=cast.users["officer"], district=cast.district, rule="week", object_key=f"week {n}",
                due="2021-04-06", day="2021-04-01", text="本周还有1家未走访", created_at="2021-04-01T09:00Z",
            )
            for n in range(have, rows)
        )  # fmt: skip
        return queries_of(cast.client("officer"), "/notifications/")

    assert (fill(10), fill(500)) == (COUNTS["notifications"], COUNTS["notifications"])
