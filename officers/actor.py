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

    @classmethod
    def of(cls, request) -> "Actor":
        """The signed-in person, at the moment the request arrived."""
        user = request.user
        return cls(name=str(user), at=request.at, user=user, address=request.META.get("REMOTE_ADDR", ""))
