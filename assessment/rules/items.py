"""One item of a scheme, compiled: overrides, base rule and bounds, per unit and combined."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from .account import OVERRIDDEN, PENDING, USED, ItemAccount, Line, used
from .conditions import holds, measures_of
from .facts import known
from .kinds import base_rule, needs, within
from .scheme import Item, Measure
from .values import EXACT, SubjectFacts, UnitFacts, Value, as_points, half_up

MEMORY = 50_000  # distinct inputs an item remembers before it starts afresh: bounds a large run's memory

NOTHING = Decimal("0.00")

Key = TypeVar("Key")
Kept = TypeVar("Kept")


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """What the rules give for one tuple of inputs: an exact score with its lines, or what is missing.
    Outcomes are remembered, so that the same object stands for the same inputs."""

    score: Fraction | None
    lines: tuple[Line, ...]
    missing: tuple[str, ...] = ()


Weighed = tuple[int | None, Outcome]


class ItemRule:
    """Scores one item. ``inputs`` are the measures it looks at; equal inputs are worked out once."""

    def __init__(self, item: Item, measures: Mapping[str, Measure]) -> None:
        self.item = item
        conditions = [override.when for override in item.overrides]
        self.inputs = tuple(dict.fromkeys([*measures_of(conditions), *needs(item)]))
        self._measures = tuple(measures[name] for name in self.inputs)
        self._weigher = None if item.weight is None else measures[item.weight]
        self._outcomes: dict[tuple[Value, ...], Outcome] = {}
        self._accounts: dict[tuple[Value, ...], ItemAccount] = {}
        self._unweighed = _waiting([item.weight or ""])
        self._combined: dict[tuple[Weighed, ...], ItemAccount] = {}

    def account(self, subject: SubjectFacts) -> ItemAccount | None:
        """The item's account; None where the item does not apply to the subject."""
        for attr, wanted in self.item.applies.items():
            given = subject.attrs.get(attr)
            if not given:
                return self._pending((attr,), (Line(f"attr:{attr}", NOTHING, PENDING),))
            if given not in wanted:
                return None
        if self.item.over is not None:
            return self._over(subject)
        key = tuple([subject.facts.get(name) for name in self.inputs])
        found = self._accounts.get(key)
        if found is None:
            outcome = self.outcome(key)
            found = self._account(outcome.score, outcome.lines, outcome.missing)
            _remember(self._accounts, key, found)
        return found

    def outcome(self, values: tuple[Value, ...]) -> Outcome:
        """Overrides, base rule and bounds for one tuple of ``inputs``."""
        found = self._outcomes.get(values)
        if found is None:
            facts = dict(zip(self.inputs, map(known, self._measures, values), strict=True))
            found = self._work_out(facts)
            _remember(self._outcomes, values, found)
        return found

    def _work_out(self, facts: Mapping[str, Value]) -> Outcome:
        item = self.item
        for number, override in enumerate(item.overrides):
            truth = holds(override.when, facts.__getitem__)
            if truth is None:
                return _waiting(name for name in measures_of([override.when]) if facts[name] is None)
            if truth:
                later = [each for each in item.overrides[number + 1 :] if holds(each.when, facts.__getitem__)]
                stated = [(override, USED), *((each, OVERRIDDEN) for each in later)]
                lines = tuple(
                    Line(
                        each.id, as_points(each.score), status, {name: facts[name] for name in measures_of([each.when])}
                    )
                    for each, status in stated
                )
                return Outcome(Fraction(override.score), lines)
        missing = [name for name in needs(item) if facts[name] is None]
        if missing:
            return _waiting(missing)
        score, counted = base_rule(item, facts.__getitem__)
        return Outcome(within(score, counted, item.min, item.ceiling), tuple(counted))

    def _over(self, subject: SubjectFacts) -> ItemAccount:
        """Score every unit, then combine: the mean by weight (G11) or the sum."""
        item = self.item
        units = subject.units.get(item.over or "")
        if units is None or len(units) < self._periods():
            line = Line("units", NOTHING, PENDING, {"units": len(units or ())})
            return self._pending(self.inputs, (line,))
        counted = [
            (unit, weight, self._unit(unit, weight, subject))
            for unit in units
            if (weight := self._weight(unit)) is None or weight > 0
        ]
        parts = tuple([(weight, outcome) for _, weight, outcome in counted])
        found = self._combined.get(parts)
        if found is None:
            found = self._combine(parts)
            _remember(self._combined, parts, found)
        named = [_named(line, unit) for line, (unit, _, _) in zip(found.lines, counted, strict=False)]
        return self._shown(found.points, (*named, *found.lines[len(named) :]), found.pending)

    def _combine(self, parts: Sequence[Weighed]) -> ItemAccount:
        """The item's account over units without names, the same for all subjects whose units came out alike."""
        item = self.item
        missing = dict.fromkeys(name for _, outcome in parts for name in outcome.missing)
        weights = sum(weight for weight, _ in parts if weight is not None)
        lines = [_unit_line(item, *each, weights) for each in parts]
        if missing:
            return self._pending(tuple(missing), tuple(lines))
        if not parts:
            return self._account(Fraction(item.max), [Line("no_period", as_points(item.max))])
        added = Fraction(0)
        for weight, outcome in parts:
            added += (outcome.score or 0) * (weight or 0)
        score = added / weights if item.combine == "mean" else added
        return self._account(within(score, lines, item.min, item.max), lines)

    def _periods(self) -> int:
        """How many units there must be: a sum over periods needs each that fits into the full marks."""
        item = self.item
        if item.combine != "sum":
            return 0
        return int(item.max // item.unit_max) if item.unit_max else 1

    def _weight(self, unit: UnitFacts) -> int | None:
        """The unit's weight, a count of periods; units without one weigh the same."""
        if self._weigher is None:
            return 1
        weight = known(self._weigher, unit.facts.get(self._weigher.id))
        return weight if isinstance(weight, int) else None

    def _unit(self, unit: UnitFacts, weight: int | None, subject: SubjectFacts) -> Outcome:
        if weight is None:
            return self._unweighed
        over = self.item.over
        return self.outcome(
            tuple([(unit if each.over == over else subject).facts.get(each.id) for each in self._measures])
        )

    def _account(self, score: Fraction | None, lines: Sequence[Line], missing: tuple[str, ...] = ()) -> ItemAccount:
        if score is None:
            return self._pending(missing, tuple(lines))
        points = half_up(score)
        left = EXACT.subtract(points, used(lines))
        return self._shown(points, (*lines, Line("round", left)) if left else tuple(lines), ())

    def _pending(self, missing: tuple[str, ...], lines: tuple[Line, ...]) -> ItemAccount:
        return self._shown(None, lines, missing)

    def _shown(self, points: Decimal | None, lines: tuple[Line, ...], pending: tuple[str, ...]) -> ItemAccount:
        item = self.item
        full = None if item.extra else item.max
        return ItemAccount(item.id, item.title, item.group, full, points, lines, pending)


def _unit_line(item: Item, weight: int | None, outcome: Outcome, weights: int) -> Line:
    """A unit's contribution to the item, with the unit's own lines beneath."""
    if outcome.score is None:
        return Line("unit", NOTHING, PENDING, under=outcome.lines)
    delta = used(outcome.lines)
    inputs: dict[str, Value] = {"score": delta}
    if item.combine == "mean":
        inputs |= {"weight": weight, "weights": weights}
        delta = half_up(outcome.score * Fraction(weight or 0, weights))
    return Line("unit", delta, USED, inputs, under=outcome.lines)


def _named(line: Line, unit: UnitFacts) -> Line:
    return Line(f"unit:{unit.key}", line.delta, line.status, line.inputs, unit.key, unit.label, line.under)


def _waiting(missing: Iterable[str]) -> Outcome:
    names = tuple(dict.fromkeys(missing))
    return Outcome(None, tuple(_waiting_lines(names)), names)


def _waiting_lines(names: Iterable[str]) -> Iterator[Line]:
    for name in names:
        yield Line(name, NOTHING, PENDING)


def _remember(memory: dict[Key, Kept], key: Key, kept: Kept) -> None:
    if len(memory) >= MEMORY:
        memory.clear()
    memory[key] = kept
