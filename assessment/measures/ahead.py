"""What can still be done or missed on the as-of day, and what is late already: from the evidence of the same
collection, so that a page that warns and the sheet that deducts can never differ.

Each open duty carries the facts its measures would give once it is settled, missed and done.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from assessment.rules.scheme import Duty, Measure
from assessment.rules.values import Value
from enterprises.ledger_times import Filing, LedgerTime, effective_time
from officers.periods import Grid, Period

from .context import Context
from .duty import Tally, facts_of, grid_of, named_duties
from .events import one_more
from .population import Later, PairingDraft, Population, SubjectDraft

ONE_DAY = timedelta(days=1)
COUNTED = ("on_time", "late", "missing")
Facts = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Ahead:
    """One thing to do. `due` is the last day on which it still counts, all of it; `late` says that it counts as missed
    already and is to be made good all the same, without points."""

    kind: str  # visit, policy_talk, ledger or issue
    subject: SubjectDraft
    due: date
    pairing: PairingDraft | None = None
    period: Period | None = None
    nominal: date | None = None  # the due day the rule names, where that is a day off and another one is due
    provisional: bool = False
    sent_back: date | None = None  # a ledger that waits to be handed in again since this day
    issue: Mapping[str, Any] = field(default_factory=dict)
    missed: Facts = field(default_factory=dict)
    done: Facts = field(default_factory=dict)
    late: bool = False


def look_ahead(context: Context, population: Population) -> list[Ahead]:
    """Everything open or late of these subjects, by due day. No query."""
    found = [each for duty, wanted in named_duties(context) for each in _of_duty(context, population, duty, wanted)]
    if cases := context.measures("cases"):
        found += _issues(context, population, cases)
    return sorted(found, key=lambda each: (each.due, each.subject.code))


def _of_duty(context: Context, population: Population, duty: Duty, wanted: list[Measure]) -> Iterator[Ahead]:
    grid = grid_of(context, duty)
    begun = [period for period in grid.periods if period.first <= context.as_of]
    reader = READERS[duty.fulfilled_by, duty.per]
    for subject in population.subjects:
        yield from reader(context, grid, begun, subject, wanted)


Reader = Callable[[Context, Grid, list[Period], SubjectDraft, list[Measure]], Iterator[Ahead]]


def _per_pairing(kind: str, mask: str) -> Reader:
    """The periods that run and are not done; a past one cannot be made good, so none is late."""

    def read(
        context: Context, grid: Grid, begun: list[Period], subject: SubjectDraft, wanted: list[Measure]
    ) -> Iterator[Ahead]:
        running = [period for period in begun if grid.due_day(period.index) >= context.as_of]
        for pairing in subject.pairings:
            masks = _told(pairing.evidence[mask])
            for period in running:
                if not masks["open"] & ~masks["done"] & period.bit:
                    continue
                missed, done = _tallies(masks["owed"], masks["done"], period, len(grid.periods))
                yield Ahead(
                    kind, subject, grid.due_day(period.index), pairing, period,
                    provisional=bool(grid.provisional_mask() & period.bit),
                    missed=facts_of(missed, wanted),
                    done=facts_of(done, wanted) | (_one_more_talk(context, pairing) if kind == "policy_talk" else {}),
                )  # fmt: skip

    return read


def _told(evidence: Any) -> Any:
    return evidence.told() if isinstance(evidence, Later) else evidence


def _tallies(owed: int, done: int, period: Period, periods: int) -> tuple[Tally, Tally]:
    """The duty once the period is settled: missed, and done."""
    settled = owed | period.bit
    return Tally(settled, done & ~period.bit, periods), Tally(settled, done | period.bit, periods)


def _one_more_talk(context: Context, pairing: PairingDraft) -> Facts:
    """A briefing that fulfils the duty is counted by the measures of briefings too."""
    counts = [measure for measure in context.measures("events") if measure.args["event"] == "policy_talk"]
    known = [(measure, pairing.facts.get(measure.id)) for measure in counts]
    return {measure.id: one_more(measure, value) for measure, value in known if isinstance(value, int)}


def _ledgers(
    context: Context, grid: Grid, begun: list[Period], subject: SubjectDraft, wanted: list[Measure]
) -> Iterator[Ahead]:
    rows = {row["month"]: row for row in _told(subject.evidence["ledgers"])}
    owed = sum(1 << month for month, row in rows.items() if row["state"] in COUNTED)
    done = sum(1 << month for month, row in rows.items() if row["state"] == "on_time")
    for period in begun:
        row = rows[period.index]
        if row["state"] in ("absent", "exempt"):
            continue
        time = effective_time(_filings(row), context.calendar, context.as_of)
        due = _ledger_due(grid, period, time)
        standing = time.standing(grid.due_at(period.index))
        if standing == "on_time" or (standing == "late" and time.open_until is None):
            continue
        late = standing == "late" or row["state"] == "missing"
        missed, kept = _tallies(owed, done, period, len(grid.periods))
        yield Ahead(
            "ledger", subject, due, None, period,
            nominal=grid.due.nominal(period) if grid.due and row["rolled"] else None,
            provisional=row["provisional"],
            sent_back=time.returns[-1].returned_on if time.returns else None,
            missed={} if late else facts_of(missed, wanted),
            done={} if late else facts_of(kept, wanted),
            late=late,
        )  # fmt: skip


def _filings(row: Mapping[str, Any]) -> list[Filing]:
    read = datetime.fromisoformat
    return [Filing(read(received), returned and read(returned)) for received, returned in row["filings"]]


def _ledger_due(grid: Grid, period: Period, time: LedgerTime) -> date:
    """The due day, or the later end of a running return: within it the first time stands."""
    due = grid.due_day(period.index)
    return due if time.open_until is None else max(due, time.open_until)


def _issues(context: Context, population: Population, cases: list[Measure]) -> Iterator[Ahead]:
    for subject in population.subjects:
        for row in _told(subject.evidence.get("issues", ())):
            if row["met_on"] or row["state"] not in ("open", "overdue"):
                continue
            late, counted = row["state"] == "overdue", {}
            if not late:
                counted = {m.id: subject.facts[m.id] for m in cases if m.args["level"] == row["level"]}
            yield Ahead(
                "issue", subject, _issue_due(context, date.fromisoformat(row["deadline"])),
                next((pairing for pairing in subject.pairings if pairing.code == row["enterprise"]), None),
                provisional=row["provisional"],
                issue=row,
                missed={name: value + 1 for name, value in counted.items() if isinstance(value, int)},
                done=counted,
                late=late,
            )  # fmt: skip


def _issue_due(context: Context, deadline: date) -> date:
    """The deadline; of an issue opened again whose working days are used up, the last day off after it."""
    last = context.calendar.nth_workday(deadline, 1) - ONE_DAY
    return last if deadline < context.as_of <= last else deadline


READERS: Mapping[tuple[str, str], Reader] = {
    ("visit", "assignment"): _per_pairing("visit", "weeks"),
    ("policy_talk", "assignment"): _per_pairing("policy_talk", "quarters"),
    ("ledger", "subject"): _ledgers,
}
