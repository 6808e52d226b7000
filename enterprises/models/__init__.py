"""WHOM, and what passed between them and the officers: the facts."""

from .criticism import CriticismDecision
from .discipline import Discipline
from .enterprise import Enterprise
from .feedback import WeeklyFeedback
from .honour import DifferentWorks, Honour
from .issue import Issue
from .issue_step import IssueStep
from .ledger import Ledger, Submission
from .month import ClosedMonth
from .pairing import Exemption, Pairing
from .policy import Policy, PolicySupport
from .training import Attendance, Training
from .visit import Visit

__all__ = [
    "Attendance",
    "ClosedMonth",
    "CriticismDecision",
    "DifferentWorks",
    "Discipline",
    "Enterprise",
    "Exemption",
    "Honour",
    "Issue",
    "IssueStep",
    "Ledger",
    "Pairing",
    "Policy",
    "PolicySupport",
    "Submission",
    "Training",
    "Visit",
    "WeeklyFeedback",
]
