"""What the limits of a group cut, and what lifts them, stands in the sheet (J6)."""

from datetime import date

import pytest

from assessment.models import Record
from enterprises.models import Honour
from tests.factories import compute_run, honour, record

from .reading import text_of


@pytest.fixture
def sheet(cast):
    """Six provincial titles for six works: 12 points, two more than may count."""
    for month in range(1, 7):
        title, level = Honour.Kind.TITLE, Honour.Level.PROVINCE
        honour(date(2021, month, 9), f"第{month}项工作", title, level, officer=cast.officer)

    def page():
        run = compute_run(cast.district)
        return text_of(cast.client("director").get(f"/assessment/runs/{run.pk}/sheets/A01/"))

    return page


def test_what_the_limit_cuts_is_a_line_of_its_own(sheet):
    page = sheet()
    assert "综合加减分小计 分值 — +10.00 −2.00 综合加减分控制在±10分以内" in page


def test_a_written_decision_that_lifts_the_limit_is_named_by_its_document(cast, sheet):
    record(
        Record, cast.district, scheme_code="jiaozuo-officers", officer=cast.officer, item="cap_lifted", value="是",
        date=date(2021, 12, 1), document_no="河示服领〔2021〕9号",
    )  # fmt: skip
    page = sheet()
    assert "综合加减分小计 分值 — +12.00" in page
    assert "河示服领〔2021〕9号" in page
