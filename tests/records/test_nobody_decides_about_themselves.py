"""Who is of the office and an officer too decides nothing, in the office's name, that counts for themselves."""

from datetime import date

import pytest

from enterprises.models import Exemption, Honour
from tests.factories import exempt, honour, raise_issue
from tests.pages.reading import text_of

DAY = date(2021, 5, 6)


@pytest.fixture
def cast(both):
    return both


def refused(answer, status=403):
    assert answer.status_code == status
    assert "请由办公室其他" in text_of(answer)


def test_a_criticism_is_not_voided_or_corrected_by_the_one_it_counts_for(cast):
    own = honour(DAY, "督查通报", kind=Honour.Kind.CRITICISM, officer=cast.officer, document="河通〔2021〕1号")
    client = cast.client("director")
    refused(client.post(f"/honours/{own.pk}/void/", {"version": 1, "reason": "文件有误"}))
    refused(client.get(f"/honours/{own.pk}/correct/"))
    own.refresh_from_db()
    assert not own.is_void
    assert (
        cast.client("staff").post(f"/honours/{own.pk}/void/", {"version": 1, "reason": "文件有误"}).status_code == 302
    )


def test_nobody_enters_an_honour_of_their_own(cast):
    told = {"target_kind": "officer", "target": "A01", "kind": "commendation", "date": DAY, "work": "惠企政策直达"}
    refused(cast.client("director").post("/honours/new/", told), 422)
    assert not Honour.objects.exists()
    assert cast.client("staff").post("/honours/new/", told).status_code == 302


def test_nobody_excuses_themselves(cast):
    told = {"officer": cast.officer.pk, "starts": DAY, "ends": DAY, "reason": "学习", "approver": "区委"}
    refused(cast.client("director").post("/exemptions/new/", told), 422)
    assert not Exemption.objects.exists()
    assert cast.client("staff").post("/exemptions/new/", told).status_code == 302
    own = Exemption.objects.get()
    for path in (f"/exemptions/{own.pk}/", f"/exemptions/{own.pk}/void/"):
        refused(cast.client("director").get(path))


def test_the_exemptions_of_others_are_the_offices(cast):
    other = exempt(cast.other_officer, DAY, DAY, "学习")
    assert cast.client("director").get(f"/exemptions/{other.pk}/").status_code == 200


@pytest.mark.parametrize("code", ["void", "correct", "merge", "reclassify", "void-step"])
def test_an_issue_of_ones_own_enterprise_is_no_office_matter(cast, code):
    issue = raise_issue(cast.enterprise, "Q1", date(2021, 3, 1), "缺电")
    refused(cast.client("director").get(f"/issues/{issue.pk}/{code}/"))
    assert cast.client("staff").get(f"/issues/{issue.pk}/{code}/").status_code in (200, 409)


def test_what_an_officer_does_is_done_by_them_as_before(cast):
    issue = raise_issue(cast.enterprise, "Q1", date(2021, 3, 1), "缺电")
    assert cast.client("director").get(f"/issues/{issue.pk}/close/").status_code == 200
    other = raise_issue(cast.other_enterprise, "Q2", date(2021, 3, 1), "缺水")
    assert cast.client("director").get(f"/issues/{other.pk}/void/").status_code == 200


@pytest.mark.parametrize("act", ["extend", "end", "deputy", "void"])
def test_a_pairing_is_not_ended_by_its_own_officer(cast, act):
    refused(cast.client("director").get(f"/pairings/{cast.pairing.pk}/{act}/"))
    assert cast.client("director").get(f"/pairings/{cast.other_pairing.pk}/{act}/").status_code == 200
