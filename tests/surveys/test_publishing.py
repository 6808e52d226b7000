import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from officers.models import StaleRecord
from surveys.invite import draw, publish
from surveys.models import Question, Survey
from tests.cast import Cast
from tests.factories import at, make_enterprise, pair
from tests.racing import at_once

from .rounds import OFFICE, make_round, published


@pytest.fixture
def cast(db):
    return Cast()


def test_it_asks_whoever_is_paired_on_the_closing_day(cast):
    make_enterprise(cast.district, "无人结对的企业")
    ended = make_enterprise(cast.district, "结对已满的企业")
    pair(cast.officer, ended, ends=at(2021, 12, 14).date())
    survey = published(cast.district)
    assert {str(each.enterprise) for each in survey.invitations.all()} == {
        str(cast.enterprise), str(cast.other_enterprise)
    }  # fmt: skip


def test_a_sample_can_be_drawn_again(cast):
    firms = [make_enterprise(cast.district, f"企业{number}") for number in range(30)]
    for firm in firms:
        pair(cast.officer, firm)
    survey = published(cast.district, audience=Survey.Audience.SAMPLE, sample_size=7)
    asked = sorted(survey.invitations.values_list("enterprise__credit_code", flat=True))
    everybody = [firm.credit_code for firm in (*firms, cast.enterprise, cast.other_enterprise)]
    assert survey.sample_pool == sorted(everybody)
    assert asked == draw(survey.sample_pool, 7, survey.sample_seed)
    assert asked != draw(everybody, 7, "another seed")


def test_a_list_asks_the_firms_named(cast):
    survey = make_round(cast.district, audience=Survey.Audience.LIST)
    survey.listed.add(cast.enterprise)
    assert publish(survey, OFFICE, 1) == 1


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda survey: survey.questions.filter(aspect="政策落实").delete(), "政策落实"),
        (lambda survey: survey.questions.all().delete(), "没有题目"),
        (lambda survey: Survey.objects.filter(pk=survey.pk).update(opens_at=None), "开始和截止时间"),
        (lambda survey: Survey.objects.update(audience="list"), "没有结对企业"),
        (lambda survey: Survey.objects.update(opens_at=at(2021, 1, 1), closes_at=at(2021, 1, 2)), "已过"),
    ],
)
def test_what_is_not_whole_is_not_published(cast, spoil, said):
    survey = make_round(cast.district)
    spoil(survey)
    with pytest.raises(ValidationError, match=said):
        publish(survey, OFFICE, 1)
    assert not survey.invitations.exists()
    assert Survey.objects.get().published_at is None


@pytest.mark.django_db(transaction=True)
def test_two_who_publish_at_once_publish_once():
    survey = make_round(Cast().district)

    def press():
        try:
            return publish(Survey.objects.get(pk=survey.pk), OFFICE, 1)
        except StaleRecord:
            return 0

    assert sorted(at_once(press, 6)) == [0, 0, 0, 0, 0, 2]


@pytest.mark.parametrize(
    "change",
    [
        {"mode": "anonymous"}, {"audience": "list"}, {"sample_seed": "x"}, {"sample_pool": ["x"]}, {"sample_size": 3},
        {"opens_at": at(2021, 12, 2)}, {"closes_at": at(2021, 12, 15)}, {"published_at": None},
    ],
)  # fmt: skip
def test_what_firms_were_promised_does_not_change(cast, change):
    survey = published(cast.district)
    with pytest.raises(IntegrityError, match="已经发布"):
        Survey.objects.filter(pk=survey.pk).update(**change)


def test_published_questions_do_not_change(cast):
    survey = published(cast.district)
    with pytest.raises(IntegrityError, match="题目不能再改"):
        survey.questions.update(text="别的题目")


def test_a_published_round_gets_no_further_question(cast):
    survey = published(cast.district)
    with pytest.raises(IntegrityError, match="不能再加题目"):
        Question.objects.create(district=cast.district, survey=survey, position=99, kind="text", text="还有什么")


def test_the_closing_day_of_one_open_until_midnight_is_the_day_before():
    assert str(Survey.closing_day(at(2021, 12, 16, 0))) == "2021-12-15"
    assert str(Survey.closing_day(at(2021, 12, 15, 18))) == "2021-12-15"
