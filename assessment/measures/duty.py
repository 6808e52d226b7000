"""Recurring duties: which periods each pairing or officer owed, and which were met (G6, G7, J1–J3)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from math import ceil
from typing import Any

from assessment.rules.scheme import Due, Duty, Measure
from assessment.rules.values import Rate, Value
from enterprises.ledger_months import NOTHING, Months
from officers.periods import DueRule, Grid, Standing

from . import ledgers, visits
from .context import Context
from .population import Later, Population


@dataclass(frozen=True, slots=True)
class Tally:
    """What a duty came to for one holder: masks of periods, bit = 1 << index."""

    owed: int  # owed and settled
    met: int
    periods: int  # in the whole year

    @property
    def due(self) -> int:
        return self.owed.bit_count()

    @property
    def missed(self) -> int:
        return (self.owed & ~self.met).bit_count()


def _prorated(tally: Tally, measure: Measure) -> int:
    """`of` per full year, in proportion to the periods owed, rounded up (J3)."""
    return ceil(Fraction(int(str(measure.args["of"]))) * tally.due / tally.periods)


#: what a measure may `take` of a duty; "late_or_missed" is "missed" for a duty with a due time: late is not met
TAKES: Mapping[str, Callable[[Tally, Measure], Value]] = {
    "due": lambda tally, _: tally.due,
    "met": lambda tally, _: tally.due - tally.missed,
    "missed": lambda tally, _: tally.missed,
    "late_or_missed": lambda tally, _: tally.missed,
    "rate": lambda tally, _: Rate(tally.due - tally.missed, tally.due),
    "prorated": _prorated,
}


def fill(context: Context, population: Population) -> None:
    """Facts and evidence of every duty that the scheme's measures name."""
    for duty, wanted in named_duties(context):
        FULFILMENTS[duty.fulfilled_by, duty.per, duty.every](context, population, duty, wanted)


def named_duties(context: Context) -> list[tuple[Duty, list[Measure]]]:
    """The duties that the scheme's measures name, each with these measures."""
    measures: dict[str, list[Measure]] = {}
    for measure in context.measures("duty"):
        measures.setdefault(str(measure.args["duty"]), []).append(measure)
    return [(context.scheme.duties[duty_id], wanted) for duty_id, wanted in measures.items()]


def grid_of(context: Context, duty: Duty) -> Grid:
    """The duty's periods of the year on the district's calendar."""
    return Grid(
        duty.every,
        context.year,
        context.calendar,
        context.scheme.effective_from,
        min_coverage=Fraction(duty.min_coverage),
        skip_without_workday=duty.skip_without_working_day,
        due=_due_rule(duty.due),
    )


def _due_rule(due: Due | None) -> DueRule | None:
    return due and DueRule(due.day_of_next_month, due.inclusive, None if due.roll == "none" else due.roll)


def facts_of(tally: Tally, wanted: list[Measure]) -> dict[str, Value]:
    """What the measures of a duty take from its tally."""
    return {measure.id: TAKES[str(measure.args["take"])](tally, measure) for measure in wanted}


def _by_pairing(mask: str, name: str) -> Callable[[Context, Population, Duty, list[Measure]], None]:
    """A duty per pairing whose done periods are the visits' mask `mask`; its evidence is kept under `name`."""

    def fulfil(context: Context, population: Population, duty: Duty, wanted: list[Measure]) -> None:
        grid = grid_of(context, duty)
        settled = grid.settled_mask(context.as_of)
        nobodys = grid.workless_mask() | grid.too_early_mask()
        shown = Shown(mask, settled, grid.provisional_mask(), nobodys).evidence

        @cache  # what was owed is the same for most, and four quarters are soon told
        def facts(owed: int, met: int) -> dict[str, Value]:
            return facts_of(Tally(owed & settled, met, len(grid.periods)), wanted)

        found = visits.of_year(context, population, duty)
        for subject in population.subjects:
            for pairing in subject.pairings:
                standing = grid.status_masks((pairing.span,), subject.exempt)
                made = found.get(pairing.pk, visits.NONE)
                pairing.facts |= facts(standing.owed, getattr(made, mask))
                pairing.evidence[name] = Later(shown, standing, made)

    return fulfil


@dataclass(frozen=True, slots=True)
class Shown:
    """What the evidence of a duty per pairing needs beside the pairing's own masks."""

    mask: str
    settled: int
    provisional: int
    nobodys: int  # owed by nobody: without a working day, or begun before the scheme

    def evidence(self, standing: Standing, made: visits.Made) -> dict[str, Any]:
        """All masks of one pairing."""
        owed = standing.owed & self.settled
        return {
            "owed": owed,
            "done": getattr(made, self.mask),
            "exempt": standing.exempted,
            "absent": standing.not_in_force | self.nobodys,
            "open": standing.owed & ~self.settled,
            "provisional": owed & self.provisional,
            **made.beside(self.mask),
        }


def _by_ledger(context: Context, population: Population, duty: Duty, wanted: list[Measure]) -> None:
    grid = grid_of(context, duty)
    months = Months(grid, context.calendar, context.as_of)
    shown = months.evidence
    filed = ledgers.of_year(context)
    for subject in population.subjects:
        standing = grid.status_masks([p.span for p in subject.pairings], subject.exempt)
        filings = filed.get(subject.pk, NOTHING)
        counted, on_time = months.judge(standing, filings)
        subject.facts |= facts_of(Tally(counted, on_time, len(grid.periods)), wanted)
        subject.evidence["ledgers"] = Later(shown, standing, filings)


Fulfilment = Callable[[Context, Population, Duty, list[Measure]], None]

#: how a duty can be met, for whom it is counted, and by which period; what else a scheme says is refused at loading
FULFILMENTS: Mapping[tuple[str, str, str], Fulfilment] = {
    ("visit", "assignment", "iso_week"): _by_pairing("weeks", "weeks"),
    ("policy_talk", "assignment", "quarter"): _by_pairing("quarters", "quarters"),
    ("ledger", "subject", "month"): _by_ledger,
}
