"""A scheme: the regulation as data. What reading.py builds and everything else reads; nothing here computes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from .conditions import Condition
from .values import SubjectFacts, Value

SUBJECTS = ("officer", "town", "department", "county")
KINDS = ("tally", "tiers", "rubric", "judged", "scale")
MEASURE_KINDS = ("count", "rate", "number", "flag", "choice", "award")
OVERS = ("assignment", "quarter")  # what an item may be scored over: pairings, quarters
ATTRS: Mapping[str, str] = {"group": "分组"}  # what decides which items apply, as screens call it
SOURCES = ("duty", "cases", "events", "survey", "panel", "occurrence", "declared", "cohort", "history")


@dataclass(frozen=True)
class Clause:
    """A place in the regulation and the words that stand there."""

    at: str
    quote: str


@dataclass(frozen=True)
class Due:
    """The day by which a period's duty is due: that day of the next month, rolled when it is no working day."""

    day_of_next_month: int
    inclusive: bool
    roll: str


@dataclass(frozen=True)
class Duty:
    """A recurring duty. ``min_coverage`` is the share of a period's working days that must be in force."""

    id: str
    label: str
    fulfilled_by: str
    by: tuple[str, ...]
    per: str
    every: str
    quota: int
    skip_without_working_day: bool
    min_coverage: Decimal
    due: Due | None


@dataclass(frozen=True)
class Measure:
    """A fact the scheme counts with. ``args`` go to its source; ``absent`` is what no record means;
    ``hi`` is how far the checker enumerates, no limit on data."""

    id: str
    label: str
    kind: str
    unit: str
    over: str | None
    source: str
    args: Mapping[str, object]
    options: tuple[str, ...]
    good: str | None
    absent: Value
    hi: Decimal | None


@dataclass(frozen=True)
class Group:
    """Items that add up, held within ``min`` and ``cap`` unless the flag ``lift`` is true."""

    id: str
    title: str
    max: Decimal | None
    min: Decimal | None
    cap: Decimal | None
    lift: str | None
    clause: Clause | None


@dataclass(frozen=True)
class TallyLine:
    """``each`` points an occurrence; or, with a ``range``, ``sign`` times the points a person awarded."""

    measure: str
    each: Decimal | None
    range: tuple[Decimal, Decimal] | None
    sign: int
    cap: Decimal | None
    text: str
    clause: Clause | None


@dataclass(frozen=True)
class Tier:
    """``score`` for a value of at least, or above (``inclusive`` false), the threshold."""

    threshold: Decimal
    inclusive: bool
    score: Decimal
    text: str | None


@dataclass(frozen=True)
class Override:
    """An exception: the first whose condition holds decides the score."""

    id: str
    when: Condition
    score: Decimal
    text: str


@dataclass(frozen=True)
class Item:
    """One indicator. ``measure`` is empty for a tally; ``unit_max`` bounds each unit of an ``over`` item;
    ``extra`` items stand outside the scheme's total."""

    id: str
    title: str
    group: str | None
    max: Decimal
    min: Decimal
    kind: str
    start: Decimal
    lines: tuple[TallyLine, ...]
    measure: str
    tiers: tuple[Tier, ...]
    below: Decimal
    choices: Mapping[str, Decimal]
    full_at: Decimal
    overrides: tuple[Override, ...]
    over: str | None
    combine: str | None
    weight: str | None
    unit_max: Decimal | None
    applies: Mapping[str, tuple[str, ...]]
    clause: Clause
    interp: tuple[str, ...]
    extra: bool
    accept: tuple[str, ...]

    @property
    def ceiling(self) -> Decimal:
        """The most that one evaluation of the base rule may give: a unit's where there are units."""
        return self.max if self.unit_max is None else self.unit_max


@dataclass(frozen=True)
class Band:
    label: str
    at_least: Decimal | None
    clause: Clause | None


@dataclass(frozen=True)
class Veto:
    id: str
    title: str
    when: Condition
    grade: str
    clause: Clause | None


@dataclass(frozen=True)
class Flag:
    id: str
    title: str
    when: Condition
    clause: Clause | None


@dataclass(frozen=True)
class Interp:
    """A reading of the text that someone must own: who decided it, and when, is a row in the database."""

    id: str
    question: str
    choice: str
    why: str


@dataclass(frozen=True)
class Expect:
    """What an example says must come out; None and an absent item say nothing."""

    items: Mapping[str, Decimal]
    total: Decimal | None
    low: Decimal | None
    high: Decimal | None
    grade: str | None
    flags: tuple[str, ...] | None
    vetoes: tuple[str, ...] | None


@dataclass(frozen=True)
class Example:
    name: str
    subject: SubjectFacts
    expect: Expect


@dataclass(frozen=True)
class Scheme:
    """One version of one district's regulation. ``digest`` is the SHA-256 of the file's canonical JSON."""

    code: str
    version: str
    title: str
    source_doc: str
    subject: str
    unit_kinds: tuple[str, ...]
    total: Decimal
    effective_from: date
    duties: Mapping[str, Duty]
    measures: Mapping[str, Measure]
    groups: Mapping[str, Group]
    items: tuple[Item, ...]
    bands: tuple[Band, ...]
    vetoes: tuple[Veto, ...]
    flags: tuple[Flag, ...]
    interps: tuple[Interp, ...]
    examples: tuple[Example, ...]
    digest: str

    @property
    def name(self) -> str:
        """``code@version``."""
        return f"{self.code}@{self.version}"

    @cached_property
    def item(self) -> Mapping[str, Item]:
        """The items by their id."""
        return {item.id: item for item in self.items}

    def clauses(self) -> list[tuple[str, Clause]]:
        """Every clause that the scheme quotes, with its place in the file, in the file's order."""
        held: list[tuple[str, Clause | None]] = [(f"groups {each.id}", each.clause) for each in self.groups.values()]
        for item in self.items:
            held.append((f"items {item.id}", item.clause))
            held += [(f"items {item.id} lines {line.measure}", line.clause) for line in item.lines]
        held += [(f"bands {band.label}", band.clause) for band in self.bands]
        held += [(f"vetoes {veto.id}", veto.clause) for veto in self.vetoes]
        held += [(f"flags {flag.id}", flag.clause) for flag in self.flags]
        return [(place, clause) for place, clause in held if clause is not None]
