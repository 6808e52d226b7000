"""登记问题: one record a press, its deadline said before it is saved, its code like no other."""

import re
from datetime import date
from uuid import uuid4

import pytest

from enterprises.forms.issue import deadline_of
from enterprises.models import Issue
from officers.actor import Actor
from officers.models import LogEntry
from officers.workdays import Calendar
from tests.cast import Cast
from tests.factories import at, make_enterprise, pair, raise_issue
from tests.pages.reading import text_of
from tests.racing import at_once

NEW = "/issues/new/"
DAY = "2021-09-17"


def form(cast, **other):
    given = {
        "enterprise": cast.enterprise.pk,
        "raised_on": DAY,
        "first_level": "general",
        "nature": "要素保障",
        "content": "用电增容申请受阻",
        "form_key": str(uuid4()),
    }
    return given | other


def checked(page):
    """The enterprise that is chosen on the page."""
    return re.search(r'name="enterprise" value="(\d+)"[^>]* checked', page)[1]


def test_what_was_typed_is_one_record_with_a_log_entry_and_its_number_as_code(cast):
    answer = cast.client("officer").post(NEW, form(cast))
    issue = Issue.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/issues/{issue.pk}/")
    assert (issue.code, issue.number) == ("2021-0001", "2021-0001")
    assert (issue.enterprise, issue.raised_on, issue.entered_by) == (
        cast.enterprise, date(2021, 9, 17), cast.users["officer"],
    )  # fmt: skip
    assert LogEntry.objects.get().action == "登记企业问题"


def test_the_answer_says_the_deadline(cast):
    page = text_of(cast.client("officer").post(NEW, form(cast), follow=True))
    assert "已登记第2021-0001号问题，截止2021年9月28日。" in page


def test_a_second_press_enters_nothing_and_leads_to_the_first_record(cast):
    typed, client = form(cast), cast.client("officer")
    first = client.post(NEW, typed)
    second = client.post(NEW, typed | {"content": "改过一个字"}, follow=True)
    assert second.redirect_chain[0][0] == first["Location"]
    assert "没有再登记一次" in text_of(second)
    assert (Issue.objects.count(), LogEntry.objects.count()) == (1, 1)


def test_pressed_many_times_at_once_one_record_is_entered(transactional_db):
    cast, key = Cast(), uuid4()

    def press():
        issue = Issue(
            district=cast.district, enterprise=cast.enterprise, raised_on=date(2021, 9, 17), first_level="general",
            content="用电", form_key=key,
        )  # fmt: skip
        return issue.enter_once(Actor("林沐川", at(2021, 9, 17), user=cast.users["officer"]))

    entered = at_once(press)
    assert [is_new for _, is_new in entered].count(True) == 1
    assert (Issue.objects.count(), LogEntry.objects.count()) == (1, 1)


def test_another_persons_form_is_another_record(cast):
    typed = form(cast)
    cast.client("officer").post(NEW, typed)
    cast.client("deputy").post(NEW, typed)
    assert sorted(Issue.objects.values_list("code", "entered_by__name")) == [
        ("2021-0001", "林沐川"),
        ("2021-0002", "白予安"),
    ]


def test_a_code_that_a_workbook_has_taken_is_not_taken_again(cast):
    raise_issue(cast.other_enterprise, "2021-0002", date(2021, 1, 4), "导入的")
    raise_issue(cast.other_enterprise, "2021-0002-2", date(2020, 1, 4), "导入的")
    for _ in range(2):
        cast.client("officer").post(NEW, form(cast))
    own = Issue.objects.filter(enterprise=cast.enterprise).order_by("pk")
    assert [(issue.number, issue.code) for issue in own] == [
        ("2021-0002", "2021-0002-3"),
        ("2021-0003", "2021-0003"),
    ]


def test_the_same_code_in_another_district_is_no_obstacle(cast):
    raise_issue(make_enterprise(cast.elsewhere, "外区企业"), "2021-0001", date(2021, 1, 4), "外区")
    cast.client("officer").post(NEW, form(cast))
    assert Issue.objects.get(enterprise=cast.enterprise).code == "2021-0001"


def test_both_deadlines_are_said_before_saving_with_their_days(cast):
    page = text_of(cast.client("officer").get(NEW, {"raised_on": DAY}))
    assert "一般问题：9月28日前办结，第7个工作日" in page
    assert "重点问题：9月23日前上交办公室，第3个工作日" in page
    assert "9月18日（周六）、9月26日（周日）为调休上班日，计入。" in page
    assert "中秋节假期" in page


def test_a_deadline_of_a_year_without_arrangement_is_provisional():
    said = deadline_of("general", date(2029, 5, 8), Calendar())["said"]
    assert said == "一般问题：5月17日前办结，第7个工作日（暂定）"


def test_a_deadline_beyond_the_turn_of_the_year_names_the_year():
    assert "2022年1月" in deadline_of("general", date(2021, 12, 28), Calendar())["said"]


