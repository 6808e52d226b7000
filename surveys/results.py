"""What a round comes to: how many were asked and answered, at any time; what was chosen, once it is over."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Count

from officers.actor import Actor
from officers.models import LogEntry, User

from . import rounds
from .models import FEWEST, Answer, Question, Response, RoundResult, Satisfaction, Survey, Tally

CONTENT = frozenset({Satisfaction.VERY_SATISFIED, Satisfaction.SATISFIED, Satisfaction.FAIRLY_SATISFIED})


@dataclass(frozen=True, slots=True)
class Rate:
    """How many firms were asked, reached, and have answered."""

    asked: int
    delivered: int
    answered: int

    @property
    def percent(self) -> str:
        """The share that answered, in whole per cent, never rounded up to all: 96%."""
        return f"{self.answered * 100 // self.asked}%" if self.asked else "—"


@dataclass(frozen=True, slots=True)
class Distribution:
    """One question with how often each answer was given, and the share of the content among satisfaction's."""

    question: Question
    rows: list[tuple[str, int, int]]
    total: int
    content: str


def rate(survey: Survey, user: User) -> Rate:
    """Live: withdrawn invitations apart, and the firms that the user serves, else two counts would tell of them.
    One query."""
    return Rate(**survey.invitations.known_to(user).figures())


def count_due(at: datetime) -> int:
    """Count every sealed round that was not counted yet. Returns how many were; twice is once.

    After sealing nothing more comes to count: telephone replies that nobody has confirmed are thrown away then.
    """
    waiting = Survey.objects.filter(sealed_at__isnull=False, result__isnull=True)
    return rounds.each(waiting, lambda survey: count(survey, at), "counting")


def count(survey: Survey, at: datetime) -> bool:
    """Count a sealed round, for good. False when somebody was faster."""
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    chosen = Answer.objects.filter(question__survey=survey, response__voided_at__isnull=True).order_by()
    for question, choice, n in chosen.values_list("question_id", "choice").annotate(n=Count("pk")):
        counts[str(question)][choice] = n
    for question, choice, n in Tally.objects.filter(question__survey=survey).values_list(
        "question_id", "choice", "count"
    ):
        counts[str(question)][choice] = n
    answered = _answered(survey)
    try:
        with transaction.atomic():
            RoundResult.objects.create(
                district_id=survey.district_id, survey=survey, answered=answered, counts=counts, counted_at=at
            )
            LogEntry.write(Actor(name="系统", at=at), "统计满意度调查", record=survey)
    except IntegrityError:
        if RoundResult.objects.filter(survey=survey).exists():
            return False
        raise
    return True


def _answered(survey: Survey) -> int:
    """How many firms have answered, each among whom the others are hidden: whose answer is void is none of them."""
    if survey.is_confidential:
        return Response.objects.valid().filter(survey=survey).count()
    return survey.invitations.standing().filter(submitted=True).count()


def distributions(result: RoundResult) -> list[Distribution]:
    """Each question that offers answers, with what was chosen; empty while there are too few answers. One query."""
    if result.answered < FEWEST:
        return []
    asked = [question for question in result.survey.questions.order_by("position") if question.offered]
    return [_distribution(question, result.counts.get(str(question.pk), {})) for question in asked]


def _distribution(question: Question, counts: Mapping[str, int]) -> Distribution:
    total = sum(counts.values())
    rows = [(choice, counts.get(choice, 0), _share(counts.get(choice, 0), total)) for choice in question.offered]
    content = sum(n for choice, n in counts.items() if choice in CONTENT)
    marked = question.kind == Question.Kind.SATISFACTION
    return Distribution(question, rows, total, f"{_share(content, total)}%" if marked and total else "")


def _share(part: int, whole: int) -> int:
    return part * 100 // whole if whole else 0
