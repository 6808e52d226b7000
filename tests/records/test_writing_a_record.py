"""A record is entered once, corrected in versions, voided with a reason; each act stands in the log beside it."""

from datetime import date

import pytest
from django.db import transaction

from enterprises.models import Visit
from officers.actor import Actor
from officers.models import LogEntry, RecordCounter, StaleRecord
from tests.factories import at

DAY = date(2021, 3, 9)


@pytest.fixture
def actor(cast):
    return Actor("温以宁", at(2021, 3, 9, 16), user=cast.users["staff"], address="10.0.0.7")


def visit(cast, **more):
    return Visit(district=cast.district, pairing=cast.pairing, date=DAY, **more)


def logged():
    return list(LogEntry.objects.order_by("pk").values_list("action", "actor", "address", "before", "after", "note"))


def test_an_entered_record_has_a_number_an_author_and_a_log_entry(cast, actor):
    found = visit(cast, content="了解用电").enter(actor)
    found.refresh_from_db()
    assert (found.number, found.entered_by, found.entered_at) == ("2021-0001", actor.user, actor.at)
    [(action, name, address, before, after, _)] = logged()
    assert (action, name, address, before) == ("登记走访", "温以宁", "10.0.0.7", None)
    assert after == {
        "pairing": cast.pairing.pk, "date": "2021-03-09", "visitor": "officer", "is_briefing": False, "policies": "",
        "content": "了解用电", "late_reason": "", "work": "",
    }  # fmt: skip


def test_what_is_rolled_back_leaves_neither_number_nor_log(cast, actor):
    with transaction.atomic():
        visit(cast).enter(actor)
        transaction.set_rollback(True)
    assert not LogEntry.objects.exists()
    assert not RecordCounter.objects.filter(kind="visit", last__gt=0).exists()
    assert visit(cast).enter(actor).serial == 1


def test_a_correction_raises_the_version_and_tells_before_and_after(cast, actor):
    found = visit(cast, content="了解").enter(actor)
    found.correct(actor, 1, content="了解用电")
    found.refresh_from_db()
    assert (found.version, found.content) == (2, "了解用电")
    action, *_, before, after, _ = logged()[-1]
    assert (action, before["content"], after["content"]) == ("更正走访", "了解", "了解用电")


def test_of_two_who_correct_the_same_version_the_second_is_told(cast, actor):
    found = visit(cast).enter(actor)
    other = Visit.objects.get(pk=found.pk)
    found.correct(actor, 1, content="先改的")
    with pytest.raises(StaleRecord, match="刚被别人改过"):
        other.correct(actor, 1, content="后改的")
    assert Visit.objects.get(pk=found.pk).content == "先改的"
    assert len(logged()) == 2


def test_a_void_record_keeps_its_reason_and_takes_no_further_change(cast, actor):
    found = visit(cast).enter(actor)
    found.void(actor, 1, "经核查未到企业")
    found.refresh_from_db()
    assert (found.is_void, found.void_reason, found.voided_by) == (True, "经核查未到企业", actor.user)
    assert logged()[-1][0] == "作废走访"
    for act in (lambda: found.void(actor, 2, "再次"), lambda: found.correct(actor, 2, content="改")):
        with pytest.raises(StaleRecord):
            act()
    assert len(logged()) == 2
