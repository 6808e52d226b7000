import pytest
from django.db import IntegrityError

from officers.workdays import SHANGHAI
from surveys.answer import AlreadyAnswered, NotTaken, start, submit
from surveys.invite import reissue
from surveys.models import Answer, Invitation, Remark, Response, Survey, Tally
from tests.cast import Cast
from tests.racing import at_once

from .rounds import AFTER, CLOSES, DURING, OFFICE, OPENS, firm_at, footprint, published, reply_to


@pytest.fixture
def cast(db):
    return Cast()


def taps(invitation, times):
    """Many taps on one button: how each was answered."""

    def one():
        fresh = Invitation.objects.select_related("survey").get(pk=invitation.pk)
        try:
            submit(fresh, reply_to(fresh.survey), footprint(), firm_at())
        except AlreadyAnswered:
            return "again"
        return "taken"

    return at_once(one, times)


@pytest.mark.django_db(transaction=True)
def test_of_many_taps_one_is_taken():
    survey = published(Cast().district)
    for invitation in survey.invitations.all():
        answers = taps(invitation, 12)
        assert sorted(answers) == ["again"] * 11 + ["taken"]
    assert Response.objects.count() == 2
    assert Answer.objects.count() == 10


def test_an_answer_is_kept_as_marks_of_the_firm(cast):
    survey = published(cast.district)
    invitation = survey.invitations.get(enterprise=cast.enterprise)
    submit(invitation, reply_to(survey, remark="办事快", wants_call_back=True), footprint(), firm_at())
    response = Response.objects.get()
    assert (response.enterprise, response.channel, response.submitted_at) == (cast.enterprise, "link", DURING)
    assert set(response.answers.values_list("choice", flat=True)) == {"满意"}
    assert invitation.submitted_at == DURING
    assert len(invitation.receipt) == 8
    assert invitation.wants_call_back
    assert Remark.objects.get().enterprise is None


@pytest.mark.parametrize("named", [True, False])
def test_a_remark_names_the_firm_only_when_it_asks_for_that(cast, named):
    survey = published(cast.district)
    invitation = survey.invitations.get(enterprise=cast.enterprise)
    submit(invitation, reply_to(survey, remark="门前路灯不亮", named=named), None, firm_at())
    assert Remark.objects.get().enterprise == (cast.enterprise if named else None)


def test_an_anonymous_round_keeps_counts_alone(cast):
    survey = published(cast.district, mode=Survey.Mode.ANONYMOUS)
    for invitation in survey.invitations.all():
        submit(invitation, reply_to(survey), None, firm_at())
        assert invitation.submitted_at is None
    assert not Response.objects.exists()
    assert {(tally.choice, tally.count) for tally in Tally.objects.all()} == {("满意", 2)}
    assert Tally.objects.count() == 5


@pytest.mark.parametrize(("moment", "said"), [(AFTER, "截止"), (CLOSES, "截止"), (OPENS.replace(hour=8), "没有开始")])
def test_outside_its_time_a_round_takes_nothing(cast, moment, said):
    survey = published(cast.district)
    invitation = survey.invitations.get(enterprise=cast.enterprise)
    with pytest.raises(NotTaken, match=said):
        submit(invitation, reply_to(survey), footprint(), firm_at(moment))
    assert not Invitation.objects.filter(submitted=True).exists()
    assert not Response.objects.exists()


def test_a_replaced_link_answers_no_more(cast):
    survey = published(cast.district)
    held = survey.invitations.get(enterprise=cast.enterprise)
    reissue(survey.invitations.get(enterprise=cast.enterprise), OFFICE, "链接发错了人")
    with pytest.raises(NotTaken, match="更换"):
        submit(held, reply_to(survey), footprint(), firm_at())
    assert not Response.objects.exists()


def test_to_start_says_that_the_link_arrived_and_nothing_else(cast):
    survey = published(cast.district)
    invitation = survey.invitations.get(enterprise=cast.enterprise)
    assert invitation.state == "undelivered"
    start(invitation, OPENS)
    start(invitation, DURING)
    invitation.refresh_from_db()
    assert (invitation.state, invitation.delivered_by, invitation.started_at) == ("delivered", "opened", OPENS)


def test_of_an_anonymous_round_no_moment_is_kept(cast):
    survey = published(cast.district, mode=Survey.Mode.ANONYMOUS)
    invitation = survey.invitations.get(enterprise=cast.enterprise)
    start(invitation, DURING)
    submit(invitation, reply_to(survey), None, firm_at())
    invitation.refresh_from_db()
    assert invitation.started_at == invitation.delivered_at == DURING.astimezone(SHANGHAI).replace(hour=0, minute=0)
    assert invitation.submitted_at is None


def test_what_was_taken_is_not_taken_back_while_the_answer_stands(cast):
    survey = published(cast.district)
    invitation = survey.invitations.get(enterprise=cast.enterprise)
    submit(invitation, reply_to(survey), footprint(), firm_at())
    with pytest.raises(IntegrityError, match="没有作废"):
        Invitation.objects.filter(pk=invitation.pk).update(submitted=False)
