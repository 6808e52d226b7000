"""The stored text of an account is composed of its items' texts; it is the canonical JSON of the whole, which anybody's
JSON library spells in the same bytes."""

import json
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessment.rules.evaluate import Evaluator
from assessment.rules.values import canonical
from assessment.schemes import carried, load

from .strategies import subjects


@pytest.mark.parametrize("name", carried())
@settings(max_examples=15, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_the_composed_text_is_the_canonical_json_of_the_account(name, data):
    account = Evaluator(load(name)).account(data.draw(subjects(load(name))))
    assert account.canonical() == canonical(account.to_json())


TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | TEXTS,
    lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner),
)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(PLAIN)
def test_the_one_spelling_is_that_of_pythons_own_encoder(data):
    """A digest printed on paper is checked with nothing but Python."""
    assert canonical(data) == json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def test_subjects_that_share_an_outcome_keep_their_own_units():
    scheme = load("jiaozuo-officers@2020.1")
    rules = Evaluator(scheme)
    example = scheme.examples[0].subject
    first, second = rules.account(example), rules.account(renamed(example))
    assert [line.label for line in first.items[0].lines if line.unit] != [
        line.label for line in second.items[0].lines if line.unit
    ]
    assert [line.delta for line in first.items[0].lines] == [line.delta for line in second.items[0].lines]
    assert second == Evaluator(scheme).account(renamed(example))


def renamed(subject):
    units = {
        over: tuple(replace(unit, key=f"x{unit.key}", label=f"另一家{unit.label}") for unit in units)
        for over, units in subject.units.items()
    }
    return replace(subject, units=units)
