"""WHOM, and what passed between them and the officers: the facts."""

from .enterprise import Enterprise
from .feedback import WeeklyFeedback
from .honour import Honour
from .issue import Issue
from .issue_step import IssueStep
from .ledger import Ledger, Submission
from .pairing import Exemption, Pairing
from .policy import Policy, PolicySupport
from .visit import Visit

__all__ = [
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
    "Visit",
    "WeeklyFeedback",
]
