"""Who is of the office and an officer too leaves their own enterprises, honours and attendance to a colleague."""

from datetime import date

import pytest

from enterprises.models import Attendance, DifferentWorks, Honour, Pairing, Training
from officers.models import Deputy
from tests.factories import honour, make_enterprise, pair
from tests.pages.reading import text_of

DAY = date(2021, 5, 6)
OWN_PAIRING = "这是您自己的结对，请由办公室其他同事办理。"
SESSION = {"date": "2021-03-09", "topic": "惠企政策解读", "place": "区会议中心", "hours": "3"}


@pytest.fixture
def cast(both):
    return both


def passing(pairing, successor, **more):
    told = {"day": "2021-09-30", "reason": "post", "officer": successor.pk, "deputy": "", f"version_{pairing.pk}": 1}
    return told | more


def begun():
    return set(Pairing.objects.filter(starts=date(2021, 10, 1)).values_list("enterprise__name", "officer__name"))


def test_nobody_hands_over_their_own_enterprises(cast):
    form = passing(cast.pairing, cast.other_officer, confirm=1)
    for answer in (
        cast.client("director").get("/hand-over/", {"officer": cast.officer.pk}),
        cast.client("director").get("/hand-over/", {"enterprise": cast.enterprise.pk}),
        cast.client("director").post("/hand-over/", form),
    ):
        assert answer.status_code == 403
        assert OWN_PAIRING in text_of(answer)
    assert not begun()
    assert cast.client("staff").post("/hand-over/", form).status_code == 302
    assert begun() == {("沁渊精铸有限公司", "苏若岚")}


def test_a_deputy_hands_over_those_of_the_officer_that_are_not_their_own(cast):
    Deputy.objects.filter(pk=cast.deputy.pk).update(user=cast.users["staff"])
    second = pair(cast.officer, make_enterprise(cast.district, "远岫机电有限公司"))
    page = cast.client("staff").get("/hand-over/", {"officer": cast.officer.pk})
    assert page.context["pairings"] == [second]
    assert "另有1家由您本人服务，没有列出，请由办公室其他同事交接。" in text_of(page)
    assert cast.client("staff").post("/hand-over/", passing(cast.pairing, cast.other_officer)).status_code == 403


@pytest.mark.parametrize("confirm", [{}, {"confirm": 1}])
def test_nobody_takes_an_enterprise_over_into_their_own_hands(cast, confirm):
    form = passing(cast.other_pairing, cast.officer, **confirm)
    answer = cast.client("director").post("/hand-over/", form)
    assert answer.status_code == 422
    assert OWN_PAIRING in text_of(answer)
    assert not begun()
    assert cast.client("staff").post("/hand-over/", form | {"confirm": 1}).status_code == 302


def test_nobody_enters_a_pairing_of_their_own(cast):
    firm = make_enterprise(cast.district, "远岫机电有限公司")
    told = {"enterprise": firm.name, "officer": cast.officer.pk, "starts": "2021-10-01"}
    answer = cast.client("director").post("/pairings/new/", told)
    assert answer.status_code == 422
    assert OWN_PAIRING in text_of(answer)
    assert cast.client("staff").post("/pairings/new/", told).status_code == 302


@pytest.mark.parametrize("decision", [{"keep": "园区集中供热改造"}, {"different": "1"}])
def test_nobody_decides_whether_their_own_works_are_the_same(cast, decision):
    first, second = "园区集中供热改造", "园区集中供热改造工作"
    honour(DAY, first, officer=cast.officer)
    honour(date(2021, 5, 20), second, officer=cast.officer)
    told = {"year": 2021, "officer": cast.officer.pk, "first": first, "second": second} | decision
    page = text_of(cast.client("director").get("/honours/same-works/?year=2021"))
    assert "请由办公室其他人办理" in page
    assert "合并为同一工作" not in page
    assert cast.client("director").post("/honours/same-works/decide/", told).status_code == 403
    assert set(Honour.objects.values_list("work", flat=True)) == {first, second}
    assert not DifferentWorks.objects.exists()
    cast.client("staff").post("/honours/same-works/decide/", told)
    assert DifferentWorks.objects.exists() or set(Honour.objects.values_list("work", flat=True)) == {first}


def came():
    return {str(one.person): one.told for one in Attendance.objects.all()}


def keep(cast, name, path, present, **more):
    keys = [f"officer-{one.pk}" for one in present]
    return cast.client(name).post(path, SESSION | {"present": keys} | more)


def test_the_own_line_of_a_roll_is_left_to_a_colleague_and_the_others_are_saved(cast):
    assert "您本人的签到由办公室其他人登记" in text_of(cast.client("director").get("/trainings/new/"))
    assert keep(cast, "director", "/trainings/new/", [cast.officer, cast.other_officer]).status_code == 302
    assert came() == {"苏若岚": "到"}
    path = f"/trainings/{Training.objects.get().pk}/"
    keep(cast, "staff", path, [cast.other_officer], called=f"officer-{cast.officer.pk}", version=1)
    assert came() == {"苏若岚": "到", "林沐川": "缺"}
    excuse = {f"reason-officer-{cast.officer.pk}": "开会", "version": 2}
    keep(cast, "director", path, [cast.officer, cast.other_officer], **excuse)
    assert came() == {"苏若岚": "到", "林沐川": "缺"}


def test_a_session_is_not_voided_by_who_is_on_its_roll(cast):
    keep(cast, "staff", "/trainings/new/", [cast.officer])
    held = Training.objects.get()
    assert "请由办公室其他人作废" in text_of(cast.client("director").get(f"/trainings/{held.pk}/"))
    told = {"version": 1, "reason": "重复登记"}
    assert cast.client("director").post(f"/trainings/{held.pk}/void/", told).status_code == 403
    assert cast.client("staff").post(f"/trainings/{held.pk}/void/", told).status_code == 302
    held.refresh_from_db()
    assert held.is_void
