"""The office decides on a candidate, with a reason; the newest decision stands, nobody decides about themselves."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from enterprises.forms.criticism import DecisionForm
from enterprises.models import CriticismDecision
from officers.actor import Actor
from officers.models import LogEntry, Officer, StaleRecord
from tests.factories import at, honour
from tests.pages.reading import text_of

FORM = {"decision": "reminded", "reason": "9月20日已电话提醒", "shown": "0"}


def path(cast):
    return f"/criticisms/{cast.officer.pk}/2021/"


def decide(cast, who="staff", **more):
    return cast.client(who).post(path(cast), FORM | more)


def decision(cast, **more):
    fields = {"officer": cast.officer, "year": 2021, "decision": "reminded", "reason": "已提醒"}
    return CriticismDecision(district=cast.district, **fields | more)


def actor(cast, who="staff"):
    return Actor("温以宁", at(2021, 9, 24), user=cast.users[who])


def test_a_decision_says_who_and_when_and_stands_in_the_log(year):
    assert decide(year).status_code == 302
    made = CriticismDecision.objects.get()
    assert (made.decided_by, made.decided_at, made.sequence) == (year.users["staff"], at(2021, 9, 24), 1)
    entry = LogEntry.objects.get(action="登记通报意见")
    assert (entry.after["decision"], entry.note) == ("reminded", FORM["reason"])
    assert "9月20日已电话提醒" in text_of(year.client("leader").get("/criticisms/"))


def test_the_newest_stands_and_the_older_ones_remain(year):
    decide(year)
    decide(year, "director", decision="dropped", reason="系统中断，情况属实", shown="1")
    page = text_of(year.client("staff").get(path(year)))
    assert page.index("系统中断，情况属实") < page.index("9月20日已电话提醒")
    assert CriticismDecision.objects.count() == 2
    assert LogEntry.objects.filter(action="登记通报意见").first().before["decision"] == "reminded"


def test_what_is_proposed_offers_the_form_of_the_document_filled_in(year):
    decide(year, decision="proposed", reason="两个月漏报")
    answer = year.client("staff").get(path(year))
    source = answer.content.decode()
    start = source.index("/honours/new/?")
    link = source[start : source.index('"', start)].replace("&amp;", "&")
    form = year.client("staff").get(link).context["form"]
    assert {name: form[name].value() for name in ("target_kind", "target", "kind", "work")} == {
        "target_kind": "officer", "target": "A01", "kind": "criticism", "work": "2021年工作台账迟报1次、漏报2次",
    }  # fmt: skip
    assert "/honours/new/" not in year.client("leader").get(path(year)).content.decode()


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"reason": "  "}, "理由"),
        ({"decision": "guilty"}, "意见"),
        ({"shown": "x"}, ""),
        ({"reason": "长" * 201}, "理由"),
    ],
)
def test_what_is_wrong_is_said_and_kept(year, more, said):
    answer = decide(year, **more)
    assert answer.status_code == 422
    assert said in text_of(answer)
    assert not CriticismDecision.objects.exists()


def test_nobody_is_decided_on_without_facts(year):
    answer = year.client("staff").post(f"/criticisms/{year.other_officer.pk}/2021/", FORM)
    assert answer.status_code == 422
    assert "没有列入的情形" in text_of(answer)
    assert not CriticismDecision.objects.exists()


def test_a_director_who_is_an_officer_does_not_decide_about_themselves(year):
    Officer.objects.filter(pk=year.officer.pk).update(user=year.users["director"])
    answer = decide(year, "director")
    assert answer.status_code == 403
    assert "请由办公室其他人登记意见" in text_of(answer)
    page = year.client("director").get(path(year))
    assert "<textarea" not in page.content.decode()
    assert 'name="reason"' not in page.content.decode()
    assert not CriticismDecision.objects.exists()
    assert decide(year, "staff").status_code == 302


def test_the_record_itself_refuses_a_decision_about_oneself(year):
    Officer.objects.filter(pk=year.officer.pk).update(user=year.users["director"])
    year.officer.refresh_from_db()
    with pytest.raises(ValueError, match="themselves"):
        decision(year).decide(actor(year, "director"), 0)


def test_of_two_who_decide_at_once_the_second_reads_the_first(year):
    decide(year, decision="dropped", reason="情况属实")
    answer = decide(year, "director")
    assert answer.status_code == 409
    page = text_of(answer)
    assert "刚被别人登记过" in page
    assert "情况属实" in page
    assert CriticismDecision.objects.count() == 1


def test_what_was_never_shown_cannot_have_been_seen(year):
    assert decide(year, shown="7").status_code == 409
    assert not CriticismDecision.objects.exists()


def test_a_reason_of_nothing_is_refused_as_a_sentence(year):
    form = DecisionForm(FORM)
    form.is_valid()
    form.cleaned_data["reason"] = ""
    with pytest.raises(ValidationError, match="通报意见须写明理由"):
        form.decide(actor(year), year.officer, 2021)
    assert not LogEntry.objects.filter(action="登记通报意见").exists()


def test_the_law_itself_tells_the_second_from_the_first(year, monkeypatch):
    """Between the look and the write another row comes in: the constraint is what is left."""
    decision(year, sequence=1, decided_at=at(2021, 9, 24)).save()
    monkeypatch.setattr("django.db.models.query.QuerySet.last", lambda rows: None)
    with pytest.raises(StaleRecord), transaction.atomic():
        decision(year).decide(actor(year), 0)


def test_what_was_criticised_already_is_shown_so_that_it_is_not_done_twice(year):
    number = "河示服官办〔2021〕8号"
    criticised = honour(date(2021, 5, 7), "台账漏报", "criticism", document=number, officer=year.officer)
    assert number in text_of(year.client("staff").get(path(year)))
    criticised.void(actor(year), 1, "文件撤销")
    assert number not in text_of(year.client("staff").get(path(year)))


def test_a_reason_is_text_wherever_it_is_shown(year):
    decide(year, reason="<script>alert(1)</script>")
    for shown in (path(year), "/criticisms/"):
        source = year.client("leader").get(shown).content.decode()
        assert "<script>alert" not in source
        assert "&lt;script&gt;alert" in source


def test_another_districts_decisions_are_seen_nowhere_else(year):
    decide(year)
    day = date(2021, 9, 24)
    assert CriticismDecision.objects.visible_to(year.users["leader"].on(day)).exists()
    for nobody in ("outsider", "officer", "deputy", "liaison", "admin", "oversight", "stranger"):
        assert not CriticismDecision.objects.visible_to(year.users[nobody].on(day)).exists()
