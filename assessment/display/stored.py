"""What one sheet is shown from, read once and handed to every panel."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

from assessment.rules.account import ItemAccount, Line
from assessment.rules.conditions import measures_of
from assessment.rules.kinds import needs
from assessment.rules.reading import read_scheme
from assessment.rules.scheme import Item, Measure, Scheme
from assessment.rules.wording import Wording
from officers.workdays import Calendar

from .words import houses, points

Body = Mapping[str, Any]


@lru_cache(maxsize=32)
def rules_of(source: str, name: str) -> tuple[Scheme, Wording]:
    """A stored scheme version, read once a process: it never changes."""
    scheme = read_scheme(source, name)
    return scheme, Wording(scheme)


@dataclass(frozen=True)
class Stored:
    """The stored facts of one subject with the scheme and the calendar they were judged by."""

    scheme: Scheme
    wording: Wording
    body: Body
    calendar: Calendar

    @property
    def evidence(self) -> Body:
        return self.body["evidence"]

    @property
    def year(self) -> int:
        return self.body["year"]

    @cached_property
    def as_of(self) -> date:
        return date.fromisoformat(self.body["as_of"])

    @property
    def pairings(self) -> list[Body]:
        return self.evidence.get("pairings", [])

    def measures(self, item: Item) -> list[Measure]:
        """The measures an item looks at, overrides first, as the rules do, and its weight."""
        names = [*measures_of([override.when for override in item.overrides]), *needs(item), item.weight]
        return [self.scheme.measures[name] for name in dict.fromkeys(names) if name]

    def unit_fact(self, over: str, key: str, measure: str) -> Any:
        """One fact of one unit, None when it is not known."""
        for unit in self.body["units"].get(over, ()):
            if unit["key"] == key:
                return unit["facts"].get(measure)
        return None


def unit_lines(account: ItemAccount) -> dict[str, Line]:
    """The lines of an item's units by key; a unit that owes nothing has none."""
    return {line.unit: line for line in account.lines if line.unit is not None}


def weighed(account: ItemAccount, what: str) -> str:
    """How several pairings became one score, worked out in full; empty for one pairing or a pending item."""
    lines = list(unit_lines(account).values())
    if account.points is None or len(lines) < 2 or "weights" not in lines[0].inputs:
        return ""
    terms = "＋".join(f"{points(line.inputs['score'])}×{line.inputs['weight']}" for line in lines)
    weights = lines[0].inputs["weights"]
    return f"{houses(len(lines))}企业按{what}加权：（{terms}）÷{weights}＝{points(account.points)}分"
