"""The measurements of one size, each in a child process on a database made for them."""

import json
import subprocess
import sys
import tempfile
from time import perf_counter
from typing import Any

from config.environment import BASE_DIR

from .databases import database

#: seconds of this loop on the machine at rest tell how much of it the benchmark had
CALIBRATION = 5_000_000


def year(server: str | None, officers: int) -> dict[str, dict[str, Any]]:
    """Populate a district of so many officers, compute its facts both ways, score it."""
    with database(server) as environment:
        return {
            "rows": _child(environment, "populate", str(officers)),
            "facts": _child(environment, "facts"),
            "sheets": _child(environment, "sheets"),
        }


def workbook(server: str | None, visits: int) -> dict[str, Any]:
    """Import a workbook of so many visits into an empty database, twice."""
    with database(server) as environment, tempfile.TemporaryDirectory(prefix="bench-") as folder:
        return _child(environment, "import", str(visits), folder)


def _child(environment: dict[str, str], *arguments: str) -> dict[str, Any]:
    """What the child measured. Raises CalledProcessError after showing what it said."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.child", *arguments],
        cwd=BASE_DIR,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def calibrate() -> float:
    """Seconds of a fixed piece of arithmetic in one process."""
    started, added = perf_counter(), 0
    for number in range(CALIBRATION):
        added += number * number
    return perf_counter() - started
