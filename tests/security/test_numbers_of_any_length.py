"""Python reads no number of more than 4,300 digits: wherever one may be typed or sent, a long one is nonsense, not a
fault of the server."""

import pytest

from officers.numbers import LARGEST, whole
from tests.cast import Cast

LONG = "9" * 5000
PAGES = (
    "/honours/same-works/?year={}",
    "/trainings/?year={}",
    "/units/{unit}/?year={}",
    "/calendar/?year={}",
    "/calendar/changes/new/?again={}",
    "/hand-over/?officer={}",
    "/supports/new/?enterprise={}",
    "/visits/new/?pairing={}",
    "/pairings/new/?officer={}",
    "/log/?after={}",
    "/today/?district={}",
)


@pytest.fixture
def cast(db):
    return Cast()


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0), ("007", 7), (str(LARGEST), LARGEST), (str(LARGEST + 1), None), (LONG, None), ("", None),
        (None, None), ("-1", None), ("1.0", None), (" 1", None), ("²", None), ("１", None), ("٣", None),
    ],
)  # fmt: skip
def test_what_is_a_number(text, number):
    assert whole(text) == number


def test_a_number_lies_within_its_bounds():
    assert [whole(text, 2000, 2100) for text in ("1999", "2000", "2100", "2101")] == [None, 2000, 2100, None]


@pytest.mark.parametrize("page", PAGES)
def test_a_long_number_in_an_address_is_answered(cast, page):
    path = page.format(LONG, unit=cast.unit.pk)
    assert {cast.client(name).get(path).status_code for name in ("director", "officer", "admin")} <= {200, 403, 404}


@pytest.mark.parametrize("name", ["year", "officer"])
def test_a_long_number_in_a_decision_on_two_works_is_answered(cast, name):
    told = {"year": "2021", "officer": cast.officer.pk, "first": "甲", "second": "乙"} | {name: LONG}
    assert cast.client("staff").post("/honours/same-works/decide/", told).status_code in (302, 404)


def test_a_long_number_in_a_roll_names_nobody(cast):
    told = {"date": "2021-03-09", "topic": "解读", "hours": "3", "people": f"officer-{LONG}", "called": "officer-1"}
    assert cast.client("staff").post("/trainings/new/", told).status_code == 422


@pytest.mark.parametrize("number", [LONG, "0" * 19 + "1" + "0" * 5000])
def test_a_long_link_of_a_survey_is_unknown(cast, number):
    assert cast.client("anonymous").get(f"/s/{number}-abc/").status_code == 404
