"""作废: only what the firm says is not its own, by a person with a reason; then the firm may answer itself."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from officers.models import LogEntry, StaleRecord
from surveys import links
from surveys.answer import submit
from surveys.invite import reissue
from surveys.models import Remark, Response, Survey
from surveys.void import ask_again, void_answer
from tests.cast import Cast

from .chains import NOT_OWN, OWN, answered, by, called, invitation_of
from .rounds import AFTER, DURING, firm_at, footprint, published, reply_to


@pytest.fixture
def cast(db):
    return Cast()


@pytest.fixture
def survey(cast):
    return published(cast.district)


def voided(cast, survey):
    answered(survey, cast.enterprise, remark="一段意见")
    made = called(survey, cast.enterprise, by(cast, "staff"), NOT_OWN)
    void_answer(made, by(cast, "staff"), made.version, "企业说没有填过")
    return made


def test_the_marks_are_taken_out_and_the_texts_stay(cast, survey):
    made = voided(cast, survey)
    response = Response.objects.get()
    assert (response.void_reason, response.voided_by) == ("企业说没有填过", cast.users["staff"])
    assert made.voided_response == response
    assert Remark.objects.count() == 1


@pytest.mark.parametrize("heard", [OWN, OWN | {"outcome": "given_up", "is_own": None, "is_satisfied": None}])
def test_nothing_else_is_voided(cast, survey, heard):
    made = called(survey, cast.enterprise, by(cast, "staff"), heard)
    with pytest.raises(ValidationError, match="不是本单位所填"):
        void_answer(made, by(cast, "staff"), made.version, "不喜欢")
    assert Response.objects.valid().count() == 1


def test_nobody_voids_for_an_own_firm(cast, survey):
    made = called(survey, cast.enterprise, by(cast, "staff"), NOT_OWN)
    cast.officer.user = cast.users["director"]
    cast.officer.save()
    with pytest.raises(PermissionDenied, match="这家企业"):
        void_answer(made, by(cast, "director"), made.version, "企业说没有填过")
    for who in ("officer", "deputy", "liaison", "leader"):
        with pytest.raises(PermissionDenied):
            void_answer(made, by(cast, who), made.version, "企业说没有填过")
    assert Response.objects.valid().count() == 1


def test_a_stale_page_voids_nothing(cast, survey):
    made = called(survey, cast.enterprise, by(cast, "staff"), NOT_OWN)
    with pytest.raises(StaleRecord):
        void_answer(made, by(cast, "staff"), made.version - 1, "企业说没有填过")
    assert Response.objects.valid().count() == 1


def test_the_firm_answers_again_under_a_new_link(cast, survey):
    former = links.token(invitation_of(survey, cast.enterprise))
    voided(cast, survey)
    invitation = ask_again(invitation_of(survey, cast.enterprise), by(cast, "staff"))
    assert links.find(former) is None
    assert (invitation.submitted, invitation.state, invitation.receipt) == (False, "undelivered", "")
    answered(survey, cast.enterprise)
    assert Response.objects.valid().count() == 1
    assert Response.objects.count() == 2
    assert LogEntry.objects.filter(action="再次邀请企业填写").count() == 1


def test_a_standing_answer_is_not_asked_for_again(cast, survey):
    invitation = answered(survey, cast.enterprise)
    with pytest.raises(ValidationError, match="没有作废"):
        ask_again(invitation, by(cast, "staff"))


def test_one_void_asks_again_once(cast, survey):
    voided(cast, survey)
    ask_again(invitation_of(survey, cast.enterprise), by(cast, "staff"))
    answered(survey, cast.enterprise)
    with pytest.raises(ValidationError, match="没有作废"):
        ask_again(invitation_of(survey, cast.enterprise), by(cast, "staff"))
    assert invitation_of(survey, cast.enterprise).submitted


def test_an_old_call_does_not_void_the_new_answer(cast, survey):
    """Two calls about the first answer; the second must not hit what came after."""
    first = called(survey, cast.enterprise, by(cast, "staff"), NOT_OWN)
    second = called(survey, cast.enterprise, by(cast, "staff"), NOT_OWN)
    void_answer(first, by(cast, "staff"), first.version, "企业说没有填过")
    ask_again(invitation_of(survey, cast.enterprise), by(cast, "staff"))
    later = DURING + timedelta(hours=1)
    submit(invitation_of(survey, cast.enterprise), reply_to(survey), footprint(7), firm_at(later))
    with pytest.raises(ValidationError, match="已经作废"):
        void_answer(second, by(cast, "staff", later), second.version, "再作废")
    assert Response.objects.valid().count() == 1


def test_after_closing_nobody_is_asked_again(cast, survey):
    voided(cast, survey)
    with pytest.raises(ValidationError, match="截止"):
        ask_again(invitation_of(survey, cast.enterprise), by(cast, "staff", AFTER))


def test_an_anonymous_answer_cannot_be_voided(cast):
    survey = published(cast.district, mode=Survey.Mode.ANONYMOUS)
    made = called(survey, cast.enterprise, by(cast, "staff"), NOT_OWN)
    with pytest.raises(ValidationError, match="没有记名"):
        void_answer(made, by(cast, "staff"), made.version, "企业说没有填过")


def test_a_replaced_link_is_no_way_to_a_second_answer(cast, survey):
    answered(survey, cast.enterprise)
    with pytest.raises(ValidationError):
        reissue(invitation_of(survey, cast.enterprise), by(cast, "staff"), "再发一次")
