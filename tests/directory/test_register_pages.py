"""The office keeps the registers: what is wrong is told at its field, what another changed before it is lost."""

import json

import pytest

from enterprises.models import Enterprise
from officers.models import Deputy, LogEntry, Officer, Unit
from tests.factories import grant, make_enterprise, make_unit
from tests.pages.reading import text_of

CODE = "91410899MA9D00037E"


@pytest.fixture
def office(cast):
    return cast.client("staff")


def seen(entry):
    return json.dumps(entry.as_logged(), ensure_ascii=False)


def fields_of(enterprise, **more):
    names = ("credit_code", "name", "area", "industry", "contact", "phone")
    return {name: getattr(enterprise, name) for name in names} | {"seen": seen(enterprise)} | more


def test_a_new_enterprise_is_found_by_pinyin(cast, office):
    answer = office.post("/enterprises/new/", {"credit_code": CODE, "name": "远岫机电公司", "phone": "0391-5550001"})
    made = Enterprise.objects.get(credit_code=CODE)
    assert answer.url == f"/enterprises/{made.pk}/"
    assert "远岫机电公司" in text_of(office.get("/enterprises/", {"q": "yxjd"}))
    assert LogEntry.objects.filter(action="登记企业", user=cast.users["staff"]).count() == 1


@pytest.mark.parametrize("typed", [" 91410899ma9d00037e ", "９１４１０８９９ＭＡ９Ｄ０００３７Ｅ"])
def test_a_code_is_read_as_the_workbook_reads_it(cast, office, typed):
    office.post("/enterprises/new/", {"credit_code": typed, "name": "远岫机电有限公司"})
    assert Enterprise.objects.filter(credit_code=CODE).exists()


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("credit_code", "91410899MA9D00037X", "校验位不对"),
        ("credit_code", "12345", "不是统一社会信用代码"),
        ("name", "", "请填写"),
        ("name", "字" * 121, "120"),
        ("phone", "打门卫", "不是电话号码"),
        ("phone", "12345678901", "不是电话号码"),
    ],
)
def test_what_is_wrong_is_told_at_its_field(cast, office, field, value, said):
    form = {"credit_code": CODE, "name": "远岫机电有限公司", "area": "河清东园"} | {field: value}
    answer = office.post("/enterprises/new/", form)
    assert answer.status_code == 422
    assert said in str(answer.context["form"].errors[field]) or said in text_of(answer)
    assert field in answer.context["form"].errors
    assert "河清东园" in answer.content.decode()
    assert not Enterprise.objects.filter(area="河清东园").exists()


def test_a_code_that_stands_already_is_a_sentence_at_the_code(cast, office):
    Enterprise.objects.filter(pk=cast.enterprise.pk).update(credit_code=CODE)
    answer = office.post("/enterprises/new/", {"credit_code": CODE, "name": "另一家"})
    assert answer.status_code == 422
    assert answer.context["form"].errors["credit_code"] == ["本地区已有这个统一社会信用代码"]


def test_an_old_code_or_number_that_would_be_refused_today_does_not_stop_another_change(cast, office):
    Enterprise.objects.filter(pk=cast.enterprise.pk).update(phone="打门卫")
    cast.enterprise.refresh_from_db()
    office.post(f"/enterprises/{cast.enterprise.pk}/edit/", fields_of(cast.enterprise, area="云溪街道"))
    assert Enterprise.objects.get(pk=cast.enterprise.pk).area == "云溪街道"


def test_of_two_who_change_one_enterprise_the_second_reads_what_the_first_did(cast, office):
    path, form = f"/enterprises/{cast.enterprise.pk}/edit/", fields_of(cast.enterprise)
    cast.client("director").post(path, form | {"contact": "薛见川", "phone": "0391-5550001"})
    answer = office.post(path, form | {"area": "云溪街道"})
    said = text_of(answer)
    assert answer.status_code == 409
    assert "何景澄" in said
    assert "联系人：薛见川" in said
    assert "联系电话：0391-5550001" in said
    assert "所在区域：" not in said
    assert Enterprise.objects.get(pk=cast.enterprise.pk).area == ""
    again = {name: answer.context["form"].data[name] for name in form}
    assert office.post(path, again).status_code == 302
    found = Enterprise.objects.get(pk=cast.enterprise.pk)
    assert (found.area, found.contact, found.phone) == ("云溪街道", "薛见川", "0391-5550001")