def test_counting_anew_saves_nothing_and_keeps_what_was_typed(cast):
    answer = cast.client("officer").post(NEW, form(cast, count="1", raised_on="2021-09-24"))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "10月9日前办结" in page
    assert "用电增容申请受阻" in page
    assert not Issue.objects.exists()


def test_enterprise_and_day_come_preselected_from_the_address(cast):
    second = make_enterprise(cast.district, "澄岳新材料有限公司")
    pair(cast.officer, second)
    page = cast.client("officer").get(NEW, {"enterprise": second.pk, "raised_on": DAY}).content.decode()
    assert checked(page) == str(second.pk)
    assert f'value="{DAY}"' in page


def test_the_only_enterprise_is_chosen_already(cast):
    page = cast.client("officer").get(NEW).content.decode()
    assert checked(page) == str(cast.enterprise.pk)


def test_nobody_elses_enterprise_is_offered_or_accepted(cast):
    client = cast.client("officer")
    page = text_of(client.get(NEW, {"enterprise": cast.other_enterprise.pk}))
    assert "禾岫食品" not in page
    assert client.post(NEW, form(cast, enterprise=cast.other_enterprise.pk)).status_code == 422
    assert not Issue.objects.exists()


def test_an_enterprise_whose_pairing_is_over_is_not_offered(cast):
    cast.pairing.ends = date(2021, 6, 30)
    cast.pairing.save()
    client = cast.client("officer")
    assert "现在没有与您结对的企业" in text_of(client.get(NEW))
    assert client.post(NEW, form(cast, raised_on="2021-05-06")).status_code == 422


@pytest.mark.parametrize(
    ("raised_on", "taken"), [("2021-09-16", False), ("2021-09-17", True), ("2021-09-20", True), ("2021-09-21", False)]
)
@pytest.mark.parametrize("who", ["officer", "deputy", "liaison"])
def test_after_a_pairing_ended_what_was_raised_under_it_is_still_registered_for_some_days(
    cast, monkeypatch, who, raised_on, taken
):
    monkeypatch.setattr("django.utils.timezone.now", lambda: at(2021, 9, 24))
    cast.pairing.ends = date(2021, 9, 20)
    cast.pairing.save()
    answer = cast.client(who).post(NEW, form(cast, raised_on=raised_on), follow=True)
    assert (answer.status_code, Issue.objects.exists()) == (200 if taken else 422, taken)
    assert ("只能登记2021年9月17日至2021年9月20日提出的问题" in text_of(answer)) is not taken


def test_who_serves_an_enterprise_again_registers_under_either_pairing(cast, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: at(2021, 9, 24))
    cast.pairing.ends = date(2021, 9, 20)
    cast.pairing.save()
    pair(cast.officer, cast.enterprise, date(2021, 9, 23))
    client = cast.client("officer")
    answers = {day: client.post(NEW, form(cast, raised_on=f"2021-09-{day}")) for day in (19, 22, 23)}
    assert {day: answer.status_code for day, answer in answers.items()} == {19: 302, 22: 422, 23: 302}
    assert "自2021年9月23日起与您结对" in text_of(answers[22])


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("raised_on", "2098-09-17", "提出日期不能晚于今天"),
        ("raised_on", "1999-09-17", "年份须在2000至2099之间"),
        ("raised_on", "2020-05-31", "自2020年6月1日起与您结对"),
        ("content", " ", "问题内容"),
        ("first_level", "urgent", "类别"),
        ("nature", "长" * 61, "性质"),
    ],
)
def test_a_wrong_entry_is_told_at_the_field_and_nothing_is_saved(cast, field, value, sentence):
    answer = cast.client("officer").post(NEW, form(cast, **{field: value}))
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert not Issue.objects.exists()


def test_the_office_finds_the_enterprise_first_and_registers_for_any(cast):
    client = cast.client("staff")
    assert "先找到企业" in text_of(client.get(NEW))
    found = client.get(NEW, {"who": "hexiu"}).content.decode()
    assert f"?enterprise={cast.other_enterprise.pk}" in found
    assert "禾岫食品有限公司" in text_of(client.get(NEW, {"enterprise": cast.other_enterprise.pk}))
    client.post(NEW, form(cast, enterprise=cast.other_enterprise.pk))
    assert Issue.objects.get().entered_by == cast.users["staff"]


def test_the_office_is_told_when_nobody_answers_for_the_day(cast):
    answer = cast.client("staff").post(NEW, form(cast, raised_on="2020-05-06"), follow=True)
    assert "提出当天这家企业没有结对，不计入任何首席服务官。" in text_of(answer)


def test_an_office_registers_only_in_its_own_district(cast):
    client = cast.client("outsider")
    assert "禾岫" not in text_of(client.get(NEW, {"who": "禾岫"})).replace("含“禾岫”", "").replace('value="禾岫"', "")
    assert client.post(NEW, form(cast)).status_code == 422
    assert not Issue.objects.exists()


def test_what_was_typed_is_shown_as_text(cast):
    answer = cast.client("officer").post(NEW, form(cast, content="<script>alert(1)</script>"), follow=True)
    assert "<script>alert" not in answer.content.decode()
    assert "&lt;script&gt;alert(1)" in answer.content.decode()
