"""Several returns, reopened and merged issues: the export writes the last state, and its import changes nothing."""

from datetime import UTC, date, datetime

import pytest
from openpyxl import load_workbook

from assessment.workbook import export_file
from enterprises.models import Issue, IssueStep, Ledger, Submission

from .making import AT, bring, district
from .snapshot import snapshot

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def first(brought):
    assert brought().is_clean


def at(day, hour):
    """A time of February 2021 in Shanghai."""
    return datetime(2021, 2, day, hour - 8, tzinfo=UTC)


def exported(path, title, key):
    export_file(path, district())
    rows = load_workbook(path)[title].iter_rows(min_row=2, values_only=True)
    return next(list(row) for row in rows if key in row)


def unchanged(path):
    before = snapshot()
    report = bring(path)
    return report.is_clean and snapshot() == before


@pytest.mark.parametrize(
    ("filings", "shown"),
    [
        # in again within three working days of the first return (to 9 February, the 7th is a make-up Sunday)
        ([(4, 5), (9, 18), (20, None)], (4, 18, 20)),
        # in again too late: the second time counted
        ([(4, 5), (18, 19), (20, None)], (18, 19, 20)),
        # sent back a second time and not in again
        ([(4, 5), (9, 18)], (4, 18, None)),
    ],
)
def test_of_several_returns_the_last_is_shown_and_what_counted_before_it(tmp_path, filings, shown):
    ledger = Ledger.objects.get(month=date(2021, 1, 1))
    ledger.submissions.all().delete()
    for sequence, (received, returned) in enumerate(filings, start=1):
        Submission.objects.create(
            district=ledger.district,
            ledger=ledger,
            sequence=sequence,
            received_at=at(received, 9),
            returned_at=returned and at(returned, 9),
        )
    row = exported(tmp_path / "out.xlsx", "工作台账", "2021-01")
    assert row[2:] == [day and datetime.fromisoformat(f"2021-02-{day:02d} 09:00:00") for day in shown]
    assert unchanged(tmp_path / "out.xlsx")


def step(code, kind, day=None):
    issue = Issue.objects.get(code=code)
    IssueStep.objects.create(
        district=issue.district, issue=issue, sequence=issue.steps.count() + 1, kind=kind, on=day, entered_at=AT
    )


def test_a_reopened_issue_has_no_closing_day(tmp_path):
    step("W01", "reopened", date(2021, 3, 10))
    assert exported(tmp_path / "out.xlsx", "企业问题", "W01")[6] is None
    assert unchanged(tmp_path / "out.xlsx")


def test_an_issue_closed_again_has_the_last_closing_day(tmp_path):
    step("W01", "reopened", date(2021, 3, 10))
    step("W01", "closed", date(2021, 3, 15))
    assert exported(tmp_path / "out.xlsx", "企业问题", "W01")[6].date() == date(2021, 3, 15)
    assert unchanged(tmp_path / "out.xlsx")


def test_closing_a_reopened_issue_by_import_keeps_its_history(tmp_path, brought):
    step("W01", "reopened", date(2021, 3, 10))
    brought()  # the workbook still says: closed on 8 March
    kinds = IssueStep.objects.standing().filter(issue__code="W01").values_list("kind", "on")
    assert list(kinds) == [
        ("closed", date(2021, 3, 8)),
        ("reopened", date(2021, 3, 10)),
        ("closed", date(2021, 3, 8)),
    ]


@pytest.mark.parametrize("how", ["merged", "void"])
def test_a_merged_or_void_issue_is_shown_as_withdrawn(tmp_path, how):
    if how == "merged":
        step("W01", "merged", date(2021, 3, 9))
    else:
        Issue.objects.filter(code="W01").update(voided_at=AT, void_reason="重复登记")
    assert exported(tmp_path / "out.xlsx", "企业问题", "W01")[7] == "撤回"
    assert unchanged(tmp_path / "out.xlsx")
