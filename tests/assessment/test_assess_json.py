"""`assess --format json`: the document others compute with, key by key (rulebook part 3)."""

import json
import re
from datetime import date
from decimal import Decimal

import pytest

from assessment import schemes
from assessment.rules.account import PENDING
from enterprises.models import Submission
from tests.assessment.commands import assessed, output_of, sample
from tests.assessment.scored import One
from tests.factories import at, hand_in

pytestmark = pytest.mark.django_db

HEAD = ["scheme", "digest", "year", "as_of", "calendar", "sheets"]
SHEET = [
    *("subject", "status", "missing", "items", "groups"),
    *("total", "low", "high", "grade", "vetoes", "flags"),
]
ITEM = ["code", "title", "max", "points", "lines"]
LINE = {"code", "delta", "text", "status", "evidence"}
#: beyond the contract: the clause that a line rests on (G10), and the lines of each pairing or quarter under its own
LINE_MORE = {"clause", "under"}
POINTS = re.compile(r"-?\d+\.\d\d")


@pytest.fixture(params=["jiaozuo-2021-11", "jiaozuo-2021-13"])
def document(request):
    output_of("import_workbook", str(sample(request.param)))
    return assessed("jiaozuo-officers", 2021)


def test_the_head_names_the_scheme_the_year_and_the_calendar(document):
    assert list(document) == HEAD
    scheme = schemes.load("jiaozuo-officers@2020.1")
    assert document["digest"] == scheme.digest
    assert {key: document[key] for key in ("scheme", "year", "as_of", "calendar")} == {
        "scheme": "jiaozuo-officers@2020.1",
        "year": 2021,
        "as_of": "2022-03-01",
        "calendar": "published",
    }


def test_sheets_come_in_order_of_their_codes_with_every_key(document):
    codes = [sheet["subject"]["code"] for sheet in document["sheets"]]
    assert len(codes) > 10
    assert codes == sorted(codes)
    for sheet in document["sheets"]:
        assert list(sheet) == SHEET
        assert list(sheet["subject"]) == ["kind", "code", "name"]
        assert sheet["subject"]["kind"] == "officer"


def test_items_groups_and_flags_come_in_the_schemes_order(document):
    scheme = schemes.load("jiaozuo-officers@2020.1")
    flags = [flag.id for flag in scheme.flags]
    for sheet in document["sheets"]:
        assert [item["code"] for item in sheet["items"]] == [item.id for item in scheme.items]
        assert [group["code"] for group in sheet["groups"]] == ["daily", "survey", "adjust"]
        assert sheet["flags"] == sorted(sheet["flags"], key=flags.index)


def test_points_are_text_with_two_decimals(document):
    for sheet in document["sheets"]:
        items, lines = sheet["items"], [line for item in sheet["items"] for line in item["lines"]]
        values = [item["points"] for item in items] + [line["delta"] for line in lines]
        values += [group["points"] for group in sheet["groups"]]
        values += [item["max"] for item in items if item["code"] not in ("bonus", "malus")]
        values += [sheet["low"], sheet["high"], sheet["total"]]
        assert all(POINTS.fullmatch(value) for value in values if value is not None)
        assert [item["max"] for item in items if item["code"] in ("bonus", "malus")] == [None, None]


def test_used_lines_add_up_to_the_item_and_items_with_group_lines_to_the_total(document):
    for sheet in document["sheets"]:
        for item in sheet["items"]:
            assert list(item) == ITEM
            for line in item["lines"]:
                assert set(line) - LINE_MORE == LINE
                assert line["status"] in ("used", "overridden", "pending")
                assert line["text"]
            if item["points"] is not None:
                assert Decimal(item["points"]) == added(item["lines"])
        if sheet["total"] is not None:
            cuts = sum((added(group.get("lines", [])) for group in sheet["groups"]), Decimal(0))
            assert Decimal(sheet["total"]) == sum(Decimal(item["points"]) for item in sheet["items"]) + cuts


def added(lines):
    return sum((Decimal(line["delta"]) for line in lines if line["status"] == "used"), Decimal(0))


def test_a_pending_sheet_names_its_items_and_its_interval(document):
    for sheet in document["sheets"]:
        waiting = [item["code"] for item in sheet["items"] if item["points"] is None]
        assert (sheet["status"] == "pending") == bool(waiting)
        assert sheet["missing"] == waiting
        if waiting:
            assert (sheet["total"], sheet["grade"]) == (None, None)
            assert Decimal(sheet["high"]) - Decimal(sheet["low"]) == 50
            lines = [line for item in sheet["items"] if item["code"] in waiting for line in item["lines"]]
            assert PENDING in {line["status"] for line in lines}
        else:
            assert sheet["low"] == sheet["total"] == sheet["high"]


def test_missed_weeks_are_named_in_the_evidence_with_their_enterprise(document):
    missed = 0
    for sheet in document["sheets"]:
        (attendance,) = (item for item in sheet["items"] if item["code"] == "attendance")
        for unit in attendance["lines"]:
            below = [line for line in unit.get("under", []) if line["code"] == "visit_missed"]
            for found in (found for line in (unit, *below) if below for found in line["evidence"]):
                missed += 1
                assert re.fullmatch(r"2021-W\d\d", found["period"])
                assert re.fullmatch(r"[0-9A-Z]{18}", found["enterprise"])
            assert not below or below[0]["evidence"] == unit["evidence"]
    assert missed


def test_one_json_document_is_all_that_is_printed():
    One().firm()
    printed = output_of("assess", "--scheme", "jiaozuo-officers", "--year", "2021", "--format", "json")
    document, end = json.JSONDecoder().raw_decode(printed)
    assert printed[end:].strip() == ""
    assert len(document["sheets"]) == 1


def test_a_scheme_without_grades_and_groups_says_so():
    output_of("import_workbook", str(sample("kunshan-departments-2017")))
    for sheet in assessed("kunshan-departments", 2017)["sheets"]:
        assert sheet["grade"] is None
        assert sheet["groups"] == []
        assert sheet["subject"]["code"] == sheet["subject"]["name"]
        assert sheet["subject"]["kind"] == "department"


def test_items_that_do_not_apply_are_absent():
    output_of("import_workbook", str(sample("kunshan-departments-2017")))
    for sheet in assessed("kunshan-departments", 2017)["sheets"]:
        assert len({item["code"] for item in sheet["items"]} & {"special_a", "special_b"}) == 1


def test_a_calendar_not_published_yet_is_named_once_a_deadline_used_it():
    one = One()
    one.firm()
    assert assessed("jiaozuo-officers", 2026, "--as-of", "2026-12-01")["calendar"] == "published"
    assert assessed("jiaozuo-officers", 2026, "--as-of", "2027-03-01")["calendar"] == "provisional"


def test_a_return_whose_limit_lies_in_a_year_without_a_calendar_makes_the_score_provisional():
    """November's ledger was due in 2026; sent back on 30 December, it could be corrected until 5 January 2027."""
    one = One()
    one.firm(ends=date(2026, 11, 30))
    hand_in(one.officer, 11, at(2026, 12, 2), returned=at(2026, 12, 2, 12), again=at(2026, 12, 3), year=2026)
    assert assessed("jiaozuo-officers", 2026, "--as-of", "2027-03-01")["calendar"] == "published"
    Submission.objects.filter(sequence=2).update(returned_at=at(2026, 12, 30))
    assert assessed("jiaozuo-officers", 2026, "--as-of", "2027-03-01")["calendar"] == "provisional"
