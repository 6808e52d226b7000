"""What an import comes to: counts per sheet, errors and warnings, ready for JSON."""

from dataclasses import asdict, dataclass, field
from typing import Any

from .columns import UNSAVABLE

LISTED = 1000  # errors, and as many warnings, that a page lists; the rest are counted


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: sheet, row and column as the user sees them; `row` 0 means the sheet as a whole."""

    sheet: str
    row: int
    column: str
    text: str

    def __str__(self) -> str:
        row = f" 第 {self.row} 行" if self.row else ""
        column = f" {self.column}" if self.column else ""
        return f"表 {self.sheet}{row}{column}: {self.text}"


@dataclass(slots=True)
class Count:
    """How one sheet's rows came out; `identical` rows said again what another row had said."""

    new: int = 0
    updated: int = 0
    unchanged: int = 0
    identical: int = 0
    rejected: int = 0


@dataclass
class Report:
    """The outcome. `imported` says whether the database was changed; `refused` is the sentence for a file not read."""

    file: str
    sha256: str = ""
    dry_run: bool = False
    imported: bool = False
    refused: str = ""
    rejected_file: str = ""
    counts: dict[str, Count] = field(default_factory=dict)
    errors: list[Problem] = field(default_factory=list)
    error_count: int = 0
    warnings: list[Problem] = field(default_factory=list)
    warning_count: int = 0
    #: how many errors, and as many warnings, are listed
    listed: int = LISTED

    @property
    def is_clean(self) -> bool:
        """Whether the file was read and nothing in it is wrong."""
        return not self.refused and not self.error_count

    def error(self, problem: Problem) -> None:
        """Count an error; list it while there is room."""
        self.error_count += 1
        if len(self.errors) < self.listed:
            self.errors.append(problem)

    def warn(self, problem: Problem) -> None:
        """Count a warning; list it while there is room."""
        self.warning_count += 1
        if len(self.warnings) < self.listed:
            self.warnings.append(problem)

    def as_json(self) -> dict[str, Any]:
        """The report as JSON and the database take it: what a cell held that cannot be saved is shown as �."""
        told = asdict(self)
        del told["listed"]
        return _savable(told)


def _savable(value: Any) -> Any:
    if isinstance(value, str):
        return UNSAVABLE.sub("�", value)
    if isinstance(value, dict):
        return {_savable(key): _savable(held) for key, held in value.items()}
    return [_savable(held) for held in value] if isinstance(value, list) else value
