"""Handing over in the browser: chosen, looked at, confirmed once."""

from datetime import date

import pytest

from enterprises.models import Pairing
from officers.models import LogEntry
from tests.factories import grant, make_enterprise, make_officer, pair, raise_issue, visit
from tests.pages.reading import text_of


@pytest.fixture
def office(cast):
    return cast.client("staff")


@pytest.fixture
def second(cast):
    return pair(cast.officer, make_enterprise(cast.district, "远岫机电有限公司"))


@pytest.fixture
def form(cast, second):
    return {
        "day": "2021-09-30", "reason": "post", "officer": cast.other_officer.pk, "deputy": "",
        f"version_{cast.pairing.pk}": 1, f"version_{second.pk}": 1,
    }  # fmt: skip


def begun(cast):
    return set(Pairing.objects.filter(starts=date(2021, 10, 1)).values_list("enterprise__name", "officer__name"))


def test_without_an_officer_the_page_asks_for_one(cast, office):
    assert "下一步" in text_of(office.get("/hand-over/"))


def test_all_of_an_officers_enterprises_are_offered_or_the_one(cast, office, second):
    assert len(office.get("/hand-over/", {"officer": cast.officer.pk}).context["pairings"]) == 2
    assert len(office.get("/hand-over/", {"enterprise": second.enterprise.pk}).context["pairings"]) == 1
    assert office.get("/hand-over/", {"officer": "99999"}).status_code == 404
    assert office.get("/hand-over/", {"officer": "x"}).status_code == 404


def test_the_preview_tells_what_will_happen_and_writes_nothing(cast, office, form):
    raise_issue(cast.enterprise, "W1", date(2021, 9, 1), "用电")
    answer = office.post("/hand-over/", form)
    said = text_of(answer)
    assert "2021年9月30日 止" in said
    assert "2021年10月1日 起" in said
    assert "苏若岚" in said
    assert "1件" in said
    assert not begun(cast)
    assert not LogEntry.objects.exists()


def test_confirmed_all_pass_over(cast, office, form):
    answer = office.post("/hand-over/", form | {"confirm": 1}, follow=True)
    assert begun(cast) == {("沁渊精铸有限公司", "苏若岚"), ("远岫机电有限公司", "苏若岚")}
    assert "已交接2家企业，2021年10月1日起由苏若岚服务" in text_of(answer)


def test_each_enterprise_may_go_to_somebody_else_or_stay(cast, office, form, second):
    third = make_officer(cast.district, "A03", "周砚秋")
    own = {f"to_{second.pk}": third.pk, f"with_{second.pk}": cast.deputy.pk, f"to_{cast.pairing.pk}": "keep"}
    office.post("/hand-over/", form | own | {"officer": "", "confirm": 1})
    assert begun(cast) == {("远岫机电有限公司", "周砚秋")}
    assert Pairing.objects.get(officer=third).deputy == cast.deputy
    assert Pairing.objects.get(pk=cast.pairing.pk).ends is None


def test_pressed_twice_it_is_done_once_and_told_as_done(cast, office, form):
    for _ in range(2):
        assert office.post("/hand-over/", form | {"confirm": 1}).url == f"/officers/{cast.officer.pk}/"
    assert len(begun(cast)) == 2
    assert LogEntry.objects.filter(action="交接企业").count() == 1


def test_an_obstacle_is_told_beside_its_enterprise_before_anything_is_confirmed(cast, office, form, second):
    made = visit(second, date(2021, 10, 8))
    for more in ({}, {"confirm": 1}):
        answer = office.post("/hand-over/", form | more)
        assert answer.status_code == 422
        assert f"已有2021年10月8日的走访（编号{made.number}）" in answer.context["form"].errors[f"to_{second.pk}"][0]
    assert not begun(cast)


def test_a_pairing_that_was_changed_meanwhile_is_shown_anew(cast, office, form):
    Pairing.objects.filter(pk=cast.pairing.pk).update(version=2)
    answer = office.post("/hand-over/", form | {"confirm": 1})
    assert answer.status_code == 409
    assert not begun(cast)
    assert f'name="version_{cast.pairing.pk}" value="2"' in answer.content.decode()


def test_nobody_chosen_is_asked_for(cast, office, form):
    answer = office.post("/hand-over/", form | {"officer": ""})
    assert answer.status_code == 422
    assert "请选择接任的首席服务官" in text_of(answer)


def test_back_from_the_preview_keeps_what_was_chosen(cast, office, form):
    body = office.post("/hand-over/", form | {"change": 1}).content.decode()
    assert f'<option value="{cast.other_officer.pk}" selected>' in body


def test_pairings_of_another_district_cannot_be_slipped_in(cast, office, form):
    foreign = pair(make_officer(cast.elsewhere, "B01", "外区"), make_enterprise(cast.elsewhere, "外区企业"))
    answer = office.post("/hand-over/", form | {f"version_{foreign.pk}": 1, "confirm": 1})
    assert answer.status_code == 404
    assert not begun(cast)


def test_an_office_elsewhere_that_merely_reads_here_hands_nothing_over(cast, form):
    grant(cast.users["leader"], "office_staff", cast.elsewhere)
    client = cast.client("leader")
    assert client.post("/hand-over/", form | {"confirm": 1}).status_code == 404
    assert client.get("/hand-over/", {"officer": cast.officer.pk}).status_code == 403
    assert not begun(cast)


@pytest.mark.parametrize("name", ["version_", "version_x", "version_99999999999999999999"])
def test_nonsense_is_a_bad_request(cast, office, name):
    assert office.post("/hand-over/", {name: 1}).status_code == 400


def test_nothing_to_hand_over_says_so(cast, office):
    Pairing.objects.update(ends=date(2021, 1, 1))
    assert "不用交接" in text_of(office.get("/hand-over/", {"officer": cast.officer.pk}))
