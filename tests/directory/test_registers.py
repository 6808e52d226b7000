"""Entries of the registers are logged with before and after; of two who change one, the second is told."""

from threading import Thread

import pytest
from django.db import connections, transaction

from enterprises.models import Enterprise
from officers.models import LogEntry, Officer, StaleRecord


def test_a_change_is_logged_and_found_by_its_new_name(cast, actor):
    seen = cast.enterprise.as_logged()
    cast.enterprise.correct(actor, seen, name="沁渊新材有限公司", phone="0391-5550001")
    assert Enterprise.objects.named_like("qyxc").get().phone == "0391-5550001"
    entry = LogEntry.objects.get()
    assert (entry.action, entry.before["name"], entry.after["name"]) == (
        "更正企业",
        cast.enterprise.name,
        "沁渊新材有限公司",
    )
    assert entry.district == cast.district


def test_of_two_who_saw_the_same_the_second_is_told(cast, actor):
    seen = cast.officer.as_logged()
    cast.officer.correct(actor, seen, phone="13800000101")
    with pytest.raises(StaleRecord) as told:
        cast.officer.correct(actor, seen, title="局长")
    assert told.value.record.phone == "13800000101"
    assert Officer.objects.get(pk=cast.officer.pk).title == "副局长"


@pytest.mark.django_db(transaction=True)
def test_who_corrects_while_another_is_at_it_waits_and_is_told(cast, actor):
    """Otherwise it would compare with what stood before, and write over what comes."""
    seen, told = cast.officer.as_logged(), []

    def second():
        try:
            cast.officer.correct(actor, seen, title="局长")
        except StaleRecord as stale:
            told.append(stale.record.phone)
        finally:
            connections.close_all()

    thread = Thread(target=second)
    with transaction.atomic():
        cast.officer.correct(actor, seen, phone="13800000101")
        thread.start()
        thread.join(0.5)
        assert thread.is_alive(), "it did not wait"
    thread.join()
    assert told == ["13800000101"]
    assert Officer.objects.get(pk=cast.officer.pk).title == "副局长"


def test_an_import_in_between_is_noticed_too(cast, actor):
    seen = cast.unit.as_logged()
    type(cast.unit).objects.filter(pk=cast.unit.pk).update(group="A")
    with pytest.raises(StaleRecord):
        cast.unit.correct(actor, seen, kind="other")


def test_what_changes_nothing_writes_nothing(cast, actor):
    cast.unit.correct(actor, cast.unit.as_logged(), name=cast.unit.name)
    assert not LogEntry.objects.exists()


def test_a_new_entry_is_logged(cast, actor):
    Enterprise(district=cast.district, credit_code="91410899MA9D00037E", name="新企业").enter(actor)
    entry = LogEntry.objects.get()
    assert (entry.action, entry.before, entry.after["name"]) == ("登记企业", None, "新企业")
