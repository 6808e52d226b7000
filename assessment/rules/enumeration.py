"""An item tried out on every combination of facts, or on enough of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from itertools import pairwise, product
from math import prod

from .conditions import comparisons
from .items import ItemRule
from .scheme import Item, Measure, Override
from .values import Award, Rate, Value

LIMIT = 20_000  # combinations tried in full; beyond that, one fact at a time from the best and the worst
FAR = 12  # how far a count is tried where its measure gives no ``hi``
HAIR = Fraction(1, 10_000)  # just below or above a threshold

Facts = tuple[Value, ...]


class Enumeration:
    """The scores of one item, or of one unit of it, over the facts it looks at."""

    def __init__(self, item: Item, measures: Mapping[str, Measure]) -> None:
        self._item = item
        self._measures = measures
        self._rule = ItemRule(item, measures)
        self._values = [_candidates(measures[name], item) for name in self._rule.inputs]

    @cached_property
    def scores(self) -> Mapping[Facts, Fraction]:
        if prod(map(len, self._values)) <= LIMIT:
            return {facts: self._score(facts) for facts in product(*self._values)}
        corners = (self._climb(best=True), self._climb(best=False))
        tried = (facts for corner in corners for facts in self._around(corner))
        return {facts: self._score(facts) for facts in tried}

    @property
    def most(self) -> Fraction:
        return max(self.scores.values())

    @property
    def least(self) -> Fraction:
        return min(self.scores.values())

    def matters(self, override: Override) -> bool:
        """Whether some facts come out differently with the override than without it."""
        others = tuple(each for each in self._item.overrides if each is not override)
        without = ItemRule(replace(self._item, overrides=others), self._measures)
        places = [self._rule.inputs.index(name) for name in without.inputs]
        for facts, score in self.scores.items():
            if without.outcome(tuple([facts[place] for place in places])).score != score:
                return True
        return False

    def worsening(self) -> Iterator[Measure]:
        """The measures of which a better value somewhere lowers the score, all else equal."""
        for place, name in enumerate(self._rule.inputs):
            measure = self._measures[name]
            if measure.good is not None and self._lowers(place, measure.good):
                yield measure

    def _lowers(self, place: int, good: str) -> bool:
        values = self._values[place] if good == "up" else self._values[place][::-1]
        following = dict(pairwise(values))
        for facts, score in self.scores.items():
            if facts[place] in following:
                better = self.scores.get((*facts[:place], following[facts[place]], *facts[place + 1 :]))
                if better is not None and better < score:
                    return True
        return False

    def _score(self, facts: Facts) -> Fraction:
        score = self._rule.outcome(facts).score
        if score is None:
            raise ValueError(f"{self._item.id}：{facts!r} 未能得出分数")
        return score

    def _climb(self, best: bool) -> Facts:
        """Facts that lead to the best, or the worst, score: one fact after another."""
        facts = [values[0] for values in self._values]
        for place, values in enumerate(self._values):
            scored = [(self._score((*facts[:place], value, *facts[place + 1 :])), value) for value in values]
            choose = max if best else min
            facts[place] = choose(scored, key=lambda each: each[0])[1]
        return tuple(facts)

    def _around(self, corner: Facts) -> Iterator[Facts]:
        for place, values in enumerate(self._values):
            for value in values:
                yield (*corner[:place], value, *corner[place + 1 :])


def _candidates(measure: Measure, item: Item) -> Sequence[Value]:
    """Values worth trying, in ascending order."""
    far = measure.hi if measure.hi is not None else Decimal(FAR)
    match measure.kind:
        case "flag":
            return (False, True)
        case "choice":
            return measure.options
        case "award":
            return _awards(measure, item)
        case "count":
            return tuple(range(int(far) + 1))
        case "rate":
            return tuple(Rate(each.numerator, each.denominator) for each in _near(measure, item, Fraction(1)))
    exact = _near(measure, item, Fraction(far))
    return tuple(Decimal(each.numerator) / Decimal(each.denominator) for each in exact)


def _near(measure: Measure, item: Item, far: Fraction) -> list[Fraction]:
    """0, the far end, and the thresholds of the measure with their neighbours."""
    limits = [tier.threshold for tier in item.tiers if measure.id == item.measure]
    for override in item.overrides:
        for each in comparisons(override.when):
            if each.measure == measure.id and isinstance(each.value, Decimal):
                limits.append(each.value)
    near = {Fraction(limit) + by for limit in limits for by in (-HAIR, Fraction(0), HAIR)}
    return sorted({Fraction(0), far / 2, far, *(each for each in near if 0 <= each <= far)})


def _awards(measure: Measure, item: Item) -> Sequence[Value]:
    """None, and up to as many at either end of the range as could empty the item."""
    least, most = next(line.range for line in item.lines if line.measure == measure.id and line.range)
    times = min(FAR, int(item.ceiling / most) + 1) if most else 1
    awards = {Award(n, n * points) for n in range(1, times + 1) for points in (least, most)}
    return (Award(0, Decimal(0)), *sorted(awards, key=lambda award: award.points))
