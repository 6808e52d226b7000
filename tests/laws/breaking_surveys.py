"""The same for rounds of surveys, invitations, remarks and what they came to."""

from surveys.models import Invitation, OfficeCase, Question, Remark, RoundResult, Survey, Tally
from tests.factories import ENTERED, raise_issue, record
from tests.surveys.rounds import CLOSES, OPENS, make_round


def case(cast, **more):
    remark = Remark.objects.create(district=cast.district, survey=_round(cast), text="路灯不亮")
    return record(OfficeCase, cast.district, remark=remark, **more)


def _round(cast):
    return Survey.objects.first() or make_round(cast.district)


def _invite(cast, firm=None, **more):
    told = {"survey": _round(cast), "enterprise": firm or cast.enterprise, "place": 1}
    return Invitation.objects.create(district=cast.district, **told | more)


def _remark(cast, **more):
    return Remark.objects.create(district=cast.district, survey=_round(cast), **{"text": "路灯不亮"} | more)


def _tally(cast, choice="满意"):
    return Tally.objects.create(district=cast.district, question=_round(cast).questions.first(), choice=choice)


def _issue_of_nobody(cast):
    _remark(cast, state="issue", issue=raise_issue(cast.enterprise, "W1", OPENS.date(), "诉求"))


def _counted(cast):
    RoundResult.objects.create(district=cast.district, survey=_round(cast), answered=5, counts={}, counted_at=ENTERED)


def one_of_each(cast):
    yield case(cast)


OTHERS = {"officecase": lambda cast: OfficeCase.objects.filter(pk=case(cast).pk)}

BREAKING = {
    "survey_published_has_times": lambda cast: Survey.objects.filter(pk=_round(cast).pk).update(
        published_at=ENTERED, closes_at=OPENS, opens_at=CLOSES
    ),
    "question_aspect_is_marked": lambda cast: Question.objects.create(
        district=cast.district, survey=_round(cast), position=9, aspect="其他", kind="text", text="其他"
    ),
    "invitation_once": lambda cast: [_invite(cast, place=place) for place in (1, 2)],
    "invitation_place_once": lambda cast: [_invite(cast), _invite(cast, cast.other_enterprise)],
    "invitation_answered_stays": lambda cast: _invite(
        cast, submitted=True, withdrawn_at=ENTERED, withdrawn_reason="已迁出"
    ),
    "invitation_withdrawn_has_reason": lambda cast: _invite(cast, withdrawn_at=ENTERED),
    "remark_says_something": lambda cast: _remark(cast, text=""),
    "remark_issue_is_named": _issue_of_nobody,
    "tally_once": lambda cast: [_tally(cast) for _ in range(2)],
    "tally_of_a_choice": lambda cast: _tally(cast, ""),
    "officecase_closed_has_outcome": lambda cast: case(cast, closed_at=ENTERED),
}
