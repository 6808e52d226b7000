"""What one sabotage is: a guard that is taken away, and the tests that must notice."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

#: what the table has to hold at least one removal of
KINDS = (
    "permission",
    "scope",
    "version",
    "unique",
    "constraint",
    "trigger",
    "lock",
    "job",
    "setting",
    "escape",
    "request",
    "sign-in",
    "upload",
    "calendar",
    "figures",
    "two people",
    "privacy",
)
#: how a database is made: to change one of these asks for a new one
MAKES_THE_DATABASE = ("migrations", "operations.py")


class DoesNotApply(Exception):
    """The guard does not stand in the file exactly once."""


@dataclass(frozen=True)
class Sabotage:
    """In `file`, `guard` is the exact text that guards, found there once; `instead` stands there when it is gone.

    Each of `tests`, ids as pytest takes them, must then fail. `database` is "sqlite" or, for a guard that SQLite does
    not know, "postgres".
    """

    name: str
    kind: str
    file: str
    guard: str
    instead: str
    tests: Sequence[str]
    database: str = "sqlite"

    @property
    def asks_for_a_new_database(self) -> bool:
        """Whether the database itself comes out different."""
        return bool(set(Path(self.file).parts) & set(MAKES_THE_DATABASE))

    def applied_to(self, text: str) -> str:
        """The file's text without the guard. Raises DoesNotApply when that is not found once, or nothing changes."""
        if text.count(self.guard) != 1:
            raise DoesNotApply(f"{self.file}: the guard is found {text.count(self.guard)} times: {self.guard!r}")
        if self.instead == self.guard:
            raise DoesNotApply(f"{self.file}: nothing would change")
        return text.replace(self.guard, self.instead)
