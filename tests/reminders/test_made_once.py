"""A day's reminders are made once, from nine o'clock of a working day on, and carried out as one message a person."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from enterprises import reminders
from enterprises.tasks import remind
from officers import notify
from officers.models import Delivery, Notification, ReminderChoice, ReminderRound, WorkDay
from tests.assessment.jobs.test_one_does_it import at_once
from tests.cast import Cast
from tests.factories import at, make_district

DAY = at(2021, 4, 1, 9)


def owed(cast, rule="ledger_2", key="ledger 1", person="officer", text="3月工作台账还没有上报"):
    return notify.Owed(cast.users[person].pk, rule, key, date(2021, 4, 6), text)


@pytest.mark.parametrize(
    ("moment", "is_time"),
    [
        (at(2021, 4, 1, 8, 59), False),
        (at(2021, 4, 1, 9, 0), True),
        (at(2021, 4, 1, 23, 59), True),  # a nine o'clock that was missed is made up for
        (at(2021, 4, 2, 0, 0), False),
        (at(2021, 4, 3, 9, 0), False),  # Saturday
        (at(2021, 4, 5, 9, 0), False),  # a holiday
        (at(2021, 9, 26, 9, 0), True),  # a Sunday that is worked
    ],
)
def test_people_are_reminded_from_nine_on_working_days(cast, calendar, moment, is_time):
    assert notify.is_time(moment, calendar) is is_time


def test_the_districts_own_calendar_decides(cast):
    WorkDay.objects.create(district=cast.district, day=date(2021, 4, 1), is_workday=False)
    assert not notify.is_time(DAY, WorkDay.objects.calendar(cast.district))


def test_a_second_round_of_the_day_makes_nothing(cast, by_mail):
    assert notify.remind(cast.district, [owed(cast)], DAY) == 1
    assert notify.remind(cast.district, [owed(cast), owed(cast, key="ledger 2")], DAY + timedelta(hours=1)) is None
    assert (Notification.objects.count(), Delivery.objects.count()) == (1, 1)


def test_the_same_thing_is_not_told_twice_on_any_day(cast):
    notify.remind(cast.district, [owed(cast), owed(cast)], DAY)
    assert notify.remind(cast.district, [owed(cast)], DAY + timedelta(days=1)) == 0
    assert Notification.objects.count() == 1


def test_a_round_that_breaks_off_leaves_nothing_and_is_made_later(cast):
    def breaking():
        yield owed(cast)
        raise DatabaseError("away")

    with pytest.raises(DatabaseError), transaction.atomic():
        notify.remind(cast.district, breaking(), DAY)
    assert not ReminderRound.objects.exists()
    assert not Notification.objects.exists()
    assert notify.remind(cast.district, [owed(cast)], DAY + timedelta(hours=3)) == 1


def test_what_breaks_off_in_one_district_keeps_no_other_from_its_reminders(cast, monkeypatch):
    """They are looked through in the order of their codes, and every half minute anew."""
    first = make_district("aaa", "头一个区")
    owed_truly = reminders.owed

    def owed_then(district, day, calendar):
        if district == first:
            raise ValueError("a record that nobody foresaw")
        return [owed(cast)] if district == cast.district else owed_truly(district, day, calendar)

    monkeypatch.setattr("enterprises.tasks.reminders.owed", owed_then)
    monkeypatch.setattr("enterprises.tasks.timezone.now", lambda: DAY)
    assert remind() == 1
    assert ReminderRound.objects.filter(district=cast.district).exists()
    assert not ReminderRound.objects.filter(district=first).exists()
    monkeypatch.setattr("enterprises.tasks.reminders.owed", owed_truly)
    remind()
    assert ReminderRound.objects.filter(district=first).exists()


def test_one_message_a_person_and_day_however_much_is_owed(cast, by_mail):
    notify.remind(cast.district, [owed(cast, key=f"ledger {n}") for n in range(5)], DAY)
    notify.remind(cast.elsewhere, [owed(cast, key="ledger 9")], DAY)
    assert Notification.objects.count() == 6
    assert Delivery.objects.get().person == cast.users["officer"]


def test_without_a_channel_reminders_stay_in_the_application(cast):
    notify.remind(cast.district, [owed(cast)], DAY)
    assert Notification.objects.of(cast.users["officer"]).unread().count() == 1
    assert not Delivery.objects.exists()


def test_who_does_not_want_to_hear_of_a_rule_gets_no_message_of_it(cast, by_mail):
    ReminderChoice.objects.update(email_rules=["week"])
    notify.remind(cast.district, [owed(cast)], DAY)
    assert Notification.objects.count() == 1
    assert not Delivery.objects.exists()


def test_a_long_text_is_cut_to_what_can_be_kept(cast):
    notify.remind(cast.district, [owed(cast, text="长" * 400)], DAY)
    assert Notification.objects.get().text == "长" * 299 + "…"


@pytest.mark.django_db(transaction=True)
def test_of_many_that_try_at_once_one_makes_the_round():
    make_district("other")
    cast = Cast()
    made = at_once(lambda: notify.remind(cast.district, [owed(cast)], DAY))
    assert sorted(made, key=str) == [1, *[None] * 7]
    assert Notification.objects.count() == 1


def test_a_whole_day_is_made_from_what_stands(cast, calendar):
    """Both officers have handed in nothing and visited nobody on a Thursday two working days before the due day."""
    made = notify.remind(cast.district, reminders.owed(cast.district, date(2021, 4, 1), calendar), DAY)
    rules = Notification.objects.of(cast.users["officer"]).values_list("rule", flat=True)
    assert set(rules) == {"ledger_2", "week"}
    assert made == 4
