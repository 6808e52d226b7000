from dataclasses import dataclass
from datetime import date
from functools import cached_property

from assessment.rules.scheme import Measure, Scheme
from officers.models import District
from officers.workdays import Calendar


class MeasureProblem(Exception):
    """The scheme asks a source for something it does not give; the sentence names the measure."""


@dataclass(frozen=True)
class Context:
    """What one collection of facts is about. Nothing in the measures reads a clock: `as_of` is given (G7).

    `codes` narrows it to these subjects; none means everybody.
    """

    district: District
    scheme: Scheme
    year: int
    as_of: date
    calendar: Calendar
    codes: tuple[str, ...] = ()

    @cached_property
    def year_begins(self) -> date:
        return date(self.year, 1, 1)

    @cached_property
    def year_ends(self) -> date:
        return date(self.year, 12, 31)

    def dated(self, field: str) -> dict[str, date]:
        """The filter for dated facts: in the year and before the as-of day (G7)."""
        return {f"{field}__gte": self.year_begins, f"{field}__lte": self.year_ends, f"{field}__lt": self.as_of}

    def measures(self, source: str) -> list[Measure]:
        """The scheme's measures that come from `source`, in the scheme's order."""
        return [measure for measure in self.scheme.measures.values() if measure.source == source]
