"""Starting programs on the tests' own database."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from django.db import connection

ROOT = Path(__file__).parents[3]
PATIENCE = 120


def database_url() -> str:
    """The URL of the database the tests run in."""
    told = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{told['NAME']}"
    password = f":{told['PASSWORD']}" if told.get("PASSWORD") else ""
    return f"postgresql://{told['USER']}{password}@{told['HOST']}:{told['PORT']}/{told['NAME']}"


def environment(**more: str) -> dict[str, str]:
    """The real settings on the tests' database."""
    told = {"DJANGO_SETTINGS_MODULE": "config.settings", "DATABASE_URL": database_url(), "PYTHONUNBUFFERED": "1"}
    return {**os.environ, **told, **more}


class Worker:
    """A worker for one job, ready to begin; killed, whatever happens, when the test is done with it."""

    def __init__(self, job_id: int, fast: int = 0):
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.assessment.jobs.worker", str(job_id), str(fast)],
            cwd=ROOT,
            env=environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def __enter__(self) -> "Worker":
        assert self.process.stdout.readline() == "ready\n"
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.communicate()

    def begin(self) -> None:
        """Let it run on its own."""
        self.process.stdin.write("\n")
        self.process.stdin.flush()

    def result(self) -> bool:
        """Wait for what `jobs.run` answered in it."""
        out, _ = self.process.communicate(timeout=PATIENCE)
        return {"True\n": True, "False\n": False}[out]

    def signal(self, number: signal.Signals) -> None:
        self.process.send_signal(number)
