"""The pages at each stage of a round, and that each says what it should."""

import pytest

from surveys.invite import publish
from surveys.models import Question
from tests.factories import at, make_enterprise, pair
from tests.surveys.rounds import AFTER, OFFICE, OPENS, make_round

from .conftest import Firm

ALONE, WHO_ANSWERED = "只问了您一家", "哪些企业答了"


def text(answer):
    return answer.content.decode()


def test_the_cover_says_who_is_asked_about_and_until_when(firm):
    shown = text(firm.open())
    for said in ("林沐川", "区工信局", "沁渊精铸有限公司", "5道题", "12月15日", "0391-8880000", "开始填写"):
        assert said in shown


def test_a_round_that_ends_in_the_day_says_the_hour(cast):
    survey = make_round(cast.district, closes_at=at(2021, 12, 15, 18))
    publish(survey, OFFICE, 1)
    assert "12月15日18:00" in text(Firm(survey, cast.enterprise).open())


def test_who_is_asked_about_is_the_officer_of_the_closing_day(cast, firm):
    cast.pairing.ends = at(2021, 12, 12).date()
    cast.pairing.save()
    pair(cast.other_officer, cast.enterprise, at(2021, 12, 13).date())
    assert "苏若岚" in text(firm.open())
    assert "林沐川" not in text(firm.open())


def test_a_firm_whose_pairing_has_ended_is_asked_all_the_same(cast, firm):
    cast.pairing.ends = at(2021, 12, 1).date()
    cast.pairing.save()
    assert "贵企业的首席服务官" in text(firm.open())
    assert firm.send().status_code == 303


def test_start_leads_to_the_questions_and_says_that_the_link_has_arrived(firm):
    led = firm.phone.post(firm.link)
    assert (led.status_code, led["Location"]) == (303, firm.form)
    assert firm.invitation.state == "delivered"
    assert firm.open(firm.form).status_code == 200


def test_an_answer_leads_to_its_receipt(firm):
    led = firm.send(remark="办事快", call_back="on")
    assert (led.status_code, led["Location"]) == (303, firm.link)
    shown = text(firm.open())
    receipt = firm.invitation.receipt
    for said in ("已提交", f"{receipt[:4]} {receipt[4:]}", "2021年12月10日14:30", "打电话给贵企业"):
        assert said in shown
    assert "办事快" not in shown


@pytest.mark.parametrize("address", ["link", "form"])
def test_who_has_answered_is_told_so_everywhere(firm, address):
    firm.send()
    assert "已提交" in text(firm.phone.get(getattr(firm, address), follow=True))
    assert "已提交" in text(firm.phone.post(firm.link, follow=True))


def test_before_opening_there_is_nothing_to_press(firm, clock):
    clock.now = OPENS.replace(hour=8)
    shown = text(firm.open())
    assert "12月1日09:00" in shown
    assert "<button" not in shown
    assert firm.phone.get(firm.form)["Location"] == firm.link
    assert firm.phone.post(firm.link)["Location"] == firm.link
    assert firm.invitation.state == "undelivered"


def test_after_closing_it_says_so(firm, clock):
    clock.now = AFTER
    shown = text(firm.open())
    assert "调查已经截止" in shown
    assert "<button" not in shown
    assert firm.phone.get(firm.form)["Location"] == firm.link


def test_large_letters_go_with_the_firm_from_page_to_page(firm):
    assert '<html lang="zh-CN" class="big">' in text(firm.open(f"{firm.link}?big=1"))
    led = firm.phone.post(f"{firm.link}?big=1")
    assert led["Location"] == f"{firm.form}?big=1"
    assert 'class="big"' in text(firm.open(led["Location"]))
    assert 'class="big"' not in text(firm.open(f"{firm.link}?big=2"))


def test_an_officer_with_one_firm_is_no_secret_to_it(cast, firm):
    assert ALONE in text(firm.open())
    assert WHO_ANSWERED not in text(firm.open()), "the sheet's one answer tells it"
    pair(cast.officer, second := make_enterprise(cast.district, "第二家企业"))
    survey = make_round(cast.district, name="下一轮")
    publish(survey, OFFICE, 1)
    assert ALONE not in text(Firm(survey, second).open())
    assert WHO_ANSWERED in text(Firm(survey, second).open())
    survey.invitations.filter(enterprise=second).update(withdrawn_at=OPENS, withdrawn_reason="已迁出")
    assert ALONE in text(Firm(survey, cast.enterprise).open())


def test_it_says_what_the_office_sees_and_what_stays_of_the_traces(firm):
    for said in ("什么时候开始和提交", "留下这几家的名单"):
        assert said in text(firm.open())


def test_an_anonymous_round_promises_what_it_keeps(cast, anonymous):
    shown = text(Firm(anonymous, cast.enterprise).open())
    assert "您的回答匿名" in shown
    for said in ("平均分", "加密代码", "什么时候", ALONE):
        assert said not in shown
    sent = Firm(anonymous, cast.enterprise)
    sent.send()
    assert "提交时间" not in text(sent.open())


def test_questions_that_do_not_score_are_promised_to_be_counted_only(cast, firm):
    assert "票数" not in text(firm.open())
    survey = make_round(cast.district, name="下一轮")
    Question.objects.create(
        district=cast.district, survey=survey, position=6, kind="choice", text="最想办的事", options=["用工", "用电"]
    )
    publish(survey, OFFICE, 1)
    assert "只合计票数" in text(Firm(survey, cast.enterprise).open())


def test_hostile_names_and_questions_stay_text(cast):
    script = "\"'><script>hurt()</script>"
    cast.officer.name = cast.unit.name = cast.enterprise.name = cast.district.name = script
    for row in (cast.officer, cast.unit, cast.enterprise, cast.district):
        row.save()
    survey = make_round(cast.district, name=script, phone=script[:30])
    survey.questions.update(text=script, hint=script)
    Question.objects.create(
        district=cast.district, survey=survey, position=6, kind="choice", text=script, options=[script, "用电"]
    )
    publish(survey, OFFICE, 1)
    firm = Firm(survey, cast.enterprise)
    for shown in (firm.open(), firm.open(firm.form), firm.phone.post(firm.form, {"remark": f"</textarea>{script}"})):
        assert "<script>hurt" not in text(shown)
        assert "hurt()" in text(shown)
