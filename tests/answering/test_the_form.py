"""What a firm fills in: what has to be, what may be, what is kept of it, and that nothing typed is lost."""

import pytest

from surveys.answer import submit
from surveys.invite import publish
from surveys.models import Question, Remark, Response, Tally, Trace
from tests.surveys.rounds import AFTER, OFFICE, firm_at, footprint, make_round, reply_to

from .conftest import Firm


@pytest.fixture
def longer(cast):
    """A firm in a round with a question of every kind."""
    survey = make_round(cast.district)
    further = [
        ("choice", "最想办的事", ["用工", "用电", "融资"]),
        ("scale", "愿意向同行推荐吗", []),
        ("text", "还有什么要办", []),
    ]
    for place, (kind, words, options) in enumerate(further, start=6):
        Question.objects.create(
            district=cast.district, survey=survey, position=place, kind=kind, text=words, options=options
        )
    publish(survey, OFFICE, 1)
    return Firm(survey, cast.enterprise)


def named(firm, kind):
    return firm.survey.questions.filter(kind=kind).last().field_name


def test_what_does_not_score_may_be_left_out(longer):
    assert longer.send().status_code == 303
    assert Response.objects.get().answers.count() == 5
    assert not Tally.objects.exists()
    assert not Remark.objects.exists()


def test_what_does_not_score_is_counted_and_texts_stand_alone(longer):
    given = {named(longer, "choice"): "用电", named(longer, "scale"): "10", named(longer, "text"): "路灯"}
    longer.send(remark="再来\r\n看看", manner="named", **given)
    assert {(tally.choice, tally.count) for tally in Tally.objects.all()} == {("用电", 1), ("10", 1)}
    assert {(each.text, each.enterprise) for each in Remark.objects.all()} == {
        ("路灯", None),
        ("再来\n看看", longer.enterprise),
    }


def test_a_remark_is_an_opinion_unless_the_firm_says_otherwise(firm):
    firm.send(remark="办事快")
    assert Remark.objects.get().enterprise is None


def test_what_is_missing_is_said_and_what_was_chosen_stays(longer):
    missing = longer.survey.questions.first()
    wrong = longer.send(remark="门前路灯不亮", manner="named", call_back="on", **{missing.field_name: ""})
    shown = wrong.content.decode()
    assert wrong.status_code == 422
    assert f'<a href="#{missing.field_name}">第1题：请选一项</a>' in shown
    assert shown.count(" checked") == 4 + 1 + 1  # four levels, the manner, the call
    assert 'value="named" checked' in shown
    assert ">门前路灯不亮</textarea>" in shown
    assert not Response.objects.exists()


@pytest.mark.parametrize(
    ("kind", "value", "said"),
    [("satisfaction", "极满意", "列出的几项"), ("scale", "11", "列出的几项"), ("choice", "路", "列出的几项"),
     ("text", "长" * 301, "300"), ("text", "a\x00", "第8题")],
)  # fmt: skip
def test_what_was_not_offered_is_refused(longer, kind, value, said):
    wrong = longer.send(**{named(longer, kind): value})
    assert wrong.status_code == 422
    assert said in wrong.content.decode()
    assert not Response.objects.exists()


def test_a_text_of_as_many_letters_as_the_browser_allows_is_taken(firm):
    assert firm.send(remark="\r\n".join("长" * 150) + "长").status_code == 303
    assert len(Remark.objects.get().text) == 300


def test_a_late_answer_is_refused_and_its_words_are_given_back(firm, clock):
    clock.now = AFTER
    late = firm.send(remark="门前路灯不亮")
    shown = late.content.decode()
    assert late.status_code == 409
    assert "调查已经截止，这份答卷没有收下" in shown
    assert "readonly>门前路灯不亮</textarea>" in shown
    assert not Response.objects.exists()
    assert not Remark.objects.exists()


def test_a_late_answer_hears_that_first_and_not_what_is_missing(firm, clock):
    clock.now = AFTER
    assert firm.phone.post(firm.form, {"remark": "路灯"}).status_code == 409


def test_a_second_answer_sees_the_receipt_and_gets_its_words_back(firm):
    firm.send(remark="第一份")
    again = firm.send("不满意", remark="第二份")
    shown = again.content.decode()
    assert again.status_code == 409
    assert "已提交" in shown
    assert firm.invitation.receipt[:4] in shown
    assert "readonly>第二份</textarea>" in shown
    assert "data-taken" not in shown, "the words on this phone are not those that were taken"
    assert Response.objects.count() == 1
    assert [each.text for each in Remark.objects.all()] == ["第一份"]


def test_the_phone_is_known_by_a_random_number_and_only_as_a_hash(firm):
    started = firm.phone.post(firm.link)
    cookie = started.cookies["firm"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert len(cookie.value) == 22
    firm.phone.post(firm.link)
    assert firm.phone.cookies["firm"].value == cookie.value, "one phone stays one phone"
    firm.send()
    submit(other := firm.survey.invitations.exclude(enterprise=firm.enterprise).get(), reply_to(firm.survey),
           footprint(), firm_at())  # fmt: skip
    trace = Trace.objects.exclude(invitation=other).get()
    assert cookie.value not in (trace.device, trace.address)
    assert trace.device != other.trace.device


def test_without_cookies_the_browser_itself_is_the_device(cast, survey):
    for enterprise in (cast.enterprise, cast.other_enterprise):
        Firm(survey, enterprise, headers={"user-agent": "MicroMessenger/8.0"}).send()
    assert len({trace.device for trace in Trace.objects.all()}) == 1


def test_an_anonymous_round_marks_no_phone(cast, anonymous):
    firm = Firm(anonymous, cast.enterprise)
    assert not firm.phone.post(firm.link).cookies
    firm.send()
    assert not Trace.objects.exists()
