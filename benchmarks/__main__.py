"""`python -m benchmarks`: everything in one run, told as Markdown and kept in benchmarks/results.md.

The server is BENCH_DATABASE_URL's (any database on it; the benchmark makes and drops its own), else a local one, else
SQLite stands alone. Nothing here passes or fails: machines differ, ratios less so.
"""

import argparse
import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from tests import machine

from .measuring import calibrate, workbook, year
from .table import IMPORTS, YEARS, growth, import_row, year_row

RESULTS = Path(__file__).parent / "results.md"


def main() -> None:
    """Measure, tell, write down."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--officers", type=int, nargs="+", default=[1_000, 10_000, 100_000], help="PostgreSQL 的规模")
    parser.add_argument("--sqlite", type=int, nargs="*", default=[1_000, 10_000], help="SQLite 的规模")
    parser.add_argument("--visits", type=int, default=100_000, help="导入的走访行数")
    parser.add_argument("--output", type=Path, default=RESULTS, help="结果文件")
    given = parser.parse_args()
    with machine.postgres() as found:
        server = os.environ.get("BENCH_DATABASE_URL") or found
        databases = {"PostgreSQL": (server, given.officers)} if server else {}
        databases["SQLite"] = (None, given.sqlite)
        told = Told(given.output)
        told.say(f"# Measured on {datetime.now(ZoneInfo('Asia/Shanghai')):%Y-%m-%d %H:%M} (Shanghai)", "")
        told.say(f"Calibration before: {calibrate():.2f} s. Load: {os.getloadavg()[0]:.1f}.", "")
        _years(told, databases)
        told.say("", *IMPORTS)
        for name, (url, _) in databases.items():
            told.say(import_row(name, workbook(url, given.visits)))
        told.say("", f"Calibration after: {calibrate():.2f} s. Load: {os.getloadavg()[0]:.1f}.")


def _years(told: "Told", databases: dict[str, tuple[str | None, Sequence[int]]]) -> None:
    said: list[str] = []
    told.say(*YEARS)
    for name, (url, sizes) in databases.items():
        measured = []
        for officers in sizes:
            found = year(url, officers)
            told.say(year_row(name, officers, found))
            measured.append((officers, found))
            differing = found["facts"]["differences"]
            said += (
                [f"{name}, {officers:,} officers: {len(differing)} facts differ, {differing[:3]}"] if differing else []
            )
        said += [f"{name}, {line}" for line in growth(measured)]
    told.say("", *(f"- {line}" for line in said))


class Told:
    """What was said, on the terminal at once and in the file."""

    def __init__(self, path: Path):
        self.path, self.lines = path, []

    def say(self, *lines: str) -> None:
        for line in lines:
            print(line, flush=True)
        self.lines += lines
        self.path.write_text("\n".join(self.lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
