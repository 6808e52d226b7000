"""Titles that look like the same work are found for a person, who merges them or keeps them apart (J6)."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enterprises.merge_works import keep_apart, merge
from enterprises.models import DifferentWorks, Honour
from enterprises.same_work import THRESHOLD, WITHIN, candidates, likeness
from officers.models import LogEntry, StaleRecord
from tests.factories import honour, pair

DAY = date(2021, 6, 30)
HEATING, HEATING_TOO = "园区集中供热改造", "园区集中供热改造工作"


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("惠企政策直达", "惠企政策直达", Fraction(1)),
        ("惠企政策直达", " 惠企，政策直达！", Fraction(1)),
        ("ＡＩ质检", "ai质检", Fraction(1)),
        ("惠企政策直达", "惠企政策直达行动", Fraction(5, 6)),
        ("防汛复产", "安全生产检查", Fraction(0)),
        ("防", "汛", Fraction(0)),
        ("", "", Fraction(1)),
    ],
)
def test_titles_are_alike_by_their_pairs_of_characters(one, other, alike):
    assert likeness(one, other) == alike


@given(st.text(max_size=30), st.text(max_size=30))
def test_likeness_is_symmetric_and_lies_between_0_and_1(one, other):
    assert likeness(one, other) == likeness(other, one)
    assert 0 <= likeness(one, other) <= 1
    assert likeness(one, one) == 1


def titles(cast, year=2021):
    return [(one.officer.code, one.first, one.second) for one in candidates(cast.district, year)]


def test_own_honours_and_those_of_paired_enterprises_are_compared(cast):
    honour(DAY, HEATING, officer=cast.officer)
    honour(DAY, HEATING_TOO, enterprise=cast.enterprise)
    assert titles(cast) == [("A01", HEATING, HEATING_TOO)]


def test_an_enterprise_paired_with_somebody_else_on_that_day_is_not_ones_own(cast):
    honour(DAY, HEATING, officer=cast.officer)
    honour(DAY, HEATING_TOO, enterprise=cast.other_enterprise)
    assert titles(cast) == []


def test_the_pairing_of_the_day_decides(cast):
    type(cast.pairing).objects.filter(pk=cast.pairing.pk).update(ends=DAY)
    pair(cast.other_officer, cast.enterprise, DAY + timedelta(days=1))
    honour(DAY, HEATING, officer=cast.officer)
    honour(DAY + timedelta(days=1), HEATING_TOO, enterprise=cast.enterprise)
    assert titles(cast) == []
    honour(DAY, HEATING_TOO, enterprise=cast.enterprise)
    assert titles(cast) == [("A01", HEATING, HEATING_TOO)]


@pytest.mark.parametrize(("apart", "found"), [(WITHIN, True), (WITHIN + timedelta(days=1), False)])
def test_ninety_days_lie_between_them_at_most(cast, apart, found):
    honour(DAY, HEATING, officer=cast.officer)
    honour(DAY + apart, HEATING_TOO, officer=cast.officer)
    assert bool(titles(cast)) is found


def test_titles_that_are_less_than_half_alike_are_no_candidates(cast):
    assert likeness("甲乙丙", "甲乙丁") == THRESHOLD > likeness("甲乙丙戊", "甲乙丁")
    honour(DAY, "甲乙丙戊", officer=cast.officer)
    honour(DAY, "甲乙丁", officer=cast.officer)
    assert titles(cast) == []
    honour(DAY, "甲乙丙", officer=cast.officer)
    assert ("A01", "甲乙丁", "甲乙丙") in titles(cast) or ("A01", "甲乙丙", "甲乙丁") in titles(cast)


def test_void_ones_unrelated_ones_and_criticisms_are_left_out(cast):
    honour(DAY, HEATING, officer=cast.officer)
    void = honour(DAY, HEATING_TOO, officer=cast.officer)
    Honour.objects.filter(pk=void.pk).update(voided_at=void.entered_at, void_reason="重复")
    honour(DAY, HEATING_TOO, Honour.Kind.CRITICISM, officer=cast.officer)
    unrelated = honour(DAY, HEATING_TOO, enterprise=cast.enterprise)
    Honour.objects.filter(pk=unrelated.pk).update(service_related=False, confirmed=False)
    assert titles(cast) == []


def test_a_pair_across_the_turn_of_the_year_stands_in_both_years(cast):
    honour(date(2021, 12, 20), HEATING, officer=cast.officer)
    honour(date(2022, 1, 20), HEATING_TOO, officer=cast.officer)
    assert titles(cast, 2021) == titles(cast, 2022) != []
    assert titles(cast, 2023) == []


def test_merging_gives_both_one_title_and_a_correction_takes_it_back(cast, actor):
    first = honour(DAY, HEATING, officer=cast.officer)
    second = honour(DAY + timedelta(days=9), HEATING_TOO, officer=cast.officer, level="city")
    (found,) = candidates(cast.district, 2021)
    assert merge(found, HEATING, actor) == 1
    second.refresh_from_db()
    assert (second.work, second.version) == (HEATING, 2)
    entry = LogEntry.objects.get(record_id=str(second.pk))
    assert (entry.action, entry.before["work"], entry.after["work"]) == ("更正表彰通报", HEATING_TOO, HEATING)
    assert first.number in entry.note
    assert titles(cast) == []
    second.correct(actor, 2, work=HEATING_TOO)
    assert titles(cast) == [("A01", HEATING, HEATING_TOO)]


def test_who_merges_what_was_corrected_meanwhile_is_told(cast, actor):
    honour(DAY, HEATING, officer=cast.officer)
    second = honour(DAY + timedelta(days=9), HEATING_TOO, officer=cast.officer)
    (found,) = candidates(cast.district, 2021)
    second.correct(actor, 1, level="province")
    with pytest.raises(StaleRecord):
        merge(found, HEATING, actor)


def test_a_title_that_is_neither_of_the_two_is_refused(cast, actor):
    honour(DAY, HEATING, officer=cast.officer)
    honour(DAY, HEATING_TOO, officer=cast.officer)
    (found,) = candidates(cast.district, 2021)
    with pytest.raises(ValueError):
        merge(found, "另写一个", actor)


def test_what_was_found_to_be_different_is_not_offered_again_to_this_officer(cast, actor):
    for officer in (cast.officer, cast.other_officer):
        honour(DAY, HEATING, officer=officer)
        honour(DAY, HEATING_TOO, officer=officer)
    found = candidates(cast.district, 2021)
    keep_apart(found[0], actor)
    assert titles(cast) == [("A02", HEATING, HEATING_TOO)]
    assert LogEntry.objects.get(action="认定为不同工作事项").record_id == str(DifferentWorks.objects.get().pk)
    honour(DAY + timedelta(days=3), HEATING_TOO, officer=cast.officer)
    assert titles(cast) == [("A02", HEATING, HEATING_TOO)]


def test_nothing_is_merged_by_itself(cast):
    honour(DAY, HEATING, officer=cast.officer)
    honour(DAY, HEATING_TOO, officer=cast.officer)
    candidates(cast.district, 2021)
    assert set(Honour.objects.values_list("work", flat=True)) == {HEATING, HEATING_TOO}
