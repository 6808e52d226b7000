"""Where there are more people than a list is scrolled for, one types whom one means: pages stay short."""

import pytest

from enterprises.models import Exemption, Pairing
from officers.forms.choosing import MOST_LISTED
from officers.models import Acting, Deputy, Officer
from tests.factories import grant, make_enterprise, make_unit, make_user, pair
from tests.pages.reading import text_of

EXCUSED = {"starts": "2021-09-20", "ends": "2021-09-26", "reason": "病假", "approver": "何景澄"}


@pytest.fixture
def staff(cast):
    """The office of a district with a few people more than are listed; two officers have one name, two deputies too."""
    here, other = {"district": cast.district, "unit": cast.unit}, make_unit(cast.district, "区税务局")
    Officer.objects.bulk_create(
        Officer(**here, code=f"B{n:03}", name=f"服务官{n:03}").spell() for n in range(MOST_LISTED + 1)
    )
    Deputy.objects.bulk_create(Deputy(**here, name=f"分包人{n:03}").spell() for n in range(MOST_LISTED + 1))
    for n, unit in enumerate((cast.unit, other)):
        Officer.objects.create(district=cast.district, code=f"C{n}", name="叶清越", unit=unit)
        Deputy.objects.create(district=cast.district, name="纪云舒", unit=unit)
    return cast.client("staff")


def excuse(staff, officer):
    return staff.post("/exemptions/new/", EXCUSED | {"officer": officer})


@pytest.mark.parametrize("typed", ["A01", " A01 ", "林沐川", "linmuchuan", "LMC"])
def test_code_name_pinyin_and_first_letters_name_a_person(cast, staff, typed):
    assert excuse(staff, typed).status_code == 302
    assert Exemption.objects.get().officer == cast.officer


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("叶清越", "不止一位：C0叶清越、C1叶清越。请写编号"),
        ("服务官", "等。请写编号"),
        ("无此人", "没有找到“无此人”"),
        ("", "请填写"),
    ],
)
def test_what_names_nobody_or_several_is_said(staff, typed, said):
    answer = excuse(staff, typed)
    assert answer.status_code == 422
    assert said in text_of(answer)
    assert not Exemption.objects.exists()


def test_people_of_another_district_are_not_found(cast, staff):
    Officer.objects.create(district=cast.elsewhere, code="Z01", name="外区人")
    assert excuse(staff, "Z01").status_code == 422


def test_a_link_that_names_somebody_fills_the_field_in(cast, staff):
    page = staff.get(f"/exemptions/new/?officer={cast.officer.pk}").content.decode()
    assert 'name="officer" value="A01"' in page
    assert "<option" not in page


def test_a_stand_in_is_typed_too_and_shown_when_it_is_corrected(cast, staff):
    sent = EXCUSED | {"officer": "A01", "stand_in": "C1"}
    assert staff.post("/actings/new/", sent).status_code == 302
    acting = Acting.objects.get()
    assert 'name="stand_in" value="C1"' in staff.get(f"/actings/{acting.pk}/").content.decode()


def test_a_deputy_with_a_namesake_is_named_with_the_unit(cast, staff):
    sent = {"enterprise": cast.enterprise.credit_code, "officer": "A02", "starts": "2019-01-01", "ends": "2019-12-31"}
    refused = staff.post("/pairings/new/", sent | {"deputy": "纪云舒"})
    assert "不止一位：纪云舒（区工信局）、纪云舒（区税务局）。请写姓名（单位）" in text_of(refused)
    assert staff.post("/pairings/new/", sent | {"deputy": "纪云舒（区税务局）"}).status_code == 302
    assert Pairing.objects.get(starts="2019-01-01").deputy.unit.name == "区税务局"


def test_enterprises_are_handed_over_to_people_who_are_typed(cast, staff):
    found = staff.get("/hand-over/", {"who": "林沐川"})
    assert found["Location"] == f"/hand-over/?officer={cast.officer.pk}"
    assert staff.get("/hand-over/", {"who": "无此人"}).status_code == 422
    firm = make_enterprise(cast.district, "云岫机电有限公司")
    kept, moved = cast.pairing, pair(cast.officer, firm, deputy=cast.deputy)
    sent = {
        "day": "2021-09-30", "reason": "post", "officer": "C0", "deputy": "", f"to_{kept.pk}": "暂不交接",
        f"to_{moved.pk}": "C1", f"with_{moved.pk}": "纪云舒（区税务局）",
        f"version_{kept.pk}": 1, f"version_{moved.pk}": 1,
    }  # fmt: skip
    preview = staff.post("/hand-over/", sent)
    assert "核对交接" in text_of(preview)
    assert 'value="C1"' in preview.content.decode()
    assert staff.post("/hand-over/", sent | {"confirm": 1}).status_code == 302
    after = Pairing.objects.get(enterprise=firm, ends__isnull=True)
    assert (after.officer.code, after.deputy.unit.name) == ("C1", "区税务局")
    kept.refresh_from_db()
    assert kept.ends is None


def test_an_account_is_linked_to_who_is_typed(cast, staff):
    account = grant(make_user("yeqingyue", "叶清越"), "officer", cast.district)
    admin = cast.client("admin")
    refused = admin.post(f"/accounts/{account.pk}/link/", {"person": "叶清越"})
    assert refused.status_code == 422
    assert "没有找到“叶清越”，或不止一位" in text_of(refused)
    assert admin.post(f"/accounts/{account.pk}/link/", {"person": "C0"}).status_code == 302
    assert Officer.objects.get(code="C0").user == account
