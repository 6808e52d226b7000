"""The five schemes that the product carries."""

from decimal import Decimal

import pytest

from assessment.rules.checking import check_scheme
from assessment.rules.evaluate import Evaluator
from assessment.rules.reading import SchemeError, read_scheme
from assessment.rules.values import SubjectFacts
from assessment.schemes import carried, load, regulation, source

SCHEMES = [
    "jiaozuo-officers@2020.1",
    "jilin-departments@2021.1",
    "kunshan-departments@2017.1",
    "kunshan-towns@2017.1",
    "xinyang-counties@2012.1",
]


def test_these_are_carried():
    assert carried() == SCHEMES


@pytest.mark.parametrize("name", SCHEMES)
def test_it_loads_with_its_quotes_and_examples(name):
    scheme = load(name)
    assert scheme.name == name
    assert scheme.examples
    assert scheme.interps


@pytest.mark.parametrize("name", SCHEMES)
def test_its_checker_has_nothing_left_to_say(name):
    scheme = load(name)
    assert [str(warning) for warning in check_scheme(scheme, regulation(scheme.code))] == []


@pytest.mark.parametrize("name", SCHEMES)
def test_its_examples_are_really_worked_out(name):
    text = source(name)
    wrong = text.replace("expect = {items = {", "expect = {items = {no_such_item = 1, ")
    with pytest.raises(SchemeError, match=r"items\.no_such_item：算例写的是1\.00，算出来是待定"):
        read_scheme(wrong, f"{name}.toml", regulation(load(name).code))


@pytest.mark.parametrize("name", SCHEMES)
def test_its_quotes_stand_in_the_official_text_and_in_no_other(name):
    other = "一纸空文"
    with pytest.raises(SchemeError) as refused:
        read_scheme(source(name), f"{name}.toml", other)
    assert len(refused.value.problems) == len(load(name).clauses())


@pytest.mark.parametrize("name", SCHEMES)
def test_its_digest_is_of_its_content_not_of_its_layout(name):
    again = read_scheme(f"# 注\n\n{source(name)}\n# 完\n", "again.toml")
    assert again.digest == load(name).digest
    assert len(again.digest) == 64
    renamed = source(name).replace('title = "', 'title = "新', 1)
    assert read_scheme(renamed, "renamed.toml").digest != load(name).digest


@pytest.mark.parametrize("name", SCHEMES)
def test_with_nothing_known_everything_is_open(name):
    scheme = load(name)
    account = Evaluator(scheme).account(SubjectFacts({}))
    assert account.status == "pending"
    assert set(account.missing) == {item.id for item in scheme.items} | {veto.id for veto in scheme.vetoes}
    variants = Decimal(20) if name.startswith("kunshan-departments") else Decimal(0)  # A and B are both open
    most = sum(group.cap or 0 for group in scheme.groups.values())
    least = sum(group.min or 0 for group in scheme.groups.values())
    assert (account.low, account.high) == (least, 100 + variants + most)


def test_a_code_without_a_text_has_none():
    assert regulation("some-other-district") is None
