"""What no form has asked before is refused by the record itself, whoever writes it."""

from datetime import date
from threading import Event, Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import connections, transaction

from enterprises.models import ClosedMonth, Visit
from officers.actor import Actor
from tests.factories import visit

from .clock import NOW, TODAY

AUGUST = date(2021, 8, 1)


@pytest.fixture
def officer(cast):
    return Actor("林沐川", NOW, user=cast.users["officer"])


def new(cast, day=TODAY, **more):
    return Visit(district=cast.district, pairing=cast.pairing, date=day, content="看了车间", **more)


def refused(act):
    with pytest.raises(ValidationError) as problem:
        act()
    return "".join(problem.value.messages)


def test_a_day_to_come_a_day_too_old_and_a_day_outside_the_pairing(cast, officer):
    assert "不能晚于今天" in refused(lambda: new(cast, date(2021, 9, 25)).record(officer))
    assert "更早的请办公室" in refused(lambda: new(cast, date(2021, 9, 16)).record(officer))
    assert "从2020年6月1日起" in refused(lambda: new(cast, date(2020, 5, 31)).record(officer))
    assert not Visit.objects.exists()


def test_the_office_gives_a_reason_for_what_is_late(cast, staff):
    assert "请写明补录原因" in refused(lambda: new(cast, date(2021, 9, 1)).record(staff, by_office=True))
    assert new(cast, date(2021, 9, 1), late_reason="漏记").record(staff, by_office=True).pk


def test_a_deputys_visit_needs_a_deputy(cast, officer):
    lone = Visit(district=cast.district, pairing=cast.other_pairing, date=TODAY, visitor="deputy")
    assert "没有分包人" in refused(lambda: lone.record(officer))


def test_a_closed_month_takes_nothing_and_gives_nothing(cast, staff):
    old = visit(cast.pairing, date(2021, 8, 30))
    ClosedMonth.close(cast.district, AUGUST, staff)
    late = {"day": date(2021, 8, 31), "late_reason": "漏记"}
    for act in (
        lambda: new(cast, **late).record(staff, by_office=True),
        lambda: old.void(staff, 1, "未到场"),
        lambda: old.replace(new(cast, late_reason="写错"), staff, 1, "写错", by_office=True),
    ):
        assert "2021年8月已经月结" in refused(act)
    assert not Visit.objects.get().is_void


def test_a_correction_that_is_refused_leaves_the_old_record_standing(cast, officer):
    old = visit(cast.pairing, date(2021, 9, 22))
    refused(lambda: old.replace(new(cast, date(2021, 9, 25)), officer, 1, "写错"))
    assert Visit.objects.get().is_current


@pytest.mark.django_db(transaction=True)
def test_who_saves_while_the_month_is_being_closed_waits_and_is_refused(cast, staff):
    """Otherwise the visit would look for a closing that is not yet to be seen, and stand in a closed month."""
    closing, told = Event(), []

    def save():
        closing.wait()
        try:
            new(cast, date(2021, 8, 31), late_reason="漏记").record(staff, by_office=True)
        except ValidationError as problem:
            told.extend(problem.messages)
        finally:
            connections.close_all()

    thread = Thread(target=save)
    thread.start()
    with transaction.atomic():
        ClosedMonth.close(cast.district, AUGUST, staff)
        closing.set()
        thread.join(0.5)
        assert thread.is_alive(), "it did not wait"
    thread.join()
    assert told == ["2021年8月已经月结，要先由办公室重开这个月"]
    assert not Visit.objects.exists()
