"""企业名单 of a round that asks firms named one by one."""

import pytest

from enterprises.models import Enterprise
from officers.models import LogEntry, Role
from tests.factories import grant, make_district, make_enterprise

from .pages import draft, text


@pytest.fixture
def survey(cast):
    return draft(cast, audience="list")


@pytest.fixture
def page(survey):
    return f"/surveys/{survey.pk}/list/"


def listed(survey):
    return {firm.name for firm in survey.listed.all()}


def test_firms_are_found_ticked_and_put_on_the_list(office, survey, page, cast):
    found = text(office.get(page, {"who": "qyjz"}))
    assert "沁渊精铸有限公司" in found
    assert "禾岫食品" not in found
    given = {"version": 1, "act": "add", "firms": [cast.enterprise.pk, cast.other_enterprise.pk]}
    assert office.post(page, given).status_code == 302
    assert listed(survey) == {"沁渊精铸有限公司", "禾岫食品有限公司"}
    assert "已在名单" in text(office.get(page, {"who": "qyjz"}))
    assert "加入2家" in LogEntry.objects.get(action="修改调查企业名单").note


def test_they_are_taken_off_again(office, survey, page, cast):
    survey.listed.add(cast.enterprise, cast.other_enterprise)
    given = {"version": 1, "act": "remove", "firms": [cast.enterprise.pk]}
    assert office.post(page, given).status_code == 302
    assert listed(survey) == {"禾岫食品有限公司"}


def test_a_column_of_credit_codes_is_pasted(office, survey, page, cast):
    codes = (
        f"{cast.enterprise.credit_code.lower()}\n\n {cast.other_enterprise.credit_code}，{cast.enterprise.credit_code}"
    )
    assert office.post(page, {"version": 1, "act": "paste", "codes": codes}).status_code == 302
    assert listed(survey) == {"沁渊精铸有限公司", "禾岫食品有限公司"}


def test_of_codes_one_of_which_is_unknown_none_comes_on_the_list(office, survey, page, cast):
    elsewhere = make_enterprise(make_district("other", "另一区"), "外区企业")
    codes = f"{cast.enterprise.credit_code} {elsewhere.credit_code} 91410899XX"
    refused = office.post(page, {"version": 1, "act": "paste", "codes": codes})
    assert refused.status_code == 422
    assert "2个代码不在本区名录里" in text(refused)
    assert listed(survey) == set()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"act": "add"}, "请先勾选企业"),
        ({"act": "paste", "codes": "没有代码"}, "请粘贴1至"),
        ({"act": "paste", "codes": " ".join(f"A{number}" for number in range(3001))}, "请粘贴1至"),
        ({"act": "add", "firms": ["x"]}, "有"),
    ],
)
def test_what_names_no_firm_is_refused(office, survey, page, given, said):
    refused = office.post(page, {"version": 1} | given)
    assert refused.status_code == 422
    assert said in text(refused)


def test_a_firm_of_another_district_is_not_ticked(office, survey, page):
    elsewhere = make_enterprise(make_district("other", "另一区"), "外区企业")
    assert office.post(page, {"version": 1, "act": "add", "firms": [elsewhere.pk]}).status_code == 422
    assert listed(survey) == set()


def test_who_is_not_paired_on_the_closing_day_is_pointed_out(office, survey, page, cast):
    survey.listed.add(cast.enterprise, make_enterprise(cast.district, "无人结对的企业"))
    told = text(office.get(page))
    assert "其中1家截止日（12月15日）没有结对" in told
    assert told.count("截止日没有结对</span>") == 1


def test_a_stale_list_is_refused(office, survey, page, cast):
    given = {"version": 1, "act": "add", "firms": [cast.enterprise.pk]}
    assert office.post(page, given).status_code == 302
    assert office.post(page, given | {"act": "remove"}).status_code == 409
    assert listed(survey) == {"沁渊精铸有限公司"}


def test_only_a_round_by_list_has_one(office, cast):
    survey = draft(cast)
    page = f"/surveys/{survey.pk}/list/"
    assert "不用名单" in text(office.get(page))
    given = {"version": 1, "act": "add", "firms": [Enterprise.objects.first().pk]}
    assert office.post(page, given).status_code == 403


def test_whoever_serves_firms_does_not_choose_whom_to_ask(cast, survey, page):
    grant(cast.users["staff"], Role.LIAISON, cast.district, cast.unit)
    staff = cast.client("staff")
    shown = text(staff.get(page, {"who": "qyjz"}))
    assert "不能决定问哪些企业" in shown
    assert "加入名单" not in shown
    assert staff.post(page, {"version": 1, "act": "add", "firms": [cast.enterprise.pk]}).status_code == 403
    assert listed(survey) == set()
