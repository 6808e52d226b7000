"""The sample districts, imported and assessed by the commands, agree with the independent scorer to the last digit."""

import json

import pytest

from tests.assessment.commands import SAMPLES, assessed, output_of, sample, scheme_and_year

NAMES = sorted(path.name.removesuffix(".expected.json") for path in SAMPLES.glob("*.expected.json"))

pytestmark = pytest.mark.django_db


def test_all_five_schemes_have_samples():
    assert {scheme_and_year(name)[0] for name in NAMES} == {
        "jiaozuo-officers",
        "jilin-departments",
        "kunshan-departments",
        "kunshan-towns",
        "xinyang-counties",
    }


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_is_scored_as_expected(name):
    output_of("import_workbook", str(sample(name)))
    scheme, year = scheme_and_year(name)
    sheets = {sheet["subject"]["code"]: sheet for sheet in assessed(scheme, year)["sheets"]}
    expected = json.loads((SAMPLES / f"{name}.expected.json").read_text(encoding="utf-8"))

    assert list(sheets) == sorted(subject_of(one) for one in expected)
    for one in expected:
        assert shortened(sheets[subject_of(one)], one) == one


@pytest.mark.parametrize("name", NAMES)
def test_one_subject_asked_for_alone_gets_the_same_sheet(name):
    output_of("import_workbook", str(sample(name)))
    scheme, year = scheme_and_year(name)
    for sheet in assessed(scheme, year)["sheets"]:
        assert assessed(scheme, year, "--subject", sheet["subject"]["code"])["sheets"] == [sheet]


def subject_of(one: dict) -> str:
    return one.get("code") or one["name"]


def shortened(sheet: dict, like: dict) -> dict:
    """A sheet in the form of its expectation: items by code, and for Jiaozuo the group of bonus and malus instead."""
    points = {item["code"]: item["points"] for item in sheet["items"]}
    if "adjust" in like["points"]:
        del points["bonus"], points["malus"]
    for group in sheet["groups"]:  # a group may be called like an item of it: then the item is meant
        if group["code"] in like["points"]:
            points.setdefault(group["code"], group["points"])
    known = {"code": sheet["subject"]["code"], "name": sheet["subject"]["name"], "points": points}
    return {key: known[key] if key in known else sheet[key] for key in like}
