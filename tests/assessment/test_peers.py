"""Who is compared with peers is compared with all of them, also when asked for alone (`assess --subject`)."""

from datetime import date

import pytest

from assessment import schemes
from assessment.assess import compute, context_for
from assessment.rules.reading import read_scheme
from tests.factories import answer, ask, make_district, make_enterprise, make_officer, pair

pytestmark = pytest.mark.django_db
PEERS = (
    'gap = {label = "低于均值", kind = "number", source = "cohort", '
    'args = {of = "satisfaction", stat = "mean", take = "gap_below"}}\n[groups.daily]'
)


@pytest.fixture
def context():
    """Two officers, of whom the enterprises said 满意 (40) and 非常满意 (50), under a scheme that compares them."""
    text = schemes.source("jiaozuo-officers@2020.1").partition("[[examples]]")[0]
    scheme = read_scheme(text.replace("[groups.daily]", PEERS, 1), "peers.toml")
    district = make_district()
    survey = ask(district)
    for code, choice in (("A01", "满意"), ("A02", "非常满意")):
        firm = make_enterprise(district, f"企业{code}")
        pair(make_officer(district, code, code), firm)
        answer(survey, firm, choice)
    return lambda *codes: context_for(district, scheme, 2021, date(2022, 3, 1), *codes)


def test_an_officer_asked_for_alone_is_compared_with_all_the_others(context):
    first, _ = compute(context())
    (alone,) = compute(context("A01"))
    assert str(alone.draft.facts["gap"]) == "5.00"
    assert alone.draft.evidence["cohort"]["gap"]["members"] == 2
    assert alone.body == first.body
