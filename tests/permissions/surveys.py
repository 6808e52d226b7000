"""The addresses of the rounds of 满意度调查. Others add theirs at the end."""

from datetime import date

from surveys.models import Survey
from tests.surveys.rounds import AFTER, DURING, make_round, published

from .answers import OFFICE, READERS, Address, done_by, seen_by

#: they are answered in the real present: long before the rounds of these tests close
FAR = {"opens_at": DURING.replace(year=2099), "closes_at": AFTER.replace(year=2099), "closes_on": date(2099, 12, 16)}


def _draft(cast, **more):
    return make_round(cast.district, **FAR | more)


def of_draft(pattern, **more):
    return lambda cast: pattern.format(_draft(cast, **more).pk)


def of_question(pattern):
    """Of the second question of an anonymous draft, which may be moved either way and removed."""

    def path(cast):
        survey = _draft(cast, mode=Survey.Mode.ANONYMOUS)
        return pattern.format(survey.pk, survey.questions.get(position=2).pk)

    return path


def of_published(pattern, **more):
    return lambda cast: pattern.format(published(cast.district, **FAR | more).pk)


PRESS = {"version": "1"}
ROUND = {
    "name": "2098年上半年满意度调查", "mode": "confidential", "opens_day": "2098-06-01", "opens_time": "09:00",
    "closes_day": "2098-06-15", "closes_time": "", "audience": "all", "sample_size": "", "phone": "0391-8880000",
}  # fmt: skip
QUESTION = {"version": "1", "text": "您最希望我们帮您办什么", "hint": ""}
KEPT = done_by(*OFFICE, refused=("leader",))
PREPARED = {"GET": {**seen_by(*OFFICE), "leader": 403}, "POST": KEPT}
READ = {"GET": seen_by(*READERS)}

TABLE = {
    "surveys": Address({"GET": seen_by(*READERS, "outsider")}),
    "survey-new": Address(
        {
            "GET": {**seen_by(*OFFICE, "outsider"), "leader": 403},
            "POST": {**KEPT, "outsider": 302},  # in their own district
        },
        form=lambda cast: ROUND,
    ),
    "survey": Address(READ, of_draft("/surveys/{}/")),
    "survey-change": Address(PREPARED, of_draft("/surveys/{}/change/"), lambda cast: ROUND | PRESS),
    "survey-publish": Address(PREPARED, of_draft("/surveys/{}/publish/"), lambda cast: PRESS),
    "survey-put-off": Address(
        PREPARED,
        of_published("/surveys/{}/put-off/"),
        lambda cast: {"version": "2", "closes_day": "2099-12-20", "closes_time": "", "reason": "答复的企业少"},
    ),
    "survey-discard": Address({"POST": KEPT}, of_draft("/surveys/{}/discard/"), lambda cast: PRESS),
    "survey-questions": Address(READ, of_draft("/surveys/{}/questions/")),
    "survey-question-new": Address(
        PREPARED,
        of_draft("/surveys/{}/questions/new/choice/"),
        lambda cast: QUESTION | {"options": "用工\n用地"},
    ),
    "survey-question": Address(PREPARED, of_question("/surveys/{}/questions/{}/"), lambda cast: QUESTION),
    "survey-question-up": Address({"POST": KEPT}, of_question("/surveys/{}/questions/{}/up/"), lambda cast: PRESS),
    "survey-question-down": Address({"POST": KEPT}, of_question("/surveys/{}/questions/{}/down/"), lambda cast: PRESS),
    "survey-question-remove": Address(
        {"POST": KEPT}, of_question("/surveys/{}/questions/{}/remove/"), lambda cast: PRESS
    ),
    "survey-firms": Address(
        {"GET": seen_by(*READERS), "POST": KEPT},
        of_draft("/surveys/{}/list/", audience=Survey.Audience.LIST),
        lambda cast: {"version": "1", "act": "add", "firms": str(cast.enterprise.pk), "codes": ""},
    ),
    "survey-sample": Address(
        {"POST": done_by(*OFFICE, refused=("leader",), accepted=200)},
        of_published("/surveys/{}/sample/", audience=Survey.Audience.SAMPLE, sample_size=1),
    ),
    "survey-preview": Address(READ, of_draft("/surveys/{}/preview/")),
}
