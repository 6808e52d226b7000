"""What no workbook carries: void records, corrected visits, several returns, reopened and merged issues."""

from datetime import date

import pytest

from enterprises.models import Enterprise, Exemption, Honour, Pairing, PolicySupport, Submission, Visit
from officers.models import Officer
from tests.assessment.scored import One
from tests.factories import (
    ENTERED,
    at,
    exempt,
    hand_in,
    honour,
    make_district,
    make_unit,
    raise_issue,
    record,
    support,
    visit,
    visit_weekly,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def one():
    return One()


def void(row):
    """Take a record back, with a reason."""
    row.voided_at, row.void_reason = ENTERED, "登记有误"
    row.save()


def test_a_void_pairing_makes_no_subject_and_owes_nothing(one):
    visit_weekly(one.firm(), range(1, 53))
    void(one.firm())
    assert one.points("attendance") == "10.00"
    assert Pairing.objects.count() == 2


def test_a_void_exemption_lifts_nothing(one):
    one.firm(starts=date(2021, 12, 20), ends=date(2021, 12, 26))
    void(exempt(one.officer, date(2021, 12, 20), date(2021, 12, 26), "学习"))
    assert Exemption.objects.get().is_void
    assert one.points("attendance") == "0.00"


def test_a_void_ledger_was_never_handed_in(one):
    one.firm(ends=date(2021, 1, 31))
    ledger = hand_in(one.officer, 1, at(2021, 2, 3))
    assert one.points("ledger") == "15.00"
    void(ledger)
    assert one.points("ledger") == "13.00"


def test_a_void_support_does_not_count(one):
    firm = one.firm().enterprise
    for n in range(3):
        support(firm, date(2021, 4, 1), f"政策{n}")
    assert one.points("policy") == "15.00"
    void(PolicySupport.objects.last())
    assert one.points("policy") == "0.00"


def test_a_void_honour_does_not_count(one):
    one.firm()
    void(honour(date(2021, 4, 1), "技改", officer=one.officer))
    assert one.points("bonus") == "0.00"


def test_an_honour_of_a_unit_touches_no_officer(one):
    one.firm()
    honour(date(2021, 4, 1), "技改", kind=Honour.Kind.CRITICISM, unit=make_unit(one.district))
    assert one.points("adjust") == "0.00"


def test_a_corrected_visit_counts_once_on_its_new_day(one):
    pairing = one.firm(starts=date(2021, 12, 13), ends=date(2021, 12, 26))
    wrong = visit(pairing, date(2021, 12, 15), void="日期有误", is_current=False)
    right = visit(pairing, date(2021, 12, 21))
    Visit.objects.filter(pk=right.pk).update(replaces=wrong)
    assert one.points("attendance") == "0.00"  # one week of two
    visit(pairing, date(2021, 12, 15))
    assert one.points("attendance") == "10.00"


@pytest.mark.parametrize(
    ("third", "points"),
    [
        (at(2021, 2, 10), "15.00"),  # returned again on the 7th, a make-up Sunday: the 8th, 9th and 10th remain
        (at(2021, 2, 18), "13.00"),  # the next working day after the Spring Festival
        (None, "13.00"),
    ],
)
def test_each_of_several_returns_is_judged_in_turn(one, third, points):
    one.firm(ends=date(2021, 1, 31))
    ledger = hand_in(one.officer, 1, at(2021, 2, 3), returned=at(2021, 2, 4), again=at(2021, 2, 7))
    Submission.objects.filter(ledger=ledger, sequence=2).update(returned_at=at(2021, 2, 7, 12))
    if third:
        Submission.objects.create(district=one.district, ledger=ledger, sequence=3, received_at=third)
    assert one.points("ledger") == points


@pytest.mark.parametrize(("closed_again", "points"), [(date(2021, 4, 8), "10.00"), (date(2021, 4, 9), "8.00")])
def test_a_reopened_issue_counts_the_days_it_was_open(one, closed_again, points):
    """Raised on 9 March and closed on the 12th: 3 days. Reopened on 1 April: the 2nd, 6th, 7th and 8th make seven."""
    raise_issue(
        one.firm().enterprise, "W1", date(2021, 3, 9), "诉求",
        ("closed", date(2021, 3, 12)), ("reopened", date(2021, 4, 1)), ("closed", closed_again),
    )  # fmt: skip
    assert one.points("issues") == points


def test_a_reopened_issue_is_scored_in_the_year_of_its_last_deadline(one):
    raise_issue(
        one.firm().enterprise, "W1", date(2020, 6, 1), "诉求",
        ("closed", date(2020, 6, 4)), ("reopened", date(2021, 3, 1)),
    )  # fmt: skip
    assert one.points("issues", year=2020) == "10.00"
    assert one.points("issues", year=2021) == "8.00"


@pytest.mark.parametrize("step", [("merged", date(2021, 3, 10)), ("withdrawn", None)])
def test_a_merged_or_withdrawn_issue_never_counts(one, step):
    raise_issue(one.firm().enterprise, "W1", date(2021, 3, 9), "诉求", step)
    assert one.points("issues") == "10.00"


def test_a_step_that_was_entered_wrongly_does_not_count(one):
    issue = raise_issue(one.firm().enterprise, "W1", date(2021, 3, 9), "诉求", ("closed", date(2021, 3, 10)))
    issue.steps.update(voided_at=ENTERED)
    assert one.points("issues") == "8.00"


def test_records_of_another_district_are_not_seen(one):
    """The other district has an officer and a firm of the same codes, and everything went wrong there."""
    visit_weekly(one.firm(), range(1, 53))
    other = make_district("other", "邻区")
    theirs = Officer.objects.create(district=other, code=one.officer.code, name="同号")
    firm = Enterprise.objects.create(district=other, credit_code=Enterprise.objects.get().credit_code, name="同码")
    record(Pairing, other, officer=theirs, enterprise=firm, starts=date(2020, 6, 1))
    raise_issue(firm, "W1", date(2021, 3, 9), "诉求")
    honour(date(2021, 4, 1), "批评", kind=Honour.Kind.CRITICISM, officer=theirs)
    assert (one.points("attendance"), one.points("issues"), one.points("adjust")) == ("10.00", "10.00", "0.00")
