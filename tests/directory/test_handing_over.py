"""Enterprises pass to a successor in one act: old pairings end, new ones begin the day after, open issues follow."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from enterprises.hand_over import Move, hand_over, is_done, obstacles
from enterprises.models import Issue, Pairing, Visit
from officers.laws import lawful
from officers.models import LogEntry, StaleRecord
from tests.factories import make_enterprise, make_officer, pair, raise_issue, visit

DAY, AFTER = date(2021, 9, 30), date(2021, 10, 8)


@pytest.fixture
def second(cast):
    return pair(cast.officer, make_enterprise(cast.district, "远岫机电有限公司"))


@pytest.fixture
def moves(cast, second):
    return [Move(cast.pairing, 1, cast.other_officer, cast.deputy), Move(second, 1, cast.other_officer)]


def test_the_old_end_and_the_new_begin_the_day_after(cast, actor, moves, second):
    begun = hand_over(moves, DAY, "post", actor)
    assert [(new.officer, new.enterprise, new.deputy, new.starts, new.ends) for new in begun] == [
        (cast.other_officer, cast.enterprise, cast.deputy, date(2021, 10, 1), None),
        (cast.other_officer, second.enterprise, None, date(2021, 10, 1), None),
    ]
    ended = Pairing.objects.filter(officer=cast.officer)
    assert {(old.ends, old.end_reason) for old in ended} == {(DAY, "post")}


def test_one_entry_in_the_log_tells_of_the_whole(cast, actor, moves):
    hand_over(moves, DAY, "post", actor)
    entry = LogEntry.objects.get(action="交接企业")
    assert (entry.record_label, entry.note) == ("林沐川", "2家企业")
    assert entry.before["until"] == "2021-09-30"
    assert entry.after["pairings"] == ["苏若岚—沁渊精铸有限公司", "苏若岚—远岫机电有限公司"]


def test_all_or_nothing(cast, actor, moves, second):
    Pairing.objects.filter(pk=cast.pairing.pk).update(ends=date(2021, 12, 31))
    pair(make_officer(cast.district, "A03", "周砚秋"), cast.enterprise, date(2022, 1, 1))
    with pytest.raises(ValidationError, match="沁渊精铸有限公司：2022年1月1日起已由周砚秋结对") as refused, lawful():
        hand_over(moves, DAY, "post", actor)
    assert len(refused.value.messages) == 1
    second.refresh_from_db()
    assert second.ends is None
    assert not LogEntry.objects.exists()


def test_each_obstacle_is_a_sentence_that_names_the_record(cast, moves, second):
    late = visit(second, AFTER)
    same = Move(cast.pairing, 1, cast.officer)
    told = obstacles([same, moves[1]], DAY)
    assert told[cast.pairing.pk] == "沁渊精铸有限公司：接任的仍是林沐川，不用交接"
    assert f"2021年10月8日的走访（编号{late.number}）" in told[second.pk]
    assert "早于结对开始日期" in obstacles([moves[0]], date(2020, 5, 1))[cast.pairing.pk]


def test_a_pairing_that_has_ended_before_is_not_prolonged_by_it(cast, moves):
    cast.pairing.ends = date(2021, 9, 20)
    assert "2021年9月20日已经结束" in obstacles([moves[0]], DAY)[cast.pairing.pk]


def test_a_successor_of_another_district_is_refused(cast, moves):
    stranger = make_officer(cast.elsewhere, "B01", "外区")
    assert "不在本地区" in obstacles([Move(cast.pairing, 1, stranger)], DAY)[cast.pairing.pk]


def test_pressed_twice_it_happens_once(cast, actor, moves):
    assert not is_done(moves, DAY)
    hand_over(moves, DAY, "post", actor)
    again = [Move(Pairing.objects.get(pk=move.pairing.pk), 1, move.officer, move.deputy) for move in moves]
    with pytest.raises((ValidationError, StaleRecord)):
        hand_over(again, DAY, "post", actor)
    assert is_done(again, DAY)
    assert Pairing.objects.filter(officer=cast.other_officer, starts=date(2021, 10, 1)).count() == 2
    assert LogEntry.objects.filter(action="交接企业").count() == 1


def test_a_pairing_that_somebody_changed_meanwhile_stops_it(cast, actor, moves):
    Pairing.objects.get(pk=cast.pairing.pk).change_deputy(actor, 1, None)
    with pytest.raises(StaleRecord):
        hand_over(moves, DAY, "post", actor)
    assert not Pairing.objects.filter(starts=date(2021, 10, 1)).exists()


def test_open_issues_are_worked_on_by_the_successor_and_still_read_by_the_former(cast, actor, moves):
    before = raise_issue(cast.enterprise, "W1", date(2021, 9, 1), "用电")
    hand_over(moves, DAY, "post", actor)
    later = raise_issue(cast.enterprise, "W2", AFTER, "用水")
    former, successor = (cast.users[name].on(AFTER) for name in ("officer", "other_officer"))
    assert set(Issue.objects.visible_to(former)) == {before}
    assert set(Issue.objects.visible_to(successor)) == {before, later}
    assert not Issue.objects.workable_by(former, AFTER).exists()
    assert set(Issue.objects.workable_by(successor, AFTER)) == {before, later}


def test_the_former_officers_own_visits_stay_theirs(cast, actor, moves):
    made = visit(cast.pairing, date(2021, 9, 1))
    hand_over(moves, DAY, "post", actor)
    assert list(Visit.objects.visible_to(cast.users["officer"].on(AFTER))) == [made]
    assert not Visit.objects.visible_to(cast.users["other_officer"].on(AFTER)).exists()


def test_nothing_chosen_is_refused(cast, actor):
    with pytest.raises(ValidationError, match="没有选择"):
        hand_over([], DAY, "post", actor)


def test_unsolved_are_those_whose_last_end_was_undone(cast):
    raised = [
        raise_issue(cast.enterprise, f"W{n}", date(2021, 3, 1), "问题", *((kind, date(2021, 3, 2)) for kind in steps))
        for n, steps in enumerate([(), ("closed",), ("closed", "reopened"), ("withdrawn",), ("escalated",)])
    ]
    assert set(Issue.objects.unsolved()) == {raised[0], raised[2], raised[4]}
