"""`python -m tests.run [--long]`: the whole suite on both databases, real processes, and journeys in a browser.

Ends with what could not run on this machine and with the total. Under CI=true what did not run is a failure.
"""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from config.environment import BASE_DIR, var_dir
from tests import machine

PROCESSES, ON_POSTGRES, JOURNEYS = "tests/toolchain", "tests/toolchain/postgres", "tests/journeys"
PERMISSIONS = "tests/permissions"
# pages looked at one by one, beside the journeys through them
LOOKED_AT = [f"{JOURNEYS}/test_every_state.py", f"{JOURNEYS}/test_every_page_fits_everybody.py"]
# what walks over every address, on one database
SECURITY = "tests/security"
# what takes guards away, one trial after the other
SABOTAGE = "tests/sabotage"
# what puts the site under load, in the long run alone on the machine
LOAD = ["tests/faults/test_login_storm.py", "tests/answering/test_many_taps.py"]
# what says the same on either database: on SQLite each time, on both in the long run
ONCE = ["tests/rules", "tests/oracle", "tests/time", "tests/demo", "tests/pages/test_links_open.py",
        "tests/assessment/test_properties.py", "tests/workbook/test_spoiled_files.py",
        "tests/workbook/test_harmful_files_are_refused.py", "tests/workbook/test_cells_are_read.py"]  # fmt: skip
# pages, words and figures over what others try on both: on PostgreSQL each time, on both in the long run
ELSEWHERE = [f"tests/{name}" for name in (
    "accounts", "attachments", "benchmarks", "calendar", "criticisms", "directory", "display", "honours", "policies",
    "quality", "records", "running", "scale", "site", "trainings",
)]  # fmt: skip
# One suite a core, the longest first; what ends makes room for the next.
AT_ONCE = max(2, os.cpu_count() or 2)


@dataclass
class Suite:
    """One run of pytest and what came out of it."""

    title: str
    arguments: list[str]
    environment: dict[str, str]
    passed: int = 0
    failed: int = 0
    skipped: list[str] = field(default_factory=list)
    output: str = ""
    seconds: float = 0.0

    def run(self) -> "Suite":
        """Run pytest and count by its report; a run without a report or without tests is one failure."""
        report = var_dir() / f"report-{os.getpid()}-{id(self)}.xml"
        started = time.monotonic()
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", f"--junitxml={report}", *self.arguments],
            cwd=BASE_DIR,
            env={**os.environ, **self.environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        self.output, self.seconds = done.stdout, time.monotonic() - started
        if report.exists():
            self._count(report)
        if done.returncode and not self.failed:
            self.failed = 1
        return self

    def _count(self, report: Path) -> None:
        for case in ElementTree.parse(report).iter("testcase"):
            if case.find("failure") is not None or case.find("error") is not None:
                self.failed += 1
            elif case.find("skipped") is not None:
                self.skipped.append(f"{case.get('classname')}::{case.get('name')}")
            else:
                self.passed += 1
        report.unlink()

    def tell(self) -> None:
        """Print what pytest said, and one line of it all."""
        print(f"\n━━ {self.title}\n{self.output.rstrip()}")
        print(f"━━ {self.title}：{self.passed} passed, {self.failed} failed, {self.seconds:.0f} s", flush=True)


def main(long: bool) -> int:
    """Run everything; 0 when all passed, and in CI only when nothing was left out."""
    var_dir().mkdir(exist_ok=True)
    marks = [] if not long else ["-m", "not journey and not sabotage"]
    with machine.postgres() as server:
        groups, missing = _groups(server, machine.chromium(), marks)
        suites = []
        for group in groups:
            print(f"运行：{'、'.join(suite.title for suite in group)} …", flush=True)
            with ThreadPoolExecutor(AT_ONCE) as pool:
                for suite in pool.map(Suite.run, group):
                    suite.tell()
                    suites.append(suite)
    if not long:
        on_one, other = (
            "、".join(path.removeprefix("tests/") for path in left) for left in ((PERMISSIONS, *ONCE), ELSEWHERE)
        )
        print(f"\n留给 make test-long：标记 long 的用例；PostgreSQL 上的 {on_one}；SQLite 上的 {other}；")
        print("  每段旅程的另一种屏宽；每处其余的有害文字；破坏试验的其余六分之五。")
    return _report(suites, missing)


def _groups(server: str | None, browser: str | None, marks: list[str]) -> tuple[list[list[Suite]], list[str]]:
    missing: list[str] = []
    processes = [PROCESSES, *marks]
    elsewhere = [PROCESSES, JOURNEYS, SECURITY, *(LOAD if marks else [])]
    anywhere = ["tests", *(f"--ignore={path}" for path in elsewhere), *marks]
    here = [] if marks or not server else [f"--ignore={path}" for path in ELSEWHERE]
    both = [Suite("SQLite", [*anywhere, *here], {"TEST_DB": "sqlite"})]
    best = {"TEST_DB": "sqlite"}
    if server:
        best = {"TEST_DB": "postgres", "TEST_DATABASE_URL": server}
        # who may do what is the same query on either database: walked on the faster one, on both in the long run
        there = [] if marks else [f"--ignore={path}" for path in (PERMISSIONS, *ONCE)]
        both.append(Suite("PostgreSQL", [*anywhere, *there], best))
    else:
        missing.append("PostgreSQL：没有可用的服务器（可设 TEST_DATABASE_URL）")
        processes.append(f"--ignore={ON_POSTGRES}")
    if not machine.compose():
        missing.append("docker compose：没有安装，docker-compose.yml 只作了文件检查")
        processes.append(f"--ignore={PROCESSES}/test_compose_config.py")
    # texts, widths and guards in turn, some each time; all of them in the long run
    turns = {} if marks else {"HOSTILE_STEP": "6", "ONE_WIDTH": "1"}
    few = best if marks else {"TEST_DB": "sqlite", "SABOTAGE_STEP": "6"}
    rest = []
    if browser:
        which, driven = ["-m", "journey" if marks else "journey and not long"], {**best, **turns, "CHROMIUM": browser}
        through = [JOURNEYS, *(f"--ignore={path}" for path in LOOKED_AT)]
        rest += [Suite("浏览器", [*through, *which], driven), Suite("页面", [*LOOKED_AT, *which], driven)]
    else:
        missing.append("浏览器：没有找到 Chromium（可设 CHROMIUM）")
    rest.append(Suite("安全", [SECURITY, *marks], {**best, **turns}))
    alone = Suite("进程与工具", processes, best)
    loaded = [Suite(f"负载 {suite.title}", [*LOAD, *marks], suite.environment) for suite in both]
    last = Suite("破坏试验", [SABOTAGE, "-m", "sabotage"], few)
    if marks:
        return [both, [alone], *([suite] for suite in loaded), [*rest, last]], missing
    return [[*both, *rest, alone, last]], missing


def _report(suites: list[Suite], missing: list[str]) -> int:
    skipped = [f"{suite.title} {name}" for suite in suites for name in suite.skipped]
    if missing or skipped:
        print("\n没有运行：")
        for name in [*missing, *skipped]:
            print(f"  {name}")
    failed = sum(suite.failed for suite in suites)
    strict = os.environ.get("CI") == "true"
    if strict:
        failed += len(missing) + len(skipped)
    print(f"\n{sum(suite.passed for suite in suites)} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(long="--long" in sys.argv[1:]))
