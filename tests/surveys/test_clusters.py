"""T20: whoever fills in for others is seen, and honest firms that share an address are left alone."""

from datetime import timedelta
from fractions import Fraction

import pytest

from surveys import clusters
from surveys.answer import submit
from surveys.clusters import Seen, flag, flag_open
from surveys.models import Flag, Response, Trace
from surveys.seal import seal_due
from tests.cast import Cast
from tests.factories import make_enterprise, pair
from tests.racing import at_once

from .crowd import Crowd
from .rounds import AFTER, CLOSES, DURING, OPENS, firm_at, footprint, published, reply_to

SEEDS = range(20)


def share(flagged, seen):
    return Fraction(len(flagged & {one.invitation for one in seen}), len(seen))


@pytest.mark.parametrize("seed", SEEDS)
def test_frauds_are_seen_and_the_honest_left_alone(seed):
    crowd = Crowd(seed)
    flagged = {pk for found in clusters.clusters(crowd.all()) for pk in found.invitations}
    frauds = [one for seen in crowd.frauds.values() for one in seen]
    assert share(flagged, frauds) >= Fraction(95, 100)
    assert share(flagged, crowd.honest) <= Fraction(2, 100)


def test_each_pattern_of_fraud_is_seen():
    for seed in SEEDS:
        crowd = Crowd(seed)
        flagged = {pk for found in clusters.clusters(crowd.all()) for pk in found.invitations}
        for way, seen in crowd.frauds.items():
            assert share(flagged, seen) >= Fraction(9, 10), (seed, way)


def seen(*rows):
    """Traces from (officer, address, device, seconds)."""
    return [
        Seen(place, officer, address, device, DURING + timedelta(seconds=seconds))
        for place, (officer, address, device, seconds) in enumerate(rows, start=1)
    ]


CASES = {
    "one telephone, two officers": (seen((1, "a", "x", 0), (2, "b", "x", 9000)), {("device", (1, 2))}),
    "a minute exactly": (seen((1, "a", "x", 0), (1, "a", "y", 60)), {("minute", (1, 2))}),
    "a second more": (seen((1, "a", "x", 0), (1, "a", "y", 61)), set()),
    "a minute, but two officers": (seen((1, "a", "x", 0), (2, "a", "y", 5)), set()),
    "a minute, but two places": (seen((1, "a", "x", 0), (1, "b", "y", 5)), set()),
    "nobody's firms": (seen((None, "a", "x", 0), (None, "a", "y", 5)), set()),
    "three in a sitting among many": (
        seen((1, "a", "x", 0), (1, "a", "y", 600), (1, "a", "z", 1200), *((n, "a", f"d{n}", n) for n in range(2, 9))),
        {("address", (1, 2, 3))},
    ),
    "three over hours among many": (
        seen((1, "a", "x", 0), (1, "a", "y", 601), (1, "a", "z", 1202), *((n, "a", f"d{n}", n) for n in range(2, 9))),
        set(),
    ),
    "three over hours, nearly alone": (
        seen((1, "a", "x", 0), (1, "a", "y", 9000), (1, "a", "z", 19000), (2, "a", "w", 5)),
        {("address", (1, 2, 3))},
    ),
    "told once, by the strongest reason": (
        seen((1, "a", "x", 0), (1, "a", "x", 30), (1, "a", "x", 60)), {("device", (1, 2, 3))},
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_what_makes_a_cluster(case):
    traces, expected = CASES[case]
    assert {(found.rule, tuple(sorted(found.invitations))) for found in clusters.clusters(traces)} == expected


@pytest.fixture
def survey(db):
    cast = Cast()
    for number in range(4):
        pair(cast.officer, make_enterprise(cast.district, f"企业{number}"))
    return published(cast.district)


def fill_in(survey, *numbers, moment=DURING):
    """The first firms of the round, by (place, telephone)."""
    for place, telephone in numbers:
        invitation = survey.invitations.get(place=place)
        submit(invitation, reply_to(survey), footprint(telephone), firm_at(moment))


def places(found):
    return sorted(found.invitations.values_list("place", flat=True))


def test_a_flag_says_who_and_why_and_keeps_no_hash(survey):
    fill_in(survey, (1, 1), (2, 2), (3, 1))
    assert flag_open(DURING) == 1
    found = Flag.objects.get()
    assert (found.rule, places(found)) == ("device", [1, 3])
    assert found.sentence == "2家企业的答卷由同一部手机（或电脑）提交"
    hashes = {text for trace in Trace.objects.all() for text in (trace.address, trace.device)}
    assert not [text for text in hashes if text in found.sentence]
    assert Response.objects.valid().count() == 3


def test_twice_is_once_and_more_firms_open_it_again(survey):
    fill_in(survey, (1, 1), (2, 1))
    assert (flag_open(DURING), flag_open(DURING)) == (1, 0)
    found = Flag.objects.get()
    found.look(firm_at(), found.version, "两家同一个会计")
    assert flag_open(DURING) == 0
    assert not Flag.objects.open().exists()
    fill_in(survey, (3, 1))
    assert flag_open(DURING) == 1
    assert places(Flag.objects.open().get()) == [1, 2, 3]
    assert "3家企业" in Flag.objects.get().sentence


@pytest.mark.parametrize(("telephone", "opened"), [(1, 1), (7, 0)])
def test_an_answer_given_anew_from_the_same_telephone_opens_it_again(survey, telephone, opened):
    fill_in(survey, (1, 1), (2, 1))
    flag_open(DURING)
    found, later = Flag.objects.get(), DURING + timedelta(minutes=30)
    found.look(firm_at(), found.version, "已回访")
    again = survey.invitations.get(place=2)
    Trace.objects.filter(invitation=again).delete()
    survey.responses.filter(enterprise=again.enterprise).update(voided_at=DURING, void_reason="不是本单位所填")
    survey.invitations.filter(pk=again.pk).update(submitted=False)
    fill_in(survey, (2, telephone), moment=later)
    assert (flag_open(later), flag_open(later)) == (opened, 0)
    assert Flag.objects.open().count() == opened
    assert places(found) == [1, 2]


def test_an_answer_that_came_while_the_beat_was_looking_opens_nothing_again(survey):
    fill_in(survey, (1, 1), (2, 1), moment=DURING + timedelta(seconds=3))
    assert (flag_open(DURING), flag_open(DURING + timedelta(minutes=10))) == (1, 0)


def test_outside_its_time_nobody_looks(survey):
    fill_in(survey, (1, 1), (2, 1))
    assert flag_open(OPENS - timedelta(seconds=1)) == 0
    assert flag_open(CLOSES) == 0


def test_sealing_looks_once_more_before_the_traces_go(survey):
    fill_in(survey, (1, 1), (2, 1))
    assert seal_due(AFTER) == 1
    assert not Trace.objects.exists()
    assert places(Flag.objects.get()) == [1, 2]


@pytest.mark.django_db(transaction=True)
def test_two_beats_at_once_find_it_once():
    survey = published(Cast().district)
    fill_in(survey, (1, 1), (2, 1))
    assert sorted(at_once(lambda: flag(survey, DURING), 4)) == [0, 0, 0, 1]
    assert Flag.objects.count() == 1
