"""Rounds for tests: published through the product's own verbs."""

from datetime import timedelta

from officers.actor import Actor
from surveys.answer import Footprint, Reply
from surveys.invite import publish
from surveys.models import Satisfaction, Survey
from surveys.questions import standard_questions
from tests.factories import at

OPENS, CLOSES = at(2021, 12, 1, 9), at(2021, 12, 16, 0)
DURING = at(2021, 12, 10, 14, 30)
OFFICE = Actor(name="何景澄", at=at(2021, 11, 30))


def make_round(district, name="2021年度满意度调查", *, mode=Survey.Mode.CONFIDENTIAL, **more):
    """A draft with the five questions, open from 1 to 15 December 2021."""
    given = {"opens_at": OPENS, "closes_at": CLOSES, "phone": "0391-8880000"} | more
    given.setdefault("closes_on", Survey.closing_day(given["closes_at"]))
    survey = Survey(district=district, name=name, mode=mode, **given).enter(OFFICE)
    for question in standard_questions(survey):
        question.save()
    return survey


def published(district, **more):
    """A published round with an invitation to every firm that is paired on its closing day."""
    survey = make_round(district, **more)
    publish(survey, OFFICE, survey.version)
    survey.refresh_from_db()
    return survey


def reply_to(survey, choice=Satisfaction.SATISFIED, **more):
    """A whole reply with the same choice everywhere."""
    return Reply(chosen={question: choice for question in survey.questions.all() if question.offered}, **more)


def firm_at(moment=DURING):
    """The firm that answers through its link."""
    return Actor(name="企业", at=moment)


def footprint(number=1):
    """A telephone and where it is."""
    return Footprint(address=f"10.0.0.{number}", device=f"device-{number}")


AFTER = CLOSES + timedelta(minutes=1)
