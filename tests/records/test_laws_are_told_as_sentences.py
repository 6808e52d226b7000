"""A law of the database that is broken reaches the user as its own sentence, on either database."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from enterprises.models import Visit
from officers.laws import lawful
from officers.models import Grant, LogEntry, Officer, Unit
from tests.factories import pair, visit

DAY = date(2021, 3, 9)


def broken_by(act):
    with pytest.raises(ValidationError) as raised, lawful():
        act()
    return raised.value.messages


def test_a_unique_law(cast):
    assert broken_by(lambda: Unit.objects.create(district=cast.district, name="区工信局", kind="other")) == [
        "本地区已有同名单位"
    ]
    assert broken_by(lambda: Officer.objects.create(district=cast.district, code="A01", name="重号")) == [
        "本地区已有这个编号"
    ]


def test_a_unique_law_for_standing_records_only(cast):
    visit(cast.pairing, DAY)
    assert broken_by(lambda: visit(cast.pairing, DAY)) == ["这一天对这家企业的走访已经登记"]


def test_a_law_about_one_row(cast):
    def backwards():
        Grant.objects.create(
            user=cast.users["staff"], role="leader", district=cast.district, starts=DAY, ends=date(2021, 3, 8)
        )

    assert broken_by(backwards) == ["授权的止日不能早于起日"]


def test_pairings_that_overlap(cast):
    assert broken_by(lambda: pair(cast.other_officer, cast.enterprise, date(2021, 1, 1))) == [
        "同一企业同一天只能有一位首席服务官，且同一结对不能重叠"
    ]


def test_the_log_that_somebody_would_change(cast):
    entry = LogEntry.objects.create(at=cast.pairing.entered_at, actor="何景澄", action="试")
    assert broken_by(lambda: LogEntry.objects.filter(pk=entry.pk).update(action="改")) == ["日志不能修改"]


def test_what_was_done_inside_before_is_undone(cast):
    def act():
        visit(cast.pairing, date(2021, 3, 10))
        visit(cast.pairing, DAY)
        visit(cast.pairing, DAY)

    broken_by(act)
    assert not Visit.objects.exists()


def test_a_fault_of_ours_is_no_sentence(cast):
    with pytest.raises(IntegrityError), lawful():
        Officer.objects.create(district=cast.district, code=None, name="无编号")
