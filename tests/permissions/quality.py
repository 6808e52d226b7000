"""The addresses of telephone answers, flags, call-backs, voids and second handlings."""

from datetime import date

from officers.models import Unit
from surveys.models import Question, Survey
from tests.factories import at
from tests.surveys import chains
from tests.surveys.rounds import published

from .answers import OFFICE, Address, done_by, seen_by

#: nobody else learns which firms answered: a leader sees the round and is told so, officers do not find it
ROUND = {"GET": {**seen_by(*OFFICE), "leader": 403}}
ROW = {"GET": seen_by(*OFFICE)}
FORM = {**ROW, "POST": done_by(*OFFICE)}
#: what the staff has entered is for the director
ANOTHER = {"GET": {**seen_by(*OFFICE), "staff": 403}, "POST": done_by("director", refused=("staff",))}


def survey_of(cast):
    """A round that is open today, whenever that is."""
    survey = published(cast.district)
    Survey.objects.filter(pk=survey.pk).update(closes_at=at(2099, 1, 1), closes_on=date(2098, 12, 31))
    survey.refresh_from_db()
    return survey


def staff(cast):
    return chains.by(cast, "staff")


def _flag(cast):
    survey = survey_of(cast)
    for number, firm in enumerate((cast.enterprise, cast.other_enterprise)):
        chains.answered(survey, firm, number)
    return chains.flagged(survey, cast.enterprise, cast.other_enterprise)


def _call(heard=chains.OWN):
    return lambda cast: chains.called(survey_of(cast), cast.enterprise, staff(cast), heard)


def _chain(make):
    return lambda cast: make(cast, survey_of(cast), staff(cast))


def _waiting(cast):
    survey = survey_of(cast)
    chains.answered(survey, cast.enterprise)
    return chains.drawn(survey, staff(cast))


def _asked(cast):
    survey = survey_of(cast)
    return survey, chains.answered(survey, cast.enterprise, wants_call_back=True)


def _at_fault(cast):
    Unit.objects.filter(pk=cast.unit.pk).update(kind="department")
    return chains.at_fault(cast, survey_of(cast), staff(cast), chains.by(cast, "director"))


def of_round(pattern):
    return lambda cast: pattern.format(survey_of(cast).pk)


def of_invitation(pattern, make):
    def path(cast):
        survey, invitation = make(cast)
        return pattern.format(survey.pk, invitation.pk)

    return path


def of_row(pattern, make):
    return lambda cast: pattern.format(make(cast).pk)


def _flag_path(pattern):
    def path(cast):
        flag = _flag(cast)
        return pattern.format(flag.survey_id, flag.pk)

    return path


def _open_one(cast):
    survey = survey_of(cast)
    return survey, chains.invitation_of(survey, cast.enterprise)


def _answers(**more):
    """The five scored answers as a form sends them, and the rest."""

    def form(cast):
        asked = Question.objects.filter(survey__published_at__isnull=False)
        return {question.field_name: "满意" for question in asked} | more

    return form


HEARD = {"outcome": "reached", "own": "yes", "satisfied": "yes", "caller": "温以宁", "version": "1"}
REPLY = {"text": "已排入计划", "on": "2021-12-10", "version": "1"}
FINDING = {"exempt": "no", "document_no": "1号", "finding": "没有客观原因", "version": "2"}
TABLE = {
    "survey-quality": Address(ROUND, of_round("/surveys/{}/quality/")),
    "survey-flags": Address(ROUND, of_round("/surveys/{}/flags/")),
    "survey-flag": Address(ROUND, _flag_path("/surveys/{}/flags/{}/")),
    "survey-flag-look": Address(
        {**ROUND, "POST": done_by(*OFFICE, refused=("leader",))},
        _flag_path("/surveys/{}/flags/{}/look/"),
        lambda cast: {"note": "同一个会计", "version": "1"},
    ),
    "telephone-replies": Address(ROUND, of_round("/surveys/{}/telephone/")),
    "telephone-new": Address(
        {**ROUND, "POST": done_by(*OFFICE, refused=("leader",))},
        of_invitation("/surveys/{}/telephone/{}/", _open_one),
        _answers(spoke_with="王会计", told_on="2021-12-10", told_time="14:30", remark=""),
    ),
    "telephone-confirm": Address(
        ANOTHER,
        of_row("/surveys/telephone/{}/", lambda cast: chains.told(survey_of(cast), cast.enterprise, staff(cast))),
        _answers(version="1"),
    ),
    "telephone-reject": Address(
        ANOTHER,
        of_row(
            "/surveys/telephone/{}/reject/", lambda cast: chains.told(survey_of(cast), cast.enterprise, staff(cast))
        ),
        lambda cast: {"reason": "企业说没有答复过", "version": "1"},
    ),
    "call-backs": Address(ROUND, of_round("/surveys/{}/call-backs/")),
    "call-backs-draw": Address(
        {"POST": done_by(*OFFICE, refused=("leader",))},
        lambda cast: f"/surveys/{_asked(cast)[0].pk}/call-backs/draw/",
        lambda cast: {"amount": "1", "unit": "firms", "drawn_before": "0"},
    ),
    "call-backs-export": Address(
        {"POST": {**seen_by(*OFFICE), "leader": 403}},
        lambda cast: f"/surveys/{_waiting(cast).survey_id}/call-backs/export/",
    ),
    "call-back-new": Address(
        {**ROUND, "POST": done_by(*OFFICE, refused=("leader",))},
        of_invitation("/surveys/{}/call-backs/new/{}/", _asked),
        lambda cast: HEARD,
    ),
    "call-back": Address(ROW, of_row("/surveys/call-backs/{}/", _call())),
    "call-back-result": Address(FORM, of_row("/surveys/call-backs/{}/result/", _waiting), lambda cast: HEARD),
    "call-back-void": Address(
        FORM,
        of_row("/surveys/call-backs/{}/void/", _call(chains.NOT_OWN)),
        lambda cast: {"reason": "企业说没有填过", "version": "2"},
    ),
    "call-back-ask-again": Address(
        {"POST": done_by(*OFFICE)}, of_row("/surveys/call-backs/{}/ask-again/", _call(chains.NOT_OWN))
    ),
    "second-handling-new": Address(
        FORM,
        of_row("/surveys/call-backs/{}/hand-on/", _call(chains.DISSATISFIED)),
        lambda cast: {"unit": cast.unit.pk, "matter": "用电增容", "workdays": "5"},
    ),
    "second-handlings": Address(ROUND, of_round("/surveys/{}/second-handlings/")),
    "second-handling": Address(ROW, of_row("/surveys/second-handlings/{}/", _chain(chains.judged))),
    "second-handling-reply": Address(
        FORM, of_row("/surveys/second-handlings/{}/reply/", _chain(chains.handed_on)), lambda cast: REPLY
    ),
    "second-handling-decide": Address(
        ANOTHER, of_row("/surveys/second-handlings/{}/decide/", _chain(chains.judged)), lambda cast: FINDING
    ),
    "second-handling-void": Address(
        FORM,
        of_row("/surveys/second-handlings/{}/void/", _chain(chains.handed_on)),
        lambda cast: {"reason": "记错企业", "version": "1"},
    ),
    "second-findings": Address({"GET": {**seen_by(*OFFICE, "outsider"), "leader": 403}}),
    "second-finding-make": Address(
        {"POST": done_by(*OFFICE, refused=("leader",))},
        of_row("/assessment/second-handlings/{}/", _at_fault),
    ),
}
