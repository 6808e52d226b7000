"""What the enterprises say."""

from .invitation import Invitation
from .question import Question, Satisfaction
from .remark import Remark
from .response import Answer, NobodysQuerySet, Response, Tally
from .result import FEWEST, OfficeCase, RoundResult
from .survey import ASPECTS, Survey
from .trace import Trace

__all__ = [
    "ASPECTS",
    "FEWEST",
    "Answer",
    "Invitation",
    "NobodysQuerySet",
    "OfficeCase",
    "Question",
    "Remark",
    "Response",
    "RoundResult",
    "Satisfaction",
    "Survey",
    "Tally",
    "Trace",
]
