"""Peer statistics: how far a subject lies below the mean of its own group (Kunshan 督查落实)."""

from collections import defaultdict
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal

from assessment.rules.scheme import Measure
from assessment.rules.values import EXACT, added

from .context import Context
from .population import Population, SubjectDraft

CENT = Decimal("0.01")
#: whose mean: everyone's, or that of the subjects with the same value of the attribute
WITHIN: dict[object, Callable[[SubjectDraft], str]] = {
    "group": lambda subject: subject.attrs.get("group", ""),
    None: lambda subject: "",
}


def fill(context: Context, population: Population) -> None:
    """The gap to the mean, 0 at or above it; unknown for who has no value. Mean and gap are rounded to 0.01."""
    for measure in context.measures("cohort"):
        _gaps(measure, str(measure.args["of"]), WITHIN[measure.args.get("within")], population)


def _gaps(measure: Measure, of: str, group_of: Callable[[SubjectDraft], str], population: Population) -> None:
    members: dict[str, list[Decimal]] = defaultdict(list)
    for subject in population.subjects:
        own = subject.facts.get(of)
        if isinstance(own, int | Decimal):
            members[group_of(subject)].append(Decimal(own))
    for subject in population.subjects:
        own = subject.facts.get(of)
        if isinstance(own, int | Decimal):
            values = members[group_of(subject)]
            mean = EXACT.divide(added(values), len(values)).quantize(CENT, ROUND_HALF_UP)
            gap = max(EXACT.subtract(mean, own), Decimal(0)).quantize(CENT, ROUND_HALF_UP)
            subject.facts[measure.id] = gap
            subject.evidence.setdefault("cohort", {})[measure.id] = {
                "own": str(own),
                "mean": str(mean),
                "members": len(values),
            }
