from collections.abc import Callable, Collection
from dataclasses import replace

from officers.sweeping import nothing_to_sweep

from . import cases, cohort, duty, events, history, marks, recorded, survey
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
#: the sources, and what explains a sheet without being measured: late entries, void visits, reopened months
EVERYTHING = (*SOURCES, "marks")


def collect(
    context: Context, tick: Callable[[], None] = lambda: None, sources: Collection[str] = EVERYTHING
) -> Population:
    """All facts of all subjects. The number of queries depends on the scheme alone, never on the population.

    `tick` is called before each source: reading a whole city takes longer than a job may be silent. Raises
    MeasureProblem when the scheme asks for what no source gives. `sources` leaves out what is not asked for.
    """
    codes = context.codes
    if "cohort" in sources and context.measures("cohort"):
        context = replace(context, codes=())  # who is asked for is compared with peers, who must be read too
    with nothing_to_sweep():
        population = gather(context)
        for source, fill in SOURCES.items():
            if source in sources and context.measures(source):
                tick()
                fill(context, population)
        if "marks" in sources:
            tick()
            marks.fill(context, population)
    if codes:
        population.subjects = [subject for subject in population.subjects if subject.code in codes]
    return population
