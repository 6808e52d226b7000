"""Rows of 回访 and quality for tests, made by the product's own verbs."""

from datetime import timedelta

from officers.actor import Actor
from officers.workdays import local_day
from surveys.answer import submit
from surveys.call_firms import call, draw_firms, hear
from surveys.handle_again import decide, hand_on, take_reply
from surveys.invite import publish
from surveys.models import Flag, Question
from surveys.telephone import record
from surveys.void import ask_again, void_answer

from .rounds import DURING, OFFICE, firm_at, footprint, make_round, reply_to

OWN = {"outcome": "reached", "is_own": True, "is_satisfied": True, "caller": "温以宁", "note": ""}
NOT_OWN = OWN | {"is_own": False, "is_satisfied": None}
DISSATISFIED = OWN | {"is_satisfied": False}
STILL = DISSATISFIED | {"is_own": None}
CONTENT_NOW = STILL | {"is_satisfied": True}


def by(cast, name, at=DURING):
    """A person of the cast as the author of an act."""
    return Actor(name=str(cast.users[name]), at=at, user=cast.users[name].on(local_day(at)))


def invitation_of(survey, enterprise):
    return survey.invitations.select_related("survey__district", "enterprise", "district").get(enterprise=enterprise)


def answered(survey, enterprise, number=1, **more):
    """The firm's answer through its link."""
    invitation = invitation_of(survey, enterprise)
    return submit(invitation, reply_to(survey, **more), footprint(number), firm_at())


def asking_more(district):
    """A published round with two further questions that do not score: one to tick, one answered in words."""
    survey = make_round(district)
    more = {"district": district, "survey": survey}
    choice = Question.objects.create(position=6, kind="choice", text="最想办的事", options=["用电", "用工"], **more)
    words = Question.objects.create(position=7, kind="text", text="还有什么话", **more)
    publish(survey, OFFICE, survey.version)
    survey.refresh_from_db()
    return survey, choice, words


def told(survey, enterprise, actor, at=DURING, **more):
    """A telephone reply that waits for another person."""
    return record(invitation_of(survey, enterprise), reply_to(survey, **more), "王会计", at, actor)


def flagged(survey, *enterprises):
    """A flag over these firms."""
    made = Flag.objects.create(
        district=survey.district, survey=survey, rule="device", sentence="2家企业的答卷由同一部手机（或电脑）提交",
        found_at=DURING,
    )  # fmt: skip
    made.invitations.set(survey.invitations.filter(enterprise__in=enterprises))
    return made


def called(survey, enterprise, actor, heard=OWN, flag=None):
    """A call to the firm, which has answered."""
    invitation = invitation_of(survey, enterprise)
    if not invitation.submitted:
        answered(survey, enterprise)
        invitation.refresh_from_db()
    return call(invitation, actor, heard, flag)


def answered_anew(survey, enterprise, actor, call, *, after=timedelta(hours=1), **more):
    """The answer was made void because of the call, and the firm was asked again and has answered."""
    void_answer(call, actor, call.version, "企业说没有填过")
    invitation = ask_again(invitation_of(survey, enterprise), actor)
    return submit(invitation, reply_to(survey, **more), footprint(), firm_at(DURING + after))


def drawn(survey, actor, size=1):
    """The first call-back of a new draw; somebody must have answered."""
    return draw_firms(survey, actor, size, survey.draws.count()).callback_set.first()


def handed_on(cast, survey, actor, *, helpers=(), enterprise=None):
    """A matter handed on because of a dissatisfied call."""
    first = called(survey, enterprise or cast.enterprise, actor, DISSATISFIED)
    return hand_on(first, actor, cast.unit, helpers, "用电增容迟迟没有答复", named=False)


def replied(cast, survey, actor, **more):
    """The unit has answered; the firm is to be called again."""
    handling = handed_on(cast, survey, actor, **more)
    return take_reply(handling, actor, handling.version, "已排入下月计划", local_day(actor.at))


def judged(cast, survey, actor, **more):
    """The firm is still not satisfied: a finding on exemption is due."""
    handling = replied(cast, survey, actor, **more)
    hear(handling.second, actor, handling.second.version, STILL)
    return handling


def at_fault(cast, survey, actor, decider, **more):
    """A person has decided that nothing excuses it."""
    return decide(judged(cast, survey, actor, **more), decider, 2, False, "区营商办〔2021〕30号", "没有客观原因")
