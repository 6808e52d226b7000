"""新建一轮, 修改, 删除草稿."""

import pytest

from officers.models import LogEntry
from surveys import drafting
from surveys.models import ASPECTS, Question, Survey
from tests.factories import at

from .pages import FORM, draft, ongoing, text
from .rounds import OFFICE


def begun(office, **more):
    answer = office.post("/surveys/new/", FORM | more)
    assert answer.status_code == 302, text(answer)
    return Survey.objects.get(name=more.get("name", FORM["name"]))


def test_a_new_round_has_the_five_questions_and_is_asked_of_nobody(office):
    survey = begun(office)
    assert [question.aspect for question in survey.questions.all()] == [*ASPECTS]
    assert survey.is_draft
    assert not survey.invitations.exists()
    assert LogEntry.objects.filter(action="新建满意度调查", record_id=str(survey.pk)).count() == 1


def test_a_blank_closing_time_is_the_end_of_the_day(office):
    survey = begun(office)
    assert survey.closes_at == at(2098, 6, 16, 0)
    assert str(survey.closes_on) == "2098-06-15"
    assert survey.closes_said == "2098年6月15日24:00"
    survey = begun(office, name="另一轮", closes_time="17:30")
    assert survey.closes_said == "2098年6月15日17:30"


def test_an_anonymous_round_begins_with_the_five_or_with_none(office):
    with_them = begun(office, mode="anonymous", standard="on")
    without = begun(office, mode="anonymous", name="匿名一轮")
    assert (with_them.questions.count(), without.questions.count()) == (5, 0)


def test_the_further_questions_of_an_earlier_round_are_copied(office, cast):
    earlier = draft(cast)
    drafting.add(earlier, OFFICE, 1, Question(kind="choice", text="盼什么", options=["用工", "用地"]))
    survey = begun(office, like=earlier.pk)
    copied = survey.questions.get(aspect="")
    assert (copied.text, copied.options, copied.position) == ("盼什么", ["用工", "用地"], 6)
    assert earlier.questions.count() == 6


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": ""}, "请填写"),
        ({"opens_day": "2020-06-01"}, "不能早于今天"),
        ({"closes_day": "2098-05-01"}, "截止须在开始之后"),
        ({"closes_day": "2099-12-31"}, "一年之内"),
        ({"closes_time": "00:00"}, "时刻留空不填"),
        ({"audience": "sample"}, "抽取多少家"),
        ({"audience": "sample", "sample_size": "0"}, "1"),
        ({"mode": "named"}, "请从列出的选项中选择"),
        ({"phone": "没有"}, "请写电话号码"),
        ({"opens_day": "0001-01-01"}, "年份须在"),
        ({"closes_day": "9999-12-31"}, "年份须在"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_written(office, wrong, said):
    answer = office.post("/surveys/new/", FORM | wrong)
    assert answer.status_code == 422
    assert said in text(answer)
    assert not Survey.objects.exists()


def test_a_name_is_taken_once(office, cast):
    draft(cast, name=FORM["name"])
    answer = office.post("/surveys/new/", FORM)
    assert answer.status_code == 422
    assert "本地区已有这个轮次" in text(answer)


def test_a_draft_is_changed_as_it_was_shown(office, cast):
    survey = draft(cast)
    page = f"/surveys/{survey.pk}/change/"
    assert office.post(page, FORM | {"version": 1, "name": "改名"}).status_code == 302
    late = office.post(page, FORM | {"version": 1, "name": "再改名"})
    assert late.status_code == 409
    assert "刚被别人改过" in text(late)
    survey.refresh_from_db()
    assert (survey.name, survey.version) == ("改名", 2)


def test_a_round_that_comes_to_score_gets_the_questions_it_lacks(office, cast):
    survey = draft(cast, mode="anonymous")
    survey.questions.filter(aspect__in=ASPECTS[:2]).delete()
    drafting.add(survey, OFFICE, 1, Question(kind="text", text="还想说什么"))
    assert office.post(f"/surveys/{survey.pk}/change/", FORM | {"version": 2}).status_code == 302
    asked = list(survey.questions.order_by("position"))
    assert {question.aspect for question in asked} == {*ASPECTS, ""}
    assert [question.position for question in asked] == [1, 2, 3, 4, 5, 6]
    assert asked[-1].text == "还想说什么"


def test_a_draft_is_thrown_away_with_its_questions_and_the_log_keeps_it(office, cast):
    survey = draft(cast, audience="list")
    survey.listed.add(cast.enterprise)
    page = f"/surveys/{survey.pk}/discard/"
    assert office.post(page, {"version": 7}).status_code == 409
    assert office.post(page, {"version": 1}).status_code == 302
    assert not Survey.objects.exists()
    assert not Question.objects.exists()
    assert LogEntry.objects.get(action="删除调查草稿").before["name"] == survey.name


def test_nothing_of_a_published_round_is_changed_or_thrown_away(office, cast):
    survey = ongoing(cast)
    first = survey.questions.first()
    pages = ["change/", "discard/", "questions/new/text/", f"questions/{first.pk}/", f"questions/{first.pk}/down/"]
    for page in (*pages, f"questions/{first.pk}/remove/", "list/"):
        refused = office.post(f"/surveys/{survey.pk}/{page}", FORM | {"version": survey.version, "text": "别的"})
        assert refused.status_code == 403, page
        assert "调查已经发布" in text(refused)
    survey.refresh_from_db()
    assert survey.version == 2
    assert survey.questions.count() == 5


def test_an_imported_round_is_only_read(office, cast):
    survey = Survey.objects.create(district=cast.district, name="2020年终", closes_on="2020-12-20")
    page = office.get(f"/surveys/{survey.pk}/")
    assert "从工作簿导入" in text(page)
    assert office.get(f"/surveys/{survey.pk}/change/").status_code == 403
    assert office.post(f"/surveys/{survey.pk}/publish/", {"version": 1}).status_code == 403
