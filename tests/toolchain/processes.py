"""Starting the site's programs for a test, in a clean environment."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

ROOT = Path(__file__).resolve().parents[2]
KEPT = ("PATH", "HOME", "LANG", "TMPDIR")
KEY = "a key for processes under test, long enough to be taken"


def environment(**extra: str) -> dict[str, str]:
    """What a shell of a fresh machine would pass on, and `extra`: nothing of the test run itself."""
    found = {name: os.environ[name] for name in KEPT if name in os.environ}
    # Console scripts of this environment come first, as in a container.
    found["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{found['PATH']}"
    return found | extra


def python(*arguments: str, **extra: str) -> subprocess.CompletedProcess[str]:
    """Run our Python to its end and return what it said."""
    return subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=environment(**extra), capture_output=True, text=True, check=False
    )


def free_port() -> int:
    """A port nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def status(url: str, host: str = "127.0.0.1") -> int | None:
    """The status the address answers with, None while nobody does."""
    try:
        with urlopen(Request(url, headers={"Host": host}), timeout=10) as answer:
            return answer.status
    except HTTPError as refusal:
        return refusal.code
    except OSError:
        return None


def until(true: Callable[[], bool], what: str, seconds: float = 60) -> None:
    """Wait for something a process does; fail by name when it does not happen in time."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, f"not within {seconds} s: {what}"
        time.sleep(0.1)


def group_is_alive(pid: int) -> bool:
    """True while any process of the group runs; ended ones whose parent is gone do not count."""
    listed = subprocess.run(["ps", "-eo", "pgid=,stat="], capture_output=True, text=True, check=True).stdout
    rows = (line.split() for line in listed.splitlines())
    return any(int(row[0]) == pid and not row[1].startswith("Z") for row in rows)
