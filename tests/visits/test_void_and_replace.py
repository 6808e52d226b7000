"""A visit is taken out by the office, with a reason, or gives way to another; what was there stays to be seen."""

from datetime import date

import pytest

from enterprises.models import Policy, Visit
from officers.models import LogEntry
from tests.factories import grant, make_officer, pair, visit
from tests.pages.reading import text_of

from .clock import NOW, TODAY

REASON = {"reason": "经核实未到场", "version": 1}


@pytest.fixture
def found(cast):
    return visit(cast.pairing, date(2021, 9, 22), content="看了车间", entered_by=cast.users["officer"])


def replacing(visit, **other):
    fields = {
        "pairing": visit.pairing_id, "day": "other", "date": visit.date, "visitor": "officer", "work": ["learn"],
        "content": "看了二期车间", "reason": "地点写错", "version": visit.version,
    }  # fmt: skip
    return fields | other


def test_the_office_voids_with_a_reason_and_the_record_stays_struck_through(cast, found):
    answer = cast.client("staff").post(f"/visits/{found.pk}/void/", REASON, follow=True)
    found.refresh_from_db()
    assert (found.voided_at, found.voided_by, found.void_reason) == (NOW, cast.users["staff"], "经核实未到场")
    assert found.is_current, "it still counts as untrue: nothing has taken its place"
    assert "<s>沁渊精铸有限公司</s>" in answer.content.decode()
    assert "经核实未到场" in text_of(answer)


def test_without_a_reason_nothing_is_void(cast, found):
    answer = cast.client("staff").post(f"/visits/{found.pk}/void/", {"reason": " ", "version": 1})
    assert answer.status_code == 422
    assert not Visit.objects.get().is_void


@pytest.mark.parametrize("who", ["officer", "deputy", "liaison", "leader"])
def test_nobody_else_voids(cast, found, who):
    assert cast.client(who).post(f"/visits/{found.pk}/void/", REASON).status_code == 403
    assert not Visit.objects.get().is_void


def test_the_office_decides_nothing_about_its_own_visits(cast):
    grant(cast.users["staff"], "officer", cast.district)
    own = make_officer(cast.district, "A03", "温以宁", cast.users["staff"], cast.unit)
    under = visit(pair(own, cast.other_enterprise, date(2019, 1, 1), date(2020, 1, 1)), date(2019, 9, 22))
    answer = cast.client("staff").post(f"/visits/{under.pk}/void/", REASON)
    assert answer.status_code == 403
    assert "请由办公室其他同事办理" in text_of(answer)


def test_who_saw_an_older_version_is_told_and_changes_nothing(cast, found):
    Visit.objects.update(version=2, content="刚改的")
    answer = cast.client("staff").post(f"/visits/{found.pk}/void/", REASON)
    assert answer.status_code == 409
    assert "这条记录刚被别人改过" in text_of(answer)
    assert "刚改的" in text_of(answer)
    assert not Visit.objects.get().is_void


def test_who_corrects_an_older_version_is_told_and_changes_nothing(cast, found):
    Visit.objects.update(version=2, content="刚改的")
    answer = cast.client("officer").post(f"/visits/{found.pk}/replace/", replacing(found, reason="", version=1))
    assert answer.status_code == 409
    assert "刚改的" in text_of(answer)
    assert Visit.objects.get().is_current


def test_a_correction_is_a_new_record_that_names_the_old_one(cast, found):
    answer = cast.client("officer").post(f"/visits/{found.pk}/replace/", replacing(found, reason=""))
    found.refresh_from_db()
    new = found.replaced_by
    assert answer["Location"] == f"/visits/{new.pk}/"
    assert (found.is_current, found.void_reason, found.version) == (False, "本人更正", 2)
    assert (new.content, new.is_current, new.is_void, new.entered_by) == (
        "看了二期车间", True, False, cast.users["officer"],
    )  # fmt: skip
    assert [entry.action for entry in LogEntry.objects.order_by("pk")] == ["作废走访，另行更正", "登记走访"]
    assert f'href="/visits/{new.pk}/"' in cast.client("officer").get(f"/visits/{found.pk}/").content.decode()
    assert f'href="/visits/{found.pk}/"' in cast.client("officer").get(f"/visits/{new.pk}/").content.decode()


