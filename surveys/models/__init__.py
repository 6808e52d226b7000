"""What the enterprises say."""

from .call_back import CallBack, CallBackDraw
from .flag import Flag
from .handout import Handout
from .invitation import Invitation, Rest
from .letter import Letter
from .question import Question, Satisfaction
from .remark import Remark
from .response import Answer, NobodysQuerySet, Response, Tally
from .result import FEWEST, OfficeCase, RoundResult
from .second_handling import SecondHandling
from .survey import ASPECTS, Survey
from .telephone import TelephoneReply
from .trace import Trace

__all__ = [
    "ASPECTS",
    "FEWEST",
    "Answer",
    "CallBack",
    "CallBackDraw",
    "Flag",
    "Handout",
    "Invitation",
    "Letter",
    "NobodysQuerySet",
    "OfficeCase",
    "Question",
    "Remark",
    "Response",
    "Rest",
    "RoundResult",
    "Satisfaction",
    "SecondHandling",
    "Survey",
    "Tally",
    "TelephoneReply",
    "Trace",
]
