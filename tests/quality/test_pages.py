"""The pages of 回访 and quality, from what waits to what came of it; no answer stands on any of them."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest

from officers.models import Role
from surveys.models import CallBack, Flag, Response, SecondHandling, Survey, TelephoneReply
from surveys.telephone import record
from tests.factories import at, grant, make_enterprise, make_officer, make_unit, pair
from tests.pages.reading import text_of
from tests.surveys import chains
from tests.surveys.chains import answered, asking_more, by, called, drawn, flagged, told
from tests.surveys.rounds import DURING, reply_to

CANARY = "金丝雀意见"


def answers(survey, choice="满意", **more):
    return {question.field_name: choice for question in survey.questions.all()} | more


def test_everything_that_waits_is_one_click_away(cast, survey):
    told(survey, cast.enterprise, by(cast, "staff"))
    answered(survey, cast.other_enterprise, remark=CANARY, wants_call_back=True)
    flag = flagged(survey, cast.enterprise, cast.other_enterprise)
    made = drawn(survey, by(cast, "staff"))
    page = cast.client("director").get(f"/surveys/{survey.pk}/quality/")
    source = page.content.decode()
    asked = survey.invitations.get(enterprise=cast.other_enterprise)
    for path in (
        f"/surveys/telephone/{TelephoneReply.objects.get().pk}/",
        f"/surveys/{survey.pk}/call-backs/new/{asked.pk}/",
        f"/surveys/{survey.pk}/flags/{flag.pk}/",
        f"/surveys/call-backs/{made.pk}/result/",
    ):
        assert f'href="{path}"' in source, path
    assert "已收有效答卷1份，其中电话答复0份" in text_of(page)
    assert CANARY not in source


def test_an_empty_round_says_so(cast, survey):
    said = text_of(cast.client("staff").get(f"/surveys/{survey.pk}/quality/"))
    for words in (
        "没有待复核的电话答复",
        "没有企业请回访",
        "没有要核看的疑点",
        "没有待回访的企业",
        "没有未了的二次转办",
    ):
        assert words in said


def test_a_telephone_answer_from_the_first_call_to_the_count(cast, survey):
    staff, director = cast.client("staff"), cast.client("director")
    listed = staff.get(f"/surveys/{survey.pk}/telephone/?who=沁渊")
    invitation = survey.invitations.get(enterprise=cast.enterprise)
    assert f"/surveys/{survey.pk}/telephone/{invitation.pk}/" in listed.content.decode()
    form = answers(survey, spoke_with="王会计", told_on="2021-12-10", told_time="14:30", remark=CANARY)
    path = f"/surveys/{survey.pk}/telephone/{invitation.pk}/"
    assert "先念给企业听： 您的答复由两位同志先后各问一遍" in text_of(staff.get(path))
    assert staff.post(path, form | {"spoke_with": ""}).status_code == 422
    assert not TelephoneReply.objects.exists()
    assert staff.post(path, form).status_code == 302
    again = staff.post(path, form)
    assert again.status_code == 422
    assert "已有一份电话答复待复核" in text_of(again)
    kept = TelephoneReply.objects.get()
    to_confirm = f"/surveys/telephone/{kept.pk}/"
    refused = staff.get(to_confirm)
    assert refused.status_code == 403
    assert "另一人" in text_of(refused)
    shown = director.get(to_confirm)
    assert CANARY not in shown.content.decode()
    assert " checked" not in shown.content.decode()  # nothing tells what was answered first
    differs = director.post(to_confirm, answers(survey, "不满意", version="1"))
    assert differs.status_code == 422
    assert "不一致" in text_of(differs)
    unsaid = director.post(to_confirm, answers(survey, version="1"))
    assert unsaid.status_code == 422  # the firm also made a remark
    assert director.post(to_confirm, answers(survey, version="1", remark="on")).status_code == 302
    assert Response.objects.get().channel == "telephone"
    assert director.post(to_confirm, answers(survey, version="1", remark="on")).status_code == 409
    assert "其中电话答复1份" in text_of(director.get(f"/surveys/{survey.pk}/quality/"))
    assert "已复核，计入" in text_of(director.get(f"/surveys/{survey.pk}/telephone/"))


def test_on_the_telephone_a_firm_hears_of_its_marks_what_the_page_says(cast):
    survey, *_ = asking_more(cast.district)
    Survey.objects.filter(pk=survey.pk).update(closes_at=at(2099, 1, 1), closes_on=date(2098, 12, 31))
    path = f"/surveys/{survey.pk}/telephone/{survey.invitations.get(enterprise=cast.enterprise).pk}/"
    alone = text_of(cast.client("staff").get(path))
    for said in ("每题各选项合计几份", "只看到总的平均分", "只问了您一家", "各家企业的平均分", "只合计票数"):
        assert said in alone
    pair(cast.officer, second := make_enterprise(cast.district, "第二家企业"))
    survey.invitations.create(district=cast.district, enterprise=second, place=9)
    assert "只问了您一家" not in text_of(cast.client("staff").get(path))


def test_the_second_person_ticks_what_does_not_score_and_that_words_were_said(cast):
    survey, choice, words = asking_more(cast.district)
    reply = reply_to(survey, texts={words: CANARY}, named=True, wants_call_back=True)
    reply.chosen[choice] = "用工"
    kept = record(survey.invitations.get(enterprise=cast.enterprise), reply, "王会计", DURING, by(cast, "staff"))
    director, path = cast.client("director"), f"/surveys/telephone/{kept.pk}/"
    assert CANARY not in director.get(path).content.decode()
    scored = {q.field_name: "满意" for q in survey.questions.exclude(aspect="")}
    heard = {choice.field_name: "用工", words.field_name: "on", "named": "on", "wants_call_back": "on", "version": "1"}
    for name in set(heard) - {"version"}:
        differs = director.post(path, scored | {key: heard[key] for key in heard if key != name})
        assert "不一致" in text_of(differs), name
    closed = director.post(path, scored | heard)
    assert closed.status_code == 422
    assert "调查已经截止" in text_of(closed)
    assert TelephoneReply.objects.pending().exists()
    Survey.objects.filter(pk=survey.pk).update(closes_at=at(2099, 1, 1), closes_on=date(2098, 12, 31))
    assert director.post(path, scored | heard).status_code == 302
    assert Response.objects.get().channel == "telephone"


def test_a_rejected_one_needs_a_reason(cast, survey):
    kept = told(survey, cast.enterprise, by(cast, "staff"))
    director, path = cast.client("director"), f"/surveys/telephone/{kept.pk}/reject/"
    assert director.post(path, {"version": "1", "reason": ""}).status_code == 422
    assert director.post(path, {"version": "7", "reason": "改过"}).status_code == 409
    assert TelephoneReply.objects.pending().exists()
    assert director.post(path, {"version": "1", "reason": "企业说没有答复过"}).status_code == 302
    assert not TelephoneReply.objects.pending().exists()


@pytest.mark.parametrize("who", ["officer", "deputy", "liaison"])
def test_whoever_serves_enterprises_stays_out_even_with_an_office_role(cast, survey, who):
    told(survey, cast.enterprise, by(cast, "staff"))
    grant(cast.users[who], Role.OFFICE_DIRECTOR, cast.district)
    answer = cast.client(who).get(f"/surveys/{survey.pk}/quality/")
    assert answer.status_code == 403
    assert "同时担任" in text_of(answer)
    assert cast.client(who).get(f"/surveys/telephone/{TelephoneReply.objects.get().pk}/").status_code == 403


def test_an_own_firm_is_refused_where_the_other_is_not(cast, survey):
    own = make_officer(cast.district, "A09", "何景澄", cast.users["director"], make_unit(cast.district, "办公室"))
    firm = make_enterprise(cast.district, "何家企业")
    pair(own, firm)
    survey.invitations.create(district=survey.district, enterprise=firm, place=99)
    for enterprise, status in ((firm, 403), (cast.enterprise, 200)):
        asked = answered(survey, enterprise, enterprise.pk, wants_call_back=True)
        path = f"/surveys/{survey.pk}/call-backs/new/{asked.pk}/"
        assert cast.client("director").get(path).status_code == status
        sent = cast.client("director").post(
            path, {"outcome": "reached", "own": "yes", "satisfied": "", "caller": "本人"}
        )  # fmt: skip
        assert (sent.status_code == 302) == (status == 200)
    assert CallBack.objects.count() == 1


def test_what_was_not_heard_is_not_written_down(cast, survey):
    made = called(survey, cast.enterprise, by(cast, "staff"), chains.OWN)
    path, client = f"/surveys/call-backs/{made.pk}/result/", cast.client("staff")
    heard = {"outcome": "reached", "own": "yes", "satisfied": "", "caller": "温以宁", "version": "2"}
    for wrong in ({"own": ""}, {"outcome": "again"}, {"caller": ""}):
        assert client.post(path, heard | wrong).status_code == 422, wrong
    assert client.post(path, heard | {"version": "1"}).status_code == 409
    assert CallBack.objects.get().version == 2
    assert client.post(path, heard).status_code == 302
    assert CallBack.objects.get().is_satisfied is None


def test_a_third_party_gets_its_list_by_lot(cast, survey):
    for number, firm in enumerate((cast.enterprise, cast.other_enterprise)):
        answered(survey, firm, number, remark=CANARY)
    client, path = cast.client("staff"), f"/surveys/{survey.pk}/call-backs/"
    form = {"amount": "60", "unit": "percent", "drawn_before": "0"}
    assert client.post(f"{path}draw/", form | {"amount": "101"}).status_code == 422
    assert client.post(f"{path}draw/", form).status_code == 302  # 60 % of two are two: a part counts as one
    assert CallBack.objects.count() == 2
    assert client.post(f"{path}draw/", form).status_code == 409
    assert client.post(f"{path}draw/", form | {"drawn_before": "1"}).status_code == 422
    file = client.post(f"{path}export/")
    rows = list(openpyxl.load_workbook(BytesIO(b"".join(file.streaming_content))).active.values)
    assert [row[1] for row in rows[1:]] == ["沁渊精铸有限公司", "禾岫食品有限公司"]
    assert CANARY not in str(rows)


def test_a_flag_leads_to_a_call_and_to_a_void(cast, survey):
    for firm in (cast.enterprise, cast.other_enterprise):
        answered(survey, firm)
    flag, client = flagged(survey, cast.enterprise, cast.other_enterprise), cast.client("staff")
    asked = survey.invitations.get(enterprise=cast.enterprise)
    path = f"/surveys/{survey.pk}/call-backs/new/{asked.pk}/?flag={flag.pk}"
    assert path in client.get(f"/surveys/{survey.pk}/flags/{flag.pk}/").content.decode()
    heard = {"outcome": "reached", "own": "no", "satisfied": "", "caller": "温以宁"}
    assert client.post(path, heard).status_code == 302
    made = CallBack.objects.get()
    assert (made.why, made.flag) == ("flagged", flag)
    void = f"/surveys/call-backs/{made.pk}/void/"
    assert "仍然保留" in text_of(client.get(void))
    assert client.post(void, {"version": "2", "reason": ""}).status_code == 422
    assert client.post(void, {"version": "1", "reason": "企业说没有填过"}).status_code == 409
    assert Response.objects.valid().count() == 2
    assert client.post(void, {"version": "2", "reason": "企业说没有填过"}).status_code == 302
    assert Response.objects.valid().count() == 1
    assert client.post(f"/surveys/call-backs/{made.pk}/ask-again/").status_code == 302
    assert survey.invitations.open().filter(enterprise=cast.enterprise).exists()
    assert client.post(
        f"/surveys/{survey.pk}/flags/{flag.pk}/look/", {"version": "1", "note": "已回访"}
    ).status_code == 302  # fmt: skip
    assert not Flag.objects.open().exists()


def test_what_was_answered_anew_is_called_about_anew(cast, survey):
    flag = flagged(survey, cast.enterprise, cast.other_enterprise)
    made = called(survey, cast.enterprise, by(cast, "staff"), chains.NOT_OWN, flag)
    path, shown = f"/surveys/{survey.pk}/flags/{flag.pk}/", f"/surveys/call-backs/{made.pk}/"
    anew = f"/surveys/{survey.pk}/call-backs/new/{made.invitation_id}/?flag={flag.pk}"

    def offered():
        source = cast.client("staff").get(path).content.decode()
        return shown in source, anew in source

    assert offered() == (True, False)
    chains.answered_anew(survey, cast.enterprise, by(cast, "staff"), made)
    assert offered() == (False, True)


@pytest.mark.parametrize("flag", ["x", "0", "9" * 40, "-1", "１"])
def test_a_flag_that_is_none_is_not_found(cast, survey, flag):
    asked = answered(survey, cast.enterprise)
    assert cast.client("staff").get(f"/surveys/{survey.pk}/call-backs/new/{asked.pk}/?flag={flag}").status_code == 404


def test_a_chain_from_the_call_to_the_finding(cast, survey):
    staff, director = cast.client("staff"), cast.client("director")
    first = called(survey, cast.enterprise, by(cast, "staff"), chains.DISSATISFIED)
    path = f"/surveys/call-backs/{first.pk}/hand-on/"
    form = {"unit": cast.unit.pk, "matter": "用电增容没有答复", "workdays": "5"}
    assert staff.post(path, form | {"matter": ""}).status_code == 422
    assert staff.post(path, form | {"helpers": [cast.unit.pk]}).status_code == 422
    assert staff.post(path, form).status_code == 302
    assert staff.post(path, form).status_code == 422
    chain = SecondHandling.objects.get()
    base = f"/surveys/second-handlings/{chain.pk}/"
    assert "没有同意，转办时不写企业名称" in text_of(staff.get(base))
    on = chain.handed_on.isoformat()
    assert staff.post(f"{base}reply/", {"text": "已排入计划", "on": on, "version": "1"}).status_code == 302
    second = SecondHandling.objects.get().second
    heard = {"outcome": "reached", "satisfied": "no", "caller": "温以宁", "version": "1"}
    assert staff.post(f"/surveys/call-backs/{second.pk}/result/", heard | {"satisfied": ""}).status_code == 422
    assert staff.post(f"/surveys/call-backs/{second.pk}/result/", heard).status_code == 302
    assert "不算承办单位有责" in text_of(staff.get(base))
    finding = {"exempt": "no", "document_no": "区营商办〔2021〕30号", "finding": "没有客观原因", "version": "2"}
    assert staff.post(f"{base}decide/", finding).status_code == 403
    assert director.post(f"{base}decide/", finding | {"document_no": ""}).status_code == 422
    assert director.post(f"{base}decide/", finding | {"version": "1"}).status_code == 409
    assert director.post(f"{base}decide/", finding).status_code == 302
    assert "仍不满意，不免责" in text_of(director.get(base))
    assert director.post(f"{base}void/", {"version": "3", "reason": "想反悔"}).status_code == 422
