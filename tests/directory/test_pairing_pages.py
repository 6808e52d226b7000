"""Pairings in the browser: entered, extended, ended, taken back, and each refusal a sentence."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from enterprises.models import Pairing
from officers.models import Deputy
from officers.workdays import local_day
from tests.factories import make_enterprise, make_officer, pair, raise_issue, visit
from tests.pages.reading import text_of


@pytest.fixture
def office(cast):
    return cast.client("staff")


@pytest.fixture
def today():
    return local_day(timezone.now())


def of(pairing, act=""):
    return f"/pairings/{pairing.pk}/{act}"


def test_a_new_pairing_is_entered_by_the_first_letters_of_the_enterprise(cast, office):
    firm = make_enterprise(cast.district, "远岫机电有限公司")
    form = {"enterprise": "yxjd", "officer": cast.officer.pk, "deputy": cast.deputy.pk, "starts": "2021-09-01"}
    answer = office.post("/pairings/new/", form)
    made = Pairing.objects.get(enterprise=firm)
    assert answer.url == of(made)
    assert (made.officer, made.deputy, made.starts, made.ends) == (cast.officer, cast.deputy, date(2021, 9, 1), None)
    assert made.entered_by == cast.users["staff"]


def test_a_pairing_that_would_overlap_is_refused_with_the_other_ones_name(cast, office):
    form = {"enterprise": cast.enterprise.credit_code, "officer": cast.other_officer.pk, "starts": "2021-09-01"}
    answer = office.post("/pairings/new/", form)
    assert answer.status_code == 422
    assert "2020年6月1日至今由林沐川结对" in text_of(answer)


def test_an_enterprise_that_cannot_be_told_is_asked_for(cast, office):
    make_enterprise(cast.district, "沁渊精铸二厂")
    form = {"officer": cast.officer.pk, "starts": "2021-09-01"}
    assert "不止一家" in text_of(office.post("/pairings/new/", form | {"enterprise": "qyjz"}))
    assert "没有找到“没有”" in text_of(office.post("/pairings/new/", form | {"enterprise": "没有"}))


def test_people_of_another_district_are_not_offered(cast, office):
    firm, foreign = make_enterprise(cast.district, "远岫机电"), make_officer(cast.elsewhere, "B01", "外区")
    form = {"enterprise": firm.credit_code, "officer": foreign.pk, "starts": "2021-09-01"}
    assert office.post("/pairings/new/", form).status_code == 422
    assert not Pairing.objects.filter(officer=foreign).exists()


def test_a_term_is_extended_and_an_end_gets_its_reason(cast, office):
    Pairing.objects.filter(pk=cast.pairing.pk).update(ends=date(2021, 12, 31))
    assert office.post(of(cast.pairing, "extend/"), {"ends": "2022-12-31", "version": 1}).status_code == 302
    assert office.post(of(cast.pairing, "end/"), {"day": "2022-06-30", "reason": "health", "version": 2}).url
    said = text_of(office.get(of(cast.pairing)))
    assert "2022年6月30日" in said
    assert "身体健康" in said


def test_an_end_before_a_visit_is_refused_on_the_page(cast, office):
    made = visit(cast.pairing, date(2021, 7, 1))
    answer = office.post(of(cast.pairing, "end/"), {"day": "2021-06-30", "reason": "post", "version": 1})
    assert answer.status_code == 422
    assert f"已有2021年7月1日的走访（编号{made.number}）" in text_of(answer)
    assert 'value="2021-06-30"' in answer.content.decode()


def test_what_hangs_on_it_is_told_before_the_end(cast, office):
    raise_issue(cast.enterprise, "W1", date(2021, 3, 1), "用电")
    raise_issue(cast.enterprise, "W2", date(2021, 3, 1), "用水", ("closed", date(2021, 3, 2)))
    assert "有1件问题尚未办结" in text_of(office.get(of(cast.pairing, "end/")))


@pytest.mark.parametrize("act", ["extend", "end", "deputy", "void"])
def test_of_two_who_act_on_one_pairing_the_second_is_told(cast, office, act):
    Pairing.objects.filter(pk=cast.pairing.pk).update(ends=date(2021, 12, 31), version=2)
    form = {"ends": "2022-12-31", "day": "2021-12-30", "reason": "post", "version": 1}
    answer = office.post(of(cast.pairing, f"{act}/"), form)
    assert answer.status_code == 409
    assert "刚被别人改过" in text_of(answer)
    assert answer.context["form"].initial["version"] == 2
    assert Pairing.objects.get(pk=cast.pairing.pk).version == 2


def test_another_deputy(cast, office):
    other = Deputy.objects.create(district=cast.district, name="纪云舒")
    office.post(of(cast.pairing, "deputy/"), {"deputy": other.pk, "version": 1})
    assert Pairing.objects.get(pk=cast.pairing.pk).deputy == other


def test_a_mistake_is_taken_back_and_stays_on_the_page(cast, office):
    office.post(of(cast.pairing, "void/"), {"reason": "录错企业", "version": 1})
    said = text_of(office.get(f"/enterprises/{cast.enterprise.pk}/"))
    assert "录错企业" in said
    assert office.get(of(cast.pairing, "end/")).status_code == 404


def test_an_act_that_is_none_is_not_there(cast, office):
    assert office.get(of(cast.pairing, "delete/")).status_code == 404


def test_what_ends_soon_comes_first(cast, office, today):
    Pairing.objects.filter(pk=cast.other_pairing.pk).update(ends=today + timedelta(days=60))
    far = pair(cast.officer, make_enterprise(cast.district, "远岫"), today, today + timedelta(days=61))
    gone = pair(cast.officer, make_enterprise(cast.district, "已结束"), date(2019, 1, 1), date(2019, 2, 1))

    def rows(**asked):
        return [row.pk for row in office.get("/pairings/", asked).context["page"]]

    assert rows() == [cast.other_pairing.pk, far.pk, cast.pairing.pk]
    assert rows(state="soon") == [cast.other_pairing.pk]
    assert rows(state="ended") == [gone.pk]
    assert len(rows(state="all")) == 4
    assert rows(q="linmuchuan") == [far.pk, cast.pairing.pk]
    assert "1 个结对在60天内到期" in text_of(office.get("/pairings/"))


def test_an_officer_reads_own_pairings_only(cast):
    client = cast.client("officer")
    assert client.get(of(cast.pairing)).status_code == 200
    assert client.get(of(cast.other_pairing)).status_code == 404
    assert "作废" not in text_of(client.get(of(cast.pairing)))