@pytest.mark.parametrize("who", ["officer", "staff"])
def test_a_correction_that_is_sent_again_leads_to_the_same_record(cast, found, who):
    fields = replacing(found, form_key="0b6fd6a7-92a5-4ad2-9fdf-3d7f4a3f8d57")
    answers = [cast.client(who).post(f"/visits/{found.pk}/replace/", fields) for _ in range(2)]
    assert {answer["Location"] for answer in answers} == {f"/visits/{Visit.objects.get(replaces=found).pk}/"}


def test_a_corrected_visit_cannot_be_corrected_once_more(cast, found):
    cast.client("staff").post(f"/visits/{found.pk}/replace/", replacing(found))
    answer = cast.client("staff").post(f"/visits/{found.pk}/replace/", replacing(found, version=2, day=TODAY))
    assert answer.status_code == 409
    assert Visit.objects.count() == 2


def test_a_void_visit_can_be_given_a_successor_by_the_office_alone(cast, found):
    Visit.objects.update(voided_at=NOW, void_reason="未到场")
    assert cast.client("officer").post(f"/visits/{found.pk}/replace/", replacing(found)).status_code == 403
    assert cast.client("staff").post(f"/visits/{found.pk}/replace/", replacing(found)).status_code == 302
    found.refresh_from_db()
    assert (found.void_reason, found.is_current) == ("未到场", False)


def test_the_office_says_why_it_corrects(cast, found):
    assert cast.client("staff").post(f"/visits/{found.pk}/replace/", replacing(found, reason="")).status_code == 422


def test_after_the_term_only_the_office_corrects_and_the_reason_stands_with_the_visit(cast):
    old = visit(cast.pairing, date(2021, 9, 1), entered_by=cast.users["officer"])
    answer = cast.client("officer").post(f"/visits/{old.pk}/replace/", replacing(old))
    assert answer.status_code == 422
    assert "更早的请办公室写明原因补录" in text_of(answer)
    assert cast.client("staff").post(f"/visits/{old.pk}/replace/", replacing(old)).status_code == 302
    assert Visit.objects.get(replaces=old).late_reason == "地点写错"


def test_an_old_visit_cannot_be_corrected_into_the_term(cast):
    """The new day is in time, the record that would go is not the officer's to touch any more."""
    old = visit(cast.pairing, date(2021, 9, 1), entered_by=cast.users["officer"])
    answer = cast.client("officer").post(f"/visits/{old.pk}/replace/", replacing(old, date=TODAY))
    assert answer.status_code == 422
    assert "更正请找办公室" in text_of(answer)
    assert not Visit.objects.get().is_void


def test_a_deputy_corrects_what_they_typed_and_nothing_else(cast, found):
    assert cast.client("deputy").get(f"/visits/{found.pk}/replace/").status_code == 403
    Visit.objects.update(entered_by=cast.users["deputy"])
    assert cast.client("deputy").get(f"/visits/{found.pk}/replace/").status_code == 200


def test_a_correction_onto_another_visits_day_is_refused(cast, found):
    visit(cast.pairing, TODAY)
    answer = cast.client("officer").post(f"/visits/{found.pk}/replace/", replacing(found, day=TODAY))
    assert answer.status_code == 422
    assert not Visit.objects.get(pk=found.pk).is_void


def test_the_form_shows_what_stands_there(cast, found):
    page = cast.client("officer").get(f"/visits/{found.pk}/replace/").content.decode()
    assert 'value="2021-09-22"' in page
    assert "看了车间" in page


def test_policies_are_shown_as_chosen_though_their_names_hold_separators(cast, found):
    names = ("稳岗返还", "关于减税、降费的通知")
    chosen = [Policy.objects.create(district=cast.district, name=name) for name in names]
    Visit.objects.filter(pk=found.pk).update(is_briefing=True, policies="、".join(names))
    page = cast.client("officer").get(f"/visits/{found.pk}/replace/")
    assert page.context["form"].initial["policies"] == chosen


def test_a_long_text_of_a_workbook_can_be_kept(cast, found):
    Visit.objects.update(content="字" * 900)
    answer = cast.client("staff").post(f"/visits/{found.pk}/replace/", replacing(found, content="字" * 900))
    assert answer.status_code == 302
