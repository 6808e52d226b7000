"""Who acts, when and from where: handed down to every write, so that the log and the clock agree."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Actor:
    """The author of a change. `at` is the moment the request arrived, aware; `user` is None for commands."""

    name: str
    at: datetime
    user: Any = None
    address: str = ""

    @classmethod
    def command(cls, name: str, at: datetime) -> "Actor":
        """A management command run on the server's console."""
        return cls(name=f"命令 {name}", at=at)
