"""A draft is no ledger for the assessment, and no row of the workbook: brought in again it would undo a handing-in."""

from datetime import date

import pytest
from openpyxl import load_workbook

from assessment.workbook import export_file, import_file
from enterprises.models import Ledger, Submission
from tests.factories import ENTERED, at, compute_run, hand_in, record
from tests.workbook.making import FIRM, OTHER_FIRM, actor
from tests.workbook.snapshot import snapshot

TIME = at(2021, 2, 3)


@pytest.fixture(autouse=True)
def real_codes(cast):
    """An import looks at the check digit."""
    for firm, code in ((cast.enterprise, FIRM), (cast.other_enterprise, OTHER_FIRM)):
        firm.credit_code = code
        firm.save()


@pytest.fixture
def draft(cast):
    return record(
        Ledger, cast.district, officer=cast.officer, month=date(2021, 1, 1), progress="写了一半", drafted_at=ENTERED
    )


def rows(cast, path):
    export_file(path, cast.district)
    return [row[:3] for row in load_workbook(path)["工作台账"].iter_rows(min_row=2, values_only=True)]


def bring_in(cast, path):
    return import_file(path, cast.district, actor())


def test_it_counts_as_missing(cast, draft):
    without = compute_run(cast.district).sheets.get(code="A01")
    draft.delete()
    assert compute_run(cast.district).sheets.get(code="A01").account == without.account


def test_it_is_not_exported(cast, draft, tmp_path):
    assert rows(cast, tmp_path / "out.xlsx") == []
    draft.submissions.create(district=cast.district, sequence=1, received_at=TIME)
    assert len(rows(cast, tmp_path / "out.xlsx")) == 1


def test_a_month_that_only_a_workbook_named_is_exported_as_before(cast, tmp_path):
    record(Ledger, cast.district, officer=cast.officer, month=date(2021, 1, 1))
    assert rows(cast, tmp_path / "out.xlsx") == [("A01", "2021-01", None)]


def test_an_export_from_before_the_handing_in_does_not_take_it_back(cast, draft, tmp_path):
    export_file(tmp_path / "old.xlsx", cast.district)
    draft.submissions.create(district=cast.district, sequence=1, received_at=TIME, content={"visits": []})
    before = snapshot()
    report = bring_in(cast, tmp_path / "old.xlsx")
    assert report.is_clean
    assert snapshot() == before


def test_a_time_that_a_workbook_brings_goes_to_the_draft(cast, draft, tmp_path):
    other = hand_in(cast.other_officer, 1, TIME)
    export_file(tmp_path / "book.xlsx", cast.district)
    Submission.objects.filter(ledger=other).delete()
    Ledger.objects.filter(pk=other.pk).delete()
    draft.officer = cast.other_officer
    draft.save()
    assert bring_in(cast, tmp_path / "book.xlsx").is_clean
    assert draft.submissions.get().received_at == TIME
    assert Ledger.objects.get().progress == "写了一半"


def test_what_was_handed_in_here_goes_out_and_in_unchanged(cast, desk, tmp_path):
    desk.arrive(at(2021, 10, 8, 9)).write(progress="第一稿")
    desk.arrive(at(2021, 10, 8, 15)).post("staff", "return/", sequence=1, reason="改")
    desk.arrive(at(2021, 10, 11)).write(progress="第二稿")
    desk.post("staff", "accept/", sequence=2)
    export_file(tmp_path / "out.xlsx", cast.district)
    before = snapshot()
    assert bring_in(cast, tmp_path / "out.xlsx").is_clean
    assert snapshot() == before


def test_a_workbook_that_says_it_went_back_takes_the_acceptance_away(cast, desk, tmp_path):
    desk.arrive(at(2021, 10, 8, 9)).write()
    Submission.objects.update(returned_at=at(2021, 10, 8, 12))
    export_file(tmp_path / "out.xlsx", cast.district)
    Submission.objects.update(returned_at=None, accepted_at=at(2021, 10, 8, 13))
    assert bring_in(cast, tmp_path / "out.xlsx").is_clean
    filing = Submission.objects.get()
    assert (filing.returned_at, filing.accepted_at) == (at(2021, 10, 8, 12), None)
