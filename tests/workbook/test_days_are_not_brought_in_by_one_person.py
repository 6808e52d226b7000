"""工作日历 through the browser: what stands may be said again, but one person alone moves no deadline."""

from datetime import date

import pytest

from officers.actor import Actor
from officers.models import District, WorkDay
from officers.sheets import BY_TWO
from officers.workbook.report import Count
from tests.factories import make_user

from .making import AT, DISTRICT, bring, import_file, write

pytestmark = pytest.mark.django_db
HEADERS, STANDING = DISTRICT["工作日历"]


@pytest.fixture
def by_person(brought, tmp_path):
    """A function by which a person imports rows of 工作日历 into the small district."""
    assert brought().is_clean
    person = Actor("温以宁", AT, make_user("wenyining", "温以宁"))

    def bring_days(*rows, **options):
        path = write(tmp_path / "days.xlsx", {"单位": DISTRICT["单位"], "工作日历": [HEADERS, *rows]})
        return import_file(path, District.objects.get(), person, **options)

    return bring_days


@pytest.mark.parametrize(
    "row",
    [
        [date(2021, 5, 24), "否", "区内调整"],
        [date(2021, 5, 23), "否", "区内调整"],
        [date(2021, 5, 23), "是", "另有说明"],
    ],
    ids=["new", "changed", "explained anew"],
)
def test_a_day_that_is_new_or_changed_is_left_to_the_page_of_two(by_person, row):
    before = list(WorkDay.objects.values())
    for report in (by_person(row), by_person(row, skip_errors=True)):
        assert [(problem.row, problem.column, problem.text) for problem in report.errors] == [(2, "日期", BY_TWO)]
        assert report.counts["工作日历"] == Count(rejected=1)
    assert report.imported
    assert list(WorkDay.objects.values()) == before


def test_days_that_stand_pass_unchanged(by_person):
    report = by_person(STANDING)
    assert report.imported
    assert report.counts["工作日历"] == Count(unchanged=1)


def test_the_operator_brings_days_in_as_before(by_person, tmp_path):
    path = write(tmp_path / "operator.xlsx", {"工作日历": [HEADERS, [date(2021, 5, 24), "否", None]]})
    assert bring(path).counts["工作日历"] == Count(new=1)
