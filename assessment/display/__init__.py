"""What a score sheet shows, made from what is stored: words, cells and tables for the templates.

No query and no clock: a sheet, its facts, its scheme and its run's own calendar go in, plain values for a template
come out. Nothing is computed here that the account does not already say.
"""

from .page import SheetPage, facts_for, is_veiled
from .ranking import Standing, columns, headings, standings
from .stored import rules_of
from .table import hidden_items

__all__ = [
    "SheetPage",
    "Standing",
    "columns",
    "facts_for",
    "headings",
    "hidden_items",
    "is_veiled",
    "rules_of",
    "standings",
]
