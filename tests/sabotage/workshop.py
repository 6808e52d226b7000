"""Where guards are taken away: copies of the tree, in which what is tried is tried. The tree itself is only read.

Each trial is a process of its own. Databases are made once and copied, except where a sabotage changes how they are
made: that takes seconds, so those sabotages are tried several at a time.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from queue import SimpleQueue

from config.environment import BASE_DIR
from tests.prepared import NAME as PREPARED

from .entry import Sabotage
from .verdict import Run, read

AT_ONCE = 2
COPIED = ("config", "officers", "enterprises", "surveys", "assessment", "templates", "tests", "manage.py")
COPIED += ("pyproject.toml",)
UNWRITTEN = {"PYTHONDONTWRITEBYTECODE": "1"}


class Bench:
    """One copy of the tree, and the process in it that runs tests."""

    def __init__(self, place: Path):
        self.tree, self.var = place / "tree", place / "var"
        self.tree.mkdir(parents=True)
        self.var.mkdir()
        for name in COPIED:
            copy = shutil.copytree if (BASE_DIR / name).is_dir() else shutil.copy2
            copy(BASE_DIR / name, self.tree / name)
        self._nursery = subprocess.Popen(
            [sys.executable, "-m", "tests.sabotage.nursery"],
            **self._as_here(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def _as_here(self, **environment: str) -> dict:
        """In the copy, without what this run of pytest has set for itself."""
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "DJANGO_"))}
        alone = {"VAR_DIR": str(self.var), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}  # plugins double the time to start
        return {"cwd": self.tree, "env": inherited | alone | environment}

    def close(self) -> None:
        """End the process."""
        self._nursery.communicate()

    @contextmanager
    def sabotaged(self, sabotage: Sabotage) -> Iterator[None]:
        """The guard is gone from this copy meanwhile."""
        path = self.tree / sabotage.file
        before, times = path.read_text(), path.stat()
        # compiled before, it might be taken for what now stands there: times are compared by the second
        for compiled in (path.parent / "__pycache__").glob(f"{path.stem}.*.pyc"):
            compiled.unlink()
        path.write_text(sabotage.applied_to(before))
        try:
            yield
        finally:
            path.write_text(before)
            os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))

    def python(self, *arguments: str, **environment: str) -> str:
        """Run Python in the copy. Returns what it said; raises RuntimeError with that when it fails."""
        told = {"capture_output": True, "text": True}
        done = subprocess.run([sys.executable, *arguments], check=False, **self._as_here(**environment), **told)
        if done.returncode:
            raise RuntimeError(done.stderr)
        return done.stdout.strip()

    def tests(self, tests: Sequence[str], **environment: str) -> Run:
        """Run these tests."""
        report, output = self.var / "report.xml", self.var / "output.txt"
        report.unlink(missing_ok=True)
        plain = ("-q", "-p", "pytest_django.plugin", "-p", "no:cacheprovider", "--tb=short")
        arguments = [*plain, f"--junitxml={report}", f"--basetemp={self.var / 'tmp'}", *tests]
        asked = {"arguments": arguments, "environment": environment, "output": str(output)}
        self._nursery.stdin.write(json.dumps(asked) + "\n")
        self._nursery.stdin.flush()
        code = int(self._nursery.stdout.readline())
        return read(code, report, output.read_text(errors="replace")[-3000:])


class Workshop:
    """The benches, and the databases they copy. Close it when done."""

    def __init__(self, place: Path):
        self._benches = [Bench(place / str(number)) for number in range(AT_ONCE)]
        self._free: SimpleQueue[Bench] = SimpleQueue()
        for bench in self._benches:
            self._free.put(bench)
        self._prepared: dict[str, str] = {}

    @contextmanager
    def _bench(self) -> Iterator[Bench]:
        bench = self._free.get()
        try:
            yield bench
        finally:
            self._free.put(bench)

    def prepare(self, database: str) -> None:
        """Make the database that trials on "sqlite" or "postgres" copy."""
        with self._bench() as bench:
            self._prepared[database] = bench.python("-m", "tests.prepared", "make", TEST_DB=database)

    def close(self) -> None:
        """Leave no database and no process behind."""
        for database, name in self._prepared.items():
            self._benches[0].python("-m", "tests.prepared", "drop", name, TEST_DB=database)
        for bench in self._benches:
            bench.close()

    def control(self, tests: Sequence[str], database: str) -> Run:
        """Run the tests where nothing is missing. Compiles what the trials import."""
        with self._bench() as bench:
            return bench.tests(tests, TEST_DB=database, **{PREPARED: self._prepared[database]})

    def trial(self, *sabotages: Sabotage) -> Run:
        """Run the tests of these sabotages, which are for one database, where all their guards are missing. Raises
        DoesNotApply."""
        environment = {"TEST_DB": sabotages[0].database, **UNWRITTEN}
        if not any(sabotage.asks_for_a_new_database for sabotage in sabotages):
            environment[PREPARED] = self._prepared[sabotages[0].database]
        tests = [test for sabotage in sabotages for test in sabotage.tests]
        with self._bench() as bench, ExitStack() as stack:
            for sabotage in sabotages:
                stack.enter_context(bench.sabotaged(sabotage))
            return bench.tests(tests, **environment)
