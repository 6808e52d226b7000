"""A pairing ends, is extended or taken back only as far as what was recorded under it allows."""

from datetime import date
from threading import Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connections, transaction

from enterprises.models import Pairing, Visit
from officers.actor import Actor
from officers.laws import lawful
from officers.models import LogEntry, StaleRecord
from tests.factories import at, make_enterprise, pair, raise_issue, visit

END = date(2021, 6, 30)


def refused(act, sentence):
    with pytest.raises(ValidationError, match=sentence), lawful():
        act()


def test_an_end_keeps_its_reason_and_stands_in_the_log(cast, actor):
    cast.pairing.end(actor, 1, END, "post")
    found = Pairing.objects.get(pk=cast.pairing.pk)
    assert (found.ends, found.end_reason, found.version) == (END, "post", 2)
    entry = LogEntry.objects.first()
    assert (entry.action, entry.before["ends"], entry.after["ends"]) == ("更正结对", None, "2021-06-30")


def test_an_end_before_a_visit_is_refused_and_names_it(cast, actor):
    made = visit(cast.pairing, date(2021, 7, 1))
    refused(lambda: cast.pairing.end(actor, 1, END, "post"), f"2021年7月1日的走访（编号{made.number}）")
    assert Pairing.objects.get(pk=cast.pairing.pk).ends is None
    cast.pairing.refresh_from_db()
    cast.pairing.end(actor, 1, date(2021, 7, 1), "post")


@pytest.mark.django_db(transaction=True)
def test_who_ends_it_waits_for_a_visit_that_is_being_entered(cast, actor):
    """Otherwise the visit would come to lie after the end."""
    told = []

    def end():
        try:
            cast.pairing.end(actor, 1, END, "post")
        except ValidationError as problem:
            told.extend(problem.messages)
        finally:
            connections.close_all()

    thread = Thread(target=end)
    with transaction.atomic():
        entered = Visit(district=cast.district, pairing=cast.pairing, date=date(2021, 7, 1), content="了解情况")
        made = entered.record(Actor(name="林沐川", at=at(2021, 7, 2)))
        thread.start()
        thread.join(0.5)
        assert thread.is_alive(), "it did not wait"
    thread.join()
    assert len(told) == 1
    assert made.number in told[0]
    assert Pairing.objects.get(pk=cast.pairing.pk).ends is None


def test_a_visit_is_not_entered_under_a_pairing_that_has_ended_or_is_void_meanwhile(cast, actor):
    """The pairing as the form knew it is not asked."""
    known = Pairing.objects.get(pk=cast.pairing.pk)
    cast.pairing.end(actor, 1, date(2021, 6, 30), "post")
    with pytest.raises(ValidationError, match="结对从"):
        Visit(district=cast.district, pairing=known, date=date(2021, 7, 1)).record(
            Actor(name="林沐川", at=at(2021, 7, 2))
        )
    other = Pairing.objects.get(pk=cast.other_pairing.pk)
    cast.other_pairing.void(actor, 1, "登记错误")
    with pytest.raises(ValidationError, match="已经作废"):
        Visit(district=cast.district, pairing=other, date=date(2021, 7, 1)).record(
            Actor(name="苏若岚", at=at(2021, 7, 2))
        )


def test_a_void_visit_does_not_hold_the_end(cast, actor):
    visit(cast.pairing, date(2021, 7, 1), void="未到")
    cast.pairing.end(actor, 1, END, "post")


def test_an_end_before_an_issue_was_raised_is_refused_and_names_it(cast, actor):
    raise_issue(cast.enterprise, "W7", date(2021, 7, 2), "用电")
    refused(lambda: cast.pairing.end(actor, 1, END, "post"), "2021年7月2日提出的问题（W7）")


def test_the_end_of_an_earlier_pairing_may_be_corrected_under_a_later_ones_issues(cast, actor):
    Pairing.objects.filter(pk=cast.pairing.pk).update(ends=END)
    pair(cast.other_officer, cast.enterprise, date(2021, 7, 1))
    raise_issue(cast.enterprise, "W7", date(2021, 8, 2), "用电")
    Pairing.objects.get(pk=cast.pairing.pk).end(actor, 1, date(2021, 6, 29), "post")


def test_an_end_before_the_start_reads_as_a_sentence(cast, actor):
    refused(lambda: cast.pairing.end(actor, 1, date(2020, 5, 31), "post"), "不能早于开始日期")


def test_of_two_who_end_it_the_second_is_told(cast, actor):
    other = Pairing.objects.get(pk=cast.pairing.pk)
    cast.pairing.end(actor, 1, END, "post")
    with pytest.raises(StaleRecord):
        other.end(actor, 1, date(2021, 7, 31), "term")


def test_an_extension_moves_the_end_and_forgets_its_reason(cast, actor):
    cast.pairing.end(actor, 1, END, "term")
    cast.pairing.extend(actor, 2, date(2022, 6, 30))
    found = Pairing.objects.get(pk=cast.pairing.pk)
    assert (found.ends, found.end_reason) == (date(2022, 6, 30), "")
    assert LogEntry.objects.first().note == "延长"


@pytest.mark.parametrize("ends", [END, date(2021, 6, 1)])
def test_an_extension_goes_forward(cast, actor, ends):
    cast.pairing.end(actor, 1, END, "term")
    refused(lambda: cast.pairing.extend(actor, 2, ends), "须晚于原来的")


def test_what_has_no_end_is_not_extended(cast, actor):
    refused(lambda: cast.pairing.extend(actor, 1, END), "没有结束日期")


def test_an_extension_into_the_next_pairing_is_refused(cast, actor):
    cast.pairing.end(actor, 1, END, "term")
    pair(cast.other_officer, cast.enterprise, date(2021, 8, 1))
    refused(lambda: cast.pairing.extend(actor, 2, date(2021, 8, 1)), "同一企业同一天只能有一位首席服务官")


def test_another_deputy_leaves_the_visits_alone(cast, actor):
    made = visit(cast.pairing, date(2021, 3, 9), visitor="deputy")
    cast.pairing.change_deputy(actor, 1, None)
    made.refresh_from_db()
    assert (made.visitor, made.pairing_id) == ("deputy", cast.pairing.pk)
    assert LogEntry.objects.first().note == "更换分包人"


def test_a_pairing_from_the_first_day_of_all_calendars_is_taken_back(cast, actor):
    """There is no day before it."""
    firm = make_enterprise(cast.district, "远岫机电有限公司")
    wrong = pair(cast.officer, firm, date.min)
    assert wrong.void(actor, 1, "日期录错").is_void


def test_a_mistake_is_taken_back_while_nothing_hangs_on_it(cast, actor):
    cast.pairing.void(actor, 1, "录错企业")
    assert Pairing.objects.get(pk=cast.pairing.pk).is_void


def test_what_has_records_is_not_taken_back(cast, actor):
    visit(cast.pairing, date(2020, 6, 1))
    refused(lambda: cast.pairing.void(actor, 1, "录错企业"), "2020年6月1日的走访")
    assert not Pairing.objects.get(pk=cast.pairing.pk).is_void


def test_the_law_itself_stands_below(cast, actor):
    with pytest.raises(IntegrityError):
        Pairing(
            district=cast.district, officer=cast.other_officer, enterprise=cast.enterprise, starts=END
        ).enter(actor)  # fmt: skip
