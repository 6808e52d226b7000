"""What the enterprises say."""

from .handout import Handout
from .invitation import Invitation, Rest
from .letter import Letter
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
    "Handout",
    "Invitation",
    "Letter",
    "NobodysQuerySet",
    "OfficeCase",
    "Question",
    "Remark",
    "Response",
    "RoundResult",
    "Rest",
    "Satisfaction",
    "Survey",
    "Tally",
    "Trace",
]
