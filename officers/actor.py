"""Who acts, when and from where: handed down to every write, so that the log and the clock agree."""

from dataclasses import dataclass
from datetime import datetime
from ipaddress import ip_address
from typing import Any

from django.conf import settings


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
        return cls(name=str(user), at=request.at, user=user, address=address_of(request))


def address_of(request) -> str:
    """Where a request comes from. Behind a proxy that is what the proxy added last; the rest anybody can claim."""
    if settings.BEHIND_PROXY:
        told = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
        try:
            return str(ip_address(told))
        except ValueError:
            pass
    return request.META.get("REMOTE_ADDR", "")[:45]
