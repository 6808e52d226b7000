"""What the enterprises say."""

from .call_back import CallBack, CallBackDraw
from .flag import Flag
from .invitation import Invitation
from .question import Question, Satisfaction
from .remark import Remark
from .response import Answer, NobodysQuerySet, Response, Tally
from .second_handling import SecondHandling
from .survey import ASPECTS, Survey
from .telephone import TelephoneReply
from .trace import Trace

__all__ = [
    "ASPECTS",
    "Answer",
    "CallBack",
    "CallBackDraw",
    "Flag",
    "Invitation",
    "NobodysQuerySet",
    "Question",
    "Remark",
    "Response",
    "Satisfaction",
    "SecondHandling",
    "Survey",
    "Tally",
    "TelephoneReply",
    "Trace",
]
