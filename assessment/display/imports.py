"""An import's report as its page shows it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One sheet of the report: how its rows came out, and how many stand in error there."""

    title: str
    new: int
    updated: int
    unchanged: int
    rejected: int


@dataclass(frozen=True)
class Told:
    """A stored report, ready for the template."""

    refused: str
    sheets: list[SheetRow]
    errors: list[dict[str, Any]]
    error_count: int
    warnings: list[dict[str, Any]]
    warning_count: int

    @property
    def totals(self) -> SheetRow:
        """All sheets together."""
        return SheetRow("合计", *(sum(getattr(sheet, name) for sheet in self.sheets) for name in FIGURES))

    @property
    def changes_nothing(self) -> bool:
        """Whether everything that could come in stands in the district already."""
        return not self.refused and not self.totals.new and not self.totals.updated

    @property
    def errors_unlisted(self) -> int:
        return self.error_count - len(self.errors)

    @property
    def warnings_unlisted(self) -> int:
        return self.warning_count - len(self.warnings)


FIGURES = ("new", "updated", "unchanged", "rejected")


def told(report: dict[str, Any]) -> Told | None:
    """The report that `Report.as_json` gave, or None for none."""
    if not report:
        return None
    return Told(
        report["refused"],
        list(_sheets(report["counts"].items())),
        report["errors"],
        report["error_count"],
        report["warnings"],
        report["warning_count"],
    )


def _sheets(counts: Iterable[tuple[str, dict[str, int]]]) -> Iterable[SheetRow]:
    for title, count in counts:
        unchanged = count["unchanged"] + count["identical"]
        yield SheetRow(title, count["new"], count["updated"], unchanged, count["rejected"])
