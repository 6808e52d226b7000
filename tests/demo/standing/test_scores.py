"""What the demo's records come to, computed by the real path."""

import json
from datetime import date

import pytest

from assessment.models import AssessmentRun
from officers.models import Job
from tests.demo import TODAY

GRADES = {"优秀", "良好", "称职", "不称职"}


@pytest.fixture
def last_year(demo):
    return AssessmentRun.objects.get(year=TODAY.year - 1)


def test_last_year_was_computed_as_of_the_first_of_march_and_this_year_as_of_today(demo):
    runs = AssessmentRun.objects.order_by("year")
    assert [run.as_of for run in runs] == [date(TODAY.year, 3, 1), TODAY]
    assert all(run.purpose == "preview" and run.finished_at and run.subjects == 14 for run in runs)
    assert {job.state for job in Job.objects.all()} == {"done"}


def test_every_grade_occurs_and_one_officer_waits(last_year):
    grades = list(last_year.sheets.values_list("grade", flat=True))
    assert set(grades) == {*GRADES, ""}
    waiting = last_year.sheets.get(status="pending")
    assert waiting.name == "宋听澜"


def test_most_officers_lie_between_the_extremes(last_year):
    totals = [total for total in last_year.sheets.values_list("total", flat=True) if total is not None]
    assert sum(60 <= total < 90 for total in totals) > len(totals) / 2
    assert len(set(totals)) == len(totals)


def test_the_officer_who_signs_in_was_good(last_year):
    assert last_year.sheets.get(code="A01").grade == "良好"


def test_the_poor_officers_sheet_raises_what_people_must_look_at(last_year):
    account = json.loads(last_year.sheets.get(grade="不称职").account)
    assert set(account["flags"]) == {"review", "accountable_criticism"}


def test_ledgers_were_in_time_late_and_missing(last_year):
    evidence = [json.loads(sheet.facts.body)["evidence"] for sheet in last_year.sheets.select_related("facts")]
    assert {month["state"] for one in evidence for month in one["ledgers"]} == {"on_time", "late", "missing", "absent"}
