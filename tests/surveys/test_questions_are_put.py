"""题目: reworded, added, put in order, taken away, as long as the round is a draft."""

import pytest

from officers.models import LogEntry, StaleRecord
from surveys import drafting
from surveys.models import Question, Survey
from tests.cast import Cast
from tests.racing import at_once

from .pages import FAR, draft, text
from .rounds import OFFICE, make_round


def order(survey):
    return [question.text for question in survey.questions.order_by("position")]


def test_a_standard_question_is_put_in_other_words_and_keeps_aspect_and_kind(office, cast):
    survey = draft(cast)
    first = survey.questions.get(aspect="深入企业")
    page = f"/surveys/{survey.pk}/questions/{first.pk}/"
    given = {"version": 1, "text": "来得勤不勤", "hint": "", "aspect": "服务态度", "kind": "text", "options": "甲\n乙"}
    assert office.post(page, given).status_code == 302
    first.refresh_from_db()
    assert (first.text, first.hint, first.aspect, first.kind, first.options) == (
        "来得勤不勤", "", "深入企业", "satisfaction", []
    )  # fmt: skip
    logged = LogEntry.objects.get(action="修改调查题目")
    assert (logged.before["text"], logged.after["text"]) == ("他（她）来企业了解情况", "来得勤不勤")


def test_a_choice_keeps_its_options_in_order(office, cast):
    survey = draft(cast)
    given = {"version": 1, "text": "盼什么", "hint": "", "options": " 用工 \n\n用地\n水 电\n"}
    assert office.post(f"/surveys/{survey.pk}/questions/new/choice/", given).status_code == 302
    made = survey.questions.get(kind="choice")
    assert (made.options, made.position, made.aspect) == (["用工", "用地", "水 电"], 6, "")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("只有一个", "2至8个"),
        ("\n".join("一二三四五六七八九"), "2至8个"),
        ("同\n同", "不能相同"),
        (f"短\n{'长' * 41}", "超过40个字"),
        ("", "请填写"),
    ],
)
def test_options_that_cannot_be_are_refused(office, cast, options, said):
    survey = draft(cast)
    given = {"version": 1, "text": "盼什么", "hint": "", "options": options}
    refused = office.post(f"/surveys/{survey.pk}/questions/new/choice/", given)
    assert refused.status_code == 422
    assert said in text(refused)
    assert survey.questions.count() == 5


def test_there_are_ten_further_ones_at_most(office, cast):
    survey = draft(cast)
    for number in range(10):
        drafting.add(survey, OFFICE, survey.version, Question(kind="text", text=f"第{number}问"))
    given = {"version": survey.version, "text": "第十一问", "hint": ""}
    refused = office.post(f"/surveys/{survey.pk}/questions/new/scale/", given)
    assert refused.status_code == 422
    assert "最多10道" in text(refused)
    assert survey.questions.count() == 15
    assert "不能再加" in text(office.get(f"/surveys/{survey.pk}/questions/"))


def test_questions_change_places(office, cast):
    survey = draft(cast)
    before = order(survey)
    second = survey.questions.get(position=2)
    office.post(f"/surveys/{survey.pk}/questions/{second.pk}/up/", {"version": 1})
    assert order(survey) == [before[1], before[0], *before[2:]]
    office.post(f"/surveys/{survey.pk}/questions/{second.pk}/down/", {"version": 2})
    assert order(survey) == before
    first = survey.questions.get(position=1)
    assert office.post(f"/surveys/{survey.pk}/questions/{first.pk}/up/", {"version": 3}).status_code == 302
    assert order(survey) == before


def test_what_was_changed_meanwhile_is_not_changed_again(office, cast):
    survey = draft(cast)
    second = survey.questions.get(position=2)
    drafting.move(second, OFFICE, 1, up=True)
    for act in ("up/", "down/", "remove/", ""):
        late = {"version": 1, "text": "晚了", "hint": ""}
        assert office.post(f"/surveys/{survey.pk}/questions/{second.pk}/{act}", late).status_code == 409
    assert "晚了" not in order(survey)


def test_a_further_one_is_removed_and_one_that_scores_is_not(office, cast):
    survey = draft(cast)
    made = drafting.add(survey, OFFICE, 1, Question(kind="text", text="还想说什么"))
    first = survey.questions.get(position=1)
    refused = office.post(f"/surveys/{survey.pk}/questions/{first.pk}/remove/", {"version": 2})
    assert refused.status_code == 422
    assert "这一题不能删" in text(refused)
    assert office.post(f"/surveys/{survey.pk}/questions/{made.pk}/remove/", {"version": 2}).status_code == 302
    assert survey.questions.count() == 5


def test_an_anonymous_round_may_ask_none_of_the_five(office, cast):
    survey = draft(cast, mode=Survey.Mode.ANONYMOUS)
    first = survey.questions.get(position=1)
    office.post(f"/surveys/{survey.pk}/questions/{first.pk}/remove/", {"version": 1})
    assert survey.questions.count() == 4


def test_a_press_without_a_version_changes_nothing(office, cast):
    survey = draft(cast)
    second, before = survey.questions.get(position=2), order(survey)
    assert office.post(f"/surveys/{survey.pk}/questions/{second.pk}/up/").status_code == 422
    assert order(survey) == before


def test_the_question_of_another_round_is_not_found(office, cast):
    survey, other = draft(cast), draft(cast, name="另一轮")
    page = f"/surveys/{survey.pk}/questions/{other.questions.first().pk}/"
    assert office.get(page).status_code == 404
    assert office.post(f"{page}remove/", {"version": 1}).status_code == 404
    assert office.get(f"/surveys/{survey.pk}/questions/new/satisfaction/").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_of_many_who_add_at_once_one_does():
    survey = make_round(Cast().district, **FAR)

    def press():
        try:
            drafting.add(Survey.objects.get(pk=survey.pk), OFFICE, 1, Question(kind="text", text="同时"))
        except StaleRecord:
            return 0
        return 1

    assert sum(at_once(press, 6)) == 1
    assert survey.questions.count() == 6
