"""HOW IT COUNTS: scheme versions, runs, sheets and what assessors record by hand."""

from .record import Record
from .run import AssessmentRun
from .scheme import Interpretation, SchemeVersion
from .sheet import FactSheet, ScoreSheet

__all__ = ["AssessmentRun", "FactSheet", "Interpretation", "Record", "SchemeVersion", "ScoreSheet"]
