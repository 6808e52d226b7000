from collections.abc import Callable

from . import cases, cohort, duty, events, history, recorded, survey
from .context import Context
from .population import Population, gather

#: in this order: the peer statistic reads what the sources before it found
SOURCES: dict[str, Callable[[Context, Population], None]] = {
    "duty": duty.fill,
    "events": events.fill,
    "cases": cases.fill,
    "survey": survey.fill,
    "occurrence": recorded.fill_occurrences,
    "panel": recorded.fill_panels,
    "declared": recorded.fill_declared,
    "history": history.fill,
    "cohort": cohort.fill,
}


def collect(context: Context) -> Population:
    """All facts of all subjects. The number of queries depends on the scheme alone, never on the population.

    Raises MeasureProblem when the scheme asks for what no source gives.
    """
    population = gather(context)
    for source, fill in SOURCES.items():
        if context.measures(source):
            fill(context, population)
    return population
