"""Exemptions and stand-ins in the browser: entered with an approver, shortened, taken back, each logged."""

from datetime import date

import pytest

from enterprises.models import Exemption
from officers.models import Acting, LogEntry
from tests.factories import exempt, record
from tests.pages.reading import text_of

DAYS = {"starts": "2021-09-20", "ends": "2021-09-26"}
FIRST, LAST = date(2021, 9, 20), date(2021, 9, 26)


@pytest.fixture
def office(cast):
    return cast.client("staff")


@pytest.fixture
def excused(cast):
    return exempt(cast.officer, FIRST, LAST, "病假")


@pytest.fixture
def acting(cast):
    return record(
        Acting, cast.district, officer=cast.officer, stand_in=cast.other_officer, starts=FIRST, ends=LAST,
        reason="学习", approver="何景澄",
    )  # fmt: skip


def test_an_exemption_is_entered_with_approver_and_document(cast, office):
    number = "河首服办〔2021〕9号"
    form = {"officer": cast.officer.pk, **DAYS, "reason": "脚伤", "approver": "何景澄", "document_no": number}
    assert office.post("/exemptions/new/", form).status_code == 302
    found = Exemption.objects.get()
    assert (found.approver, found.document_no, found.entered_by) == ("何景澄", number, cast.users["staff"])
    assert "脚伤" in text_of(cast.client("officer").get("/exemptions/"))
    assert "脚伤" not in text_of(cast.client("other_officer").get("/exemptions/"))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"approver": ""}, "approver"),
        ({"ends": "2021-09-19"}, "豁免的结束日期不能早于开始日期"),
        ({"starts": "胡写"}, "starts"),
    ],
)
def test_a_wrong_exemption_is_refused(cast, office, wrong, said):
    form = {"officer": cast.officer.pk, **DAYS, "reason": "病假", "approver": "何景澄"} | wrong
    answer = office.post("/exemptions/new/", form)
    assert answer.status_code == 422
    assert said in text_of(answer) or said in answer.context["form"].errors


def test_the_same_exemption_twice_is_one_sentence(cast, office, excused):
    form = {"officer": cast.officer.pk, **DAYS, "reason": "病假", "approver": "何景澄"}
    answer = office.post("/exemptions/new/", form)
    assert answer.status_code == 422
    assert "同一开始日期的豁免已经登记" in text_of(answer)


def test_an_exemption_is_shortened_and_the_second_who_tries_is_told(cast, office, excused):
    path = f"/exemptions/{excused.pk}/"
    form = {"officer": cast.officer.pk, **DAYS, "reason": "病假", "approver": "何景澄", "version": 1}
    assert office.post(path, form | {"ends": "2021-09-23"}).status_code == 302
    assert office.post(path, form | {"ends": "2021-09-22"}).status_code == 409
    assert Exemption.objects.get().ends == date(2021, 9, 23)
    entry = LogEntry.objects.get(action="更正豁免")
    assert (entry.before["ends"], entry.after["ends"]) == ("2021-09-26", "2021-09-23")


def test_an_exemption_is_taken_back_with_a_reason(cast, office, excused):
    path = f"/exemptions/{excused.pk}/void/"
    assert office.post(path, {"reason": "", "version": 1}).status_code == 422
    assert office.post(path, {"reason": "未获批准", "version": 1}).status_code == 302
    assert "作废：未获批准" in text_of(office.get("/exemptions/"))
    assert office.get(path).status_code == 404


def test_a_stand_in_is_entered_and_both_officers_read_it(cast, office):
    form = {
        "officer": cast.officer.pk, "stand_in": cast.other_officer.pk, **DAYS, "reason": "学习", "approver": "何景澄"
    }  # fmt: skip
    assert office.post("/actings/new/", form).status_code == 302
    for who in ("officer", "other_officer"):
        assert "学习" in text_of(cast.client(who).get("/actings/"))
    assert LogEntry.objects.get(action="登记代理").after["approver"] == "何景澄"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"stand_in": "own"}, "代理人不能是本人"),
        ({"ends": "2021-09-19"}, "代理的结束日期不能早于开始日期"),
        ({"starts": "2021-09-26", "ends": "2021-09-30"}, "同一位首席服务官同一天只能有一位代理人"),
    ],
)
def test_a_wrong_stand_in_is_a_sentence(cast, office, acting, wrong, said):
    form = {
        "officer": cast.officer.pk, "stand_in": cast.other_officer.pk, "starts": "2021-10-08", "ends": "2021-10-09",
        "reason": "学习", "approver": "何景澄",
    } | wrong  # fmt: skip
    if form["stand_in"] == "own":
        form["stand_in"] = cast.officer.pk
    answer = office.post("/actings/new/", form)
    assert answer.status_code == 422
    assert said in text_of(answer)
    assert Acting.objects.count() == 1


def test_a_stand_in_is_shortened_and_taken_back(cast, office, acting):
    form = {
        "officer": cast.officer.pk, "stand_in": cast.other_officer.pk, **DAYS, "reason": "学习", "approver": "何景澄",
        "version": 1,
    }  # fmt: skip
    assert office.post(f"/actings/{acting.pk}/", form | {"ends": "2021-09-24"}).status_code == 302
    assert office.post(f"/actings/{acting.pk}/void/", {"reason": "误录", "version": 1}).status_code == 409
    assert office.post(f"/actings/{acting.pk}/void/", {"reason": "误录", "version": 2}).status_code == 302
    assert "误录" in text_of(office.get("/actings/"))


def test_filters_by_time(cast, office, acting, excused):
    for path in ("/actings/", "/exemptions/"):
        assert len(office.get(path, {"state": "past"}).context["page"]) == 1
        assert len(office.get(path, {"state": "now"}).context["page"]) == 0
        assert len(office.get(path, {"q": "林沐川"}).context["page"]) == 1


def test_a_form_with_nobody_to_choose_says_so(cast):
    for page in ("/exemptions/new/", "/actings/new/"):
        assert "现在没有可以选的" in text_of(cast.client("outsider").get(page))
        assert "现在没有可以选的" not in text_of(cast.client("staff").get(page))
