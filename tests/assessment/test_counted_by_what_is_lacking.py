"""Events may be counted by what is lacking to a number (`take = "shortfall"`), never below 0."""

from datetime import date

import pytest

from assessment import schemes
from assessment.assess import compute, context_for
from assessment.measures.events import one_more
from assessment.rules.reading import read_scheme
from tests.assessment.scored import One
from tests.factories import honour, support, visit

pytestmark = pytest.mark.django_db
SHORT = 'take = "shortfall", of = 3'


@pytest.fixture
def lacking():
    """Jiaozuo's scheme, which counts its events by what is lacking to three."""
    text = schemes.source("jiaozuo-officers@2020.1").partition("[[examples]]")[0]
    for event in ("policy_talk", "policy_support", "criticism"):
        text = text.replace(f'event = "{event}", take = "count"', f'event = "{event}", {SHORT}', 1)
    return read_scheme(text, "lacking.toml")


@pytest.mark.parametrize(("happened", "short"), [(0, 3), (1, 2), (3, 0), (4, 0)])
def test_as_many_are_short_as_are_lacking(lacking, happened, short):
    one = One()
    pairing = one.firm()
    for month in range(1, happened + 1):
        visit(pairing, date(2021, month, 14), is_briefing=True)
        support(pairing.enterprise, date(2021, month, 14), f"政策{month}")
        honour(date(2021, month, 14), "迟报", kind="criticism", officer=one.officer)
    (sheet,) = compute(context_for(one.district, lacking, 2021, date(2022, 3, 1)))
    facts = sheet.draft.pairings[0].facts
    assert (facts["talk_total"], facts["supports"], sheet.draft.facts["criticism"]) == (short, short, short)


def test_one_more_event_makes_it_one_less_short(lacking):
    measure = lacking.measures["talk_total"]
    assert [one_more(measure, short) for short in (2, 0)] == [1, 0]