def test_what_both_changed_is_left_to_the_second_to_decide(cast, office):
    path, form = f"/enterprises/{cast.enterprise.pk}/edit/", fields_of(cast.enterprise)
    cast.client("director").post(path, form | {"contact": "薛见川"})
    answer = office.post(path, form | {"contact": "姚婧"})
    assert (answer.status_code, answer.context["form"].data["contact"]) == (409, "姚婧")


def test_a_form_without_what_was_shown_changes_nothing(cast, office):
    form = fields_of(cast.enterprise, area="云溪街道", seen="")
    assert office.post(f"/enterprises/{cast.enterprise.pk}/edit/", form).status_code == 409
    assert Enterprise.objects.get(pk=cast.enterprise.pk).area == ""


def test_officers_deputies_and_units_are_entered_and_corrected(cast, office):
    office.post("/units/new/", {"name": "区科创局", "kind": "department"})
    unit = Unit.objects.get(name="区科创局")
    office.post("/officers/new/", {"code": "A03", "name": "周砚秋", "unit": unit.pk, "phone": "13800000103"})
    office.post("/deputies/new/", {"name": "唐川", "unit": unit.pk})
    officer, deputy = Officer.objects.get(code="A03"), Deputy.objects.get(name="唐川")
    office.post(
        f"/officers/{officer.pk}/edit/",
        {"code": "A03", "name": "周砚秋", "unit": unit.pk, "title": "局长", "seen": seen(officer)},
    )
    office.post(f"/deputies/{deputy.pk}/edit/", {"name": "唐川", "phone": "13800000203", "seen": seen(deputy)})
    officer.refresh_from_db()
    deputy.refresh_from_db()
    assert (officer.title, officer.phone, deputy.phone, deputy.unit) == ("局长", "", "13800000203", None)
    assert LogEntry.objects.filter(action__startswith="更正").count() == 2


def test_a_second_press_makes_no_second_deputy(cast, office):
    form = {"name": "唐川", "unit": cast.unit.pk, "phone": "13800000203"}
    assert office.post("/deputies/new/", form).status_code == 302
    assert office.post("/deputies/new/", form).status_code == 422
    assert Deputy.objects.filter(name="唐川").count() == 1


def test_a_unit_of_another_district_is_not_offered(cast, office):
    foreign = make_unit(cast.elsewhere, "外区局")
    answer = office.post("/officers/new/", {"code": "A03", "name": "周砚秋", "unit": foreign.pk})
    assert answer.status_code == 422
    assert not Officer.objects.filter(code="A03").exists()


def test_who_keeps_two_districts_says_which(cast, office):
    grant(cast.users["staff"], "office_staff", cast.elsewhere)
    form = {"credit_code": CODE, "name": "外区企业"}
    assert office.post("/enterprises/new/", form).status_code == 422
    office.post("/enterprises/new/", form | {"district": cast.elsewhere.pk})
    assert Enterprise.objects.get(credit_code=CODE).district == cast.elsewhere
    wrong = {"code": "B01", "name": "某", "district": cast.elsewhere.pk, "unit": cast.unit.pk}
    assert "不在所选的地区" in text_of(office.post("/officers/new/", wrong))


def test_names_are_text_and_never_markup(cast, office):
    make_enterprise(cast.district, "<script>alert(1)</script>")
    assert "<script>alert" not in office.get("/enterprises/").content.decode()
    assert "<script>alert" not in office.get("/directory/").content.decode()


def test_the_list_says_how_many_have_no_officer_and_finds_them(cast, office):
    make_enterprise(cast.district, "无人企业")
    assert "有1家企业没有首席服务官" in text_of(office.get("/enterprises/")).replace(" ", "")
    said = text_of(office.get("/enterprises/", {"paired": "no"}))
    assert "无人企业" in said
    assert "沁渊精铸" not in said


def test_filters_narrow_by_area_unit_and_day(cast, office):
    Enterprise.objects.filter(pk=cast.enterprise.pk).update(area="云溪街道")
    other = make_unit(cast.district, "区科创局")
    Officer.objects.filter(pk=cast.other_officer.pk).update(unit=other)

    def names(**asked):
        return [row.name for row in office.get("/enterprises/", asked).context["page"]]

    assert names(area="云溪街道") == [cast.enterprise.name]
    assert names(unit=other.pk) == [cast.other_enterprise.name]
    assert len(names(paired="yes", on="2020-06-01")) == 2
    assert names(paired="yes", on="2020-05-31") == []
    assert len(names(unit="没有", on="胡写")) == 2


def test_an_empty_district_says_where_to_begin(cast):
    said = text_of(cast.client("outsider").get("/enterprises/"))
    assert "还没有企业" in said
    assert "登记企业" in said
