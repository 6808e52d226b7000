"""What the enterprises say."""

from .handout import Handout
from .invitation import Invitation, Rest
from .letter import Letter
from .question import Question, Satisfaction
from .remark import Remark
from .response import Answer, NobodysQuerySet, Response, Tally
from .survey import ASPECTS, Survey
from .trace import Trace

__all__ = [
    "ASPECTS",
    "Answer",
    "Handout",
    "Invitation",
    "Letter",
    "NobodysQuerySet",
    "Question",
    "Remark",
    "Response",
    "Rest",
    "Satisfaction",
    "Survey",
    "Tally",
    "Trace",
]
