"""Steps are appended in order, by whom and when, once; a wrong one is voided with a reason and entered anew."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from enterprises.models import Issue
from officers.actor import Actor
from officers.models import LogEntry, StaleRecord
from tests.cast import Cast
from tests.factories import at, make_enterprise, pair, raise_issue
from tests.pages.reading import text_of
from tests.racing import at_once

RAISED, LATER = date(2021, 9, 17), date(2021, 9, 22)


@pytest.fixture
def issue(cast):
    return raise_issue(cast.enterprise, "W1", RAISED, "用电增容申请受阻")


def send(client, issue, code, **other):
    form = {"version": 1, "on": "2021-09-22", "words": "供电公司已批复"} | other
    return client.post(f"/issues/{issue.pk}/{code}/", form)


def test_a_closing_names_its_day_its_author_and_its_words(cast, issue):
    answer = send(cast.client("deputy"), issue, "close")
    assert (answer.status_code, answer["Location"]) == (302, f"/issues/{issue.pk}/")
    step = issue.steps.get()
    assert (step.kind, step.on, step.note, step.entered_by) == ("closed", LATER, "供电公司已批复", cast.users["deputy"])
    assert Issue.objects.get().version == 2
    entry = LogEntry.objects.get()
    assert (entry.action, entry.record_label, entry.after["on"]) == ("办结企业问题", "W1", "2021-09-22")


@pytest.mark.parametrize(
    ("other", "sentence"),
    [
        ({"on": "2021-09-16"}, "不能早于上一步的日期（2021年9月17日）"),
        ({"on": "2098-09-16"}, "日期不能晚于今天"),
        ({"on": ""}, "办结日期"),
        ({"words": ""}, "办理结果"),
        ({"words": "长" * 301}, "办理结果"),
    ],
)
def test_a_wrong_entry_is_told_and_nothing_is_saved(cast, issue, other, sentence):
    answer = send(cast.client("officer"), issue, "close", **other)
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert not issue.steps.exists()
    assert not LogEntry.objects.exists()
    assert Issue.objects.get().version == 1


def test_words_may_be_left_out_only_when_handing_to_the_office(cast):
    major = raise_issue(cast.enterprise, "W2", RAISED, "用地", level="major")
    assert send(cast.client("officer"), major, "escalate", words="").status_code == 302


def test_a_step_does_not_lie_before_the_one_before(cast):
    issue = raise_issue(cast.enterprise, "W2", RAISED, "用地", ("closed", LATER))
    answer = send(cast.client("staff"), issue, "reopen", on="2021-09-18")
    assert answer.status_code == 422
    assert "2021年9月22日" in text_of(answer)


def test_who_was_slower_reads_what_stands_now_and_may_send_again(cast, issue):
    issue.correct(Actor("温以宁", at(2021, 9, 20), user=cast.users["staff"]), 1, content="用电增容，已补材料")
    client = cast.client("officer")
    answer = send(client, issue, "close")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "刚被别人改过" in page
    assert "用电增容，已补材料" in page
    assert "供电公司已批复" in page
    assert not issue.steps.exists()
    assert 'name="version" value="2"' in page
    assert send(client, issue, "close", version=2).status_code == 302


def test_who_closes_what_is_closed_by_now_reads_so(cast, issue):
    assert send(cast.client("officer"), issue, "close").status_code == 302
    answer = send(cast.client("deputy"), issue, "close")
    assert answer.status_code == 409
    assert "这个问题已办结，不能办结。" in text_of(answer)
    assert issue.steps.count() == 1


def test_of_many_who_close_at_once_one_wins(transactional_db):
    cast = Cast()
    issue = raise_issue(cast.enterprise, "W1", RAISED, "用电")

    def close():
        try:
            mine = Issue.objects.get(pk=issue.pk)
            return mine.take_step(Actor("林沐川", at(2021, 9, 22)), 1, "close", LATER, "已办")
        except StaleRecord:
            return None

    assert len([step for step in at_once(close) if step]) == 1
    assert (issue.steps.count(), LogEntry.objects.count()) == (1, 1)


def test_a_wrong_step_is_voided_with_a_reason_and_entered_anew(cast, issue):
    office = cast.client("staff")
    send(office, issue, "close")
    assert send(office, issue, "void-step", version=2, words="日期记错").status_code == 302
    assert send(office, issue, "close", version=3, on="2021-09-24").status_code == 302
    first, second = issue.steps.order_by("sequence")
    assert (first.void_reason, first.voided_by, first.sequence) == ("日期记错", cast.users["staff"], 1)
    assert (second.on, second.sequence, second.voided_at) == (date(2021, 9, 24), 2, None)
    page = text_of(office.get(f"/issues/{issue.pk}/"))
    assert "日期记错" in page
    actions = list(LogEntry.objects.order_by("pk").values_list("action", flat=True))
    assert actions == ["办结企业问题", "作废问题步骤", "办结企业问题"]


def test_without_a_step_there_is_nothing_to_void(cast, issue):
    answer = send(cast.client("staff"), issue, "void-step")
    assert answer.status_code == 422
    assert "还没有步骤" in text_of(answer)
    assert Issue.objects.get().version == 1


def test_a_merger_names_the_other_issue_and_leads_to_it(cast, issue):
    other = raise_issue(cast.enterprise, "W2", RAISED, "同一件事")
    office = cast.client("staff")
    assert send(office, issue, "merge", into=other.pk, words="重复").status_code == 302
    assert issue.steps.get().into == other
    page = office.get(f"/issues/{issue.pk}/").content.decode()
    assert f'href="/issues/{other.pk}/">第W2号' in page
    assert "已并入" in page


def test_only_another_living_issue_of_the_same_enterprise_takes_it(cast, issue):
    firm = make_enterprise(cast.district, "澄岳新材料有限公司")
    pair(cast.officer, firm)
    elsewhere = raise_issue(firm, "W2", RAISED, "别家的")
    ended = raise_issue(cast.enterprise, "W3", RAISED, "撤回的", ("withdrawn", LATER))
    office = cast.client("staff")
    for other in (elsewhere, ended, issue):
        assert send(office, issue, "merge", into=other.pk).status_code == 422
        with pytest.raises(ValidationError, match="并入"):
            issue.take_step(Actor("温以宁", at(2021, 9, 22)), 1, "merge", LATER, "重复", other)
    assert not issue.steps.exists()


def test_two_issues_are_not_merged_into_each_other_at_once(transactional_db):
    cast = Cast()
    pair_of = [raise_issue(cast.enterprise, code, RAISED, "同一件事") for code in ("W1", "W2")]
    turns = iter([(0, 1), (1, 0)])

    def merge():
        mine, other = next(turns)
        try:
            return pair_of[mine].take_step(Actor("温以宁", at(2021, 9, 22)), 1, "merge", LATER, "重复", pair_of[other])
        except ValidationError:
            return None

    assert len([step for step in at_once(merge, 2) if step]) == 1


def test_whose_pairing_is_over_reads_the_issue_and_does_nothing_to_it(cast, issue):
    cast.pairing.ends = date(2021, 9, 30)
    cast.pairing.save()
    client = cast.client("officer")
    page = client.get(f"/issues/{issue.pk}/")
    assert page.status_code == 200
    assert "/close/" not in page.content.decode()
    answer = send(client, issue, "close")
    assert answer.status_code == 403
    assert "您可以查看，不能办理" in text_of(answer)


def test_who_took_the_enterprise_over_goes_on_with_its_open_issues(cast, issue):
    cast.pairing.ends = date(2021, 9, 30)
    cast.pairing.save()
    pair(cast.other_officer, cast.enterprise, date(2021, 10, 1))
    client = cast.client("other_officer")
    assert "提出" in text_of(client.get(f"/issues/{issue.pk}/"))
    assert send(client, issue, "close").status_code == 302


def test_the_office_corrects_an_issue_with_a_reason(cast, issue):
    form = {"raised_on": "2021-09-16", "first_level": "major", "nature": "用电", "content": "增容", "words": "写错日期"}
    assert send(cast.client("staff"), issue, "correct", **form).status_code == 302
    issue.refresh_from_db()
    assert (issue.raised_on, issue.first_level, issue.version) == (date(2021, 9, 16), "major", 2)
    entry = LogEntry.objects.get()
    assert (entry.action, entry.note, entry.before["raised_on"]) == ("更正企业问题", "写错日期", "2021-09-17")


@pytest.mark.parametrize(
    ("other", "sentence"),
    [
        ({"raised_on": "2021-09-23"}, "不能晚于已登记步骤的日期"),
        ({"first_level": "major"}, "已改为重点的问题，提出时类别只能是一般"),
    ],
)
def test_a_correction_does_not_contradict_the_steps(cast, other, sentence):
    issue = raise_issue(cast.enterprise, "W2", RAISED, "用地", ("reclassified", LATER))
    form = {"raised_on": "2021-09-17", "first_level": "general", "content": "用地", "words": "写错"}
    answer = send(cast.client("staff"), issue, "correct", **form | other)
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    issue.refresh_from_db()
    assert (issue.raised_on, issue.first_level, issue.version) == (RAISED, "general", 1)
    assert not LogEntry.objects.exists()


def test_a_void_issue_stays_visible_with_its_reason(cast, issue):
    office = cast.client("director")
    assert send(office, issue, "void", words="重复登记").status_code == 302
    page = text_of(office.get(f"/issues/{issue.pk}/"))
    assert "重复登记" in page
    assert "已作废，不计期限" in page


def test_with_nothing_to_merge_into_the_page_says_so_and_offers_no_button(cast, issue):
    page = cast.client("staff").get(f"/issues/{issue.pk}/merge/")
    assert "这家企业没有别的在办问题可以并入。" in text_of(page)
    assert "act-form" not in page.text
