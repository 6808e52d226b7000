"""What holds for any facts under any of the carried schemes."""

from dataclasses import replace
from functools import cache

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from assessment.rules.account import Account
from assessment.rules.evaluate import Evaluator
from assessment.rules.values import SubjectFacts
from assessment.schemes import carried, load

from .strategies import better, leaning, near, subjects

QUICK = settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
every_scheme = pytest.mark.parametrize("name", carried())


@cache
def rules(name):
    return Evaluator(load(name))


def used(lines):
    return sum(line.delta for line in lines if line.status == "used")


@every_scheme
@QUICK
@given(data=st.data())
def test_lines_make_items_and_items_make_the_total(name, data):
    account = rules(name).account(data.draw(subjects(load(name))))
    assert account.status == "complete"
    for item in account.items:
        assert used(item.lines) == item.points == round(item.points, 2)
        for line in item.lines:
            assert not line.under or used(line.under) == line.inputs["score"]
    in_groups = sum(group.points for group in account.groups)
    assert account.total == in_groups + sum(item.points for item in account.items if item.group is None)
    assert account.total == sum(item.points for item in account.items) + sum(used(g.lines) for g in account.groups)


@every_scheme
@QUICK
@given(data=st.data())
def test_points_lie_within_their_bounds(name, data):
    scheme = load(name)
    account = rules(name).account(data.draw(subjects(scheme)))
    for item in account.items:
        assert scheme.item[item.code].min <= item.points <= scheme.item[item.code].max
    lifted = account.groups and any(line.code == "group_lifted" for line in account.groups[-1].lines)
    for group in account.groups:
        bounds = scheme.groups[group.code]
        assert lifted or bounds.cap is None or bounds.min <= group.points <= bounds.cap
    assert account.low == account.total == account.high


@every_scheme
@QUICK
@given(data=st.data())
def test_the_order_of_units_does_not_matter(name, data):
    subject = data.draw(subjects(load(name)))
    shuffled = {over: tuple(data.draw(st.permutations(units))) for over, units in subject.units.items()}
    one, other = rules(name).account(subject), rules(name).account(replace(subject, units=shuffled))
    assert [item.points for item in one.items] == [item.points for item in other.items]
    assert (one.total, one.grade, one.flags) == (other.total, other.grade, other.flags)


JUDGED = [(name, measure.id) for name in carried() for measure in load(name).measures.values() if measure.good]


@pytest.mark.parametrize(("name", "code"), JUDGED)
@settings(QUICK, max_examples=8)
@given(data=st.data())
def test_a_better_fact_never_lowers_the_total(name, code, data):
    scheme = load(name)
    drawn, measure = data.draw(subjects(scheme)), scheme.measures[code]
    assume(measure.over is None or drawn.units[measure.over])
    was = data.draw(near(measure))
    improved = data.draw(better(measure, was))
    for subject in (drawn, leaning(scheme, drawn, best=True), leaning(scheme, drawn, best=False)):
        before, after = (rules(name).account(given_fact(subject, measure, value)) for value in (was, improved))
        assert after.total >= before.total


def given_fact(subject, measure, value):
    """The subject with another value of the measure, in its first unit where it is counted by unit."""
    if measure.over is None:
        return replace(subject, facts={**subject.facts, measure.id: value})
    first, *others = subject.units[measure.over]
    first = replace(first, facts={**first.facts, measure.id: value})
    return replace(subject, units={**subject.units, measure.over: (first, *others)})


def hidden(scheme, facts, names):
    return {
        name: value for name, value in facts.items() if name not in names or scheme.measures[name].absent is not None
    }


@every_scheme
@QUICK
@given(data=st.data())
def test_the_true_total_lies_in_the_interval_while_facts_are_hidden(name, data):
    scheme = load(name)
    subject = data.draw(subjects(scheme))
    names = data.draw(st.sets(st.sampled_from(sorted(scheme.measures))))
    units = {
        over: tuple(replace(unit, facts=hidden(scheme, unit.facts, names)) for unit in given)
        for over, given in subject.units.items()
    }
    veiled = SubjectFacts(hidden(scheme, subject.facts, names), units, subject.attrs)
    whole, partial = rules(name).account(subject), rules(name).account(veiled)
    assert partial.low <= whole.total <= partial.high
    assert set(partial.vetoes) <= set(whole.vetoes)
    open_items = [item.code for item in partial.items if item.points is None]
    assert [code for code in partial.missing if code in scheme.item] == open_items
    for one, other in zip(partial.items, whole.items, strict=True):
        assert one.points in (None, other.points)
    if partial.total is not None:
        assert (partial.total, partial.grade) == (whole.total, whole.grade)


@every_scheme
@QUICK
@given(data=st.data())
def test_an_account_does_not_depend_on_what_was_scored_before(name, data):
    subject = data.draw(subjects(load(name)))
    used_before, fresh = rules(name).account(subject), Evaluator(load(name)).account(subject)
    assert used_before.canonical() == fresh.canonical()
    assert Account.from_json(used_before.to_json()) == fresh
