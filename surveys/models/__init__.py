"""What the enterprises say."""

from .invitation import Invitation
from .question import Question, Satisfaction
from .remark import Remark
from .response import Answer, NobodysQuerySet, Response, Tally
from .survey import ASPECTS, Survey
from .trace import Trace

__all__ = [
    "ASPECTS",
    "Answer",
    "Invitation",
    "NobodysQuerySet",
    "Question",
    "Remark",
    "Response",
    "Satisfaction",
    "Survey",
    "Tally",
    "Trace",
]
