"""The parent restarts what dies, waits longer each time, and leaves nobody behind."""

import signal
import sys
import time

import pytest

from config.launch import supervise
from config.launch.supervise import Program, Supervisor
from tests.toolchain.processes import environment, group_is_alive, until

SLEEPER = "import time; time.sleep(600)"
STUBBORN = (
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); time.sleep(600)"
)
PARENT = (
    "import subprocess, sys, time; subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)']); " + SLEEPER
)


@pytest.fixture
def supervised(tmp_path):
    made = []

    def make(*codes: str) -> Supervisor:
        programs = [
            Program(f"p{n}", [sys.executable, "-c", code], environment(), tmp_path / f"p{n}.log")
            for n, code in enumerate(codes)
        ]
        made.append(Supervisor(programs, lambda sentence: None))
        made[0].start()
        return made[0]

    yield make
    for supervisor in made:
        supervisor.end()


def test_a_killed_child_is_started_again(supervised):
    supervisor = supervised(SLEEPER)
    program = supervisor.programs[0]
    first = program.process.pid
    program.process.send_signal(signal.SIGKILL)

    def back() -> bool:
        supervisor.look()
        return program.process is not None and program.process.pid != first

    until(back, "the child is back", 10)


def test_the_wait_grows_with_every_quick_death(supervised):
    supervisor = supervised("raise SystemExit('broken')")
    program = supervisor.programs[0]
    waits = []
    while len(waits) < 3:
        supervisor.look()
        if program.process is None and program.failures > len(waits):
            waits.append(round(program.due - time.monotonic(), 1))
    assert waits == [0.5, 1.0, 2.0]
    assert "broken" in program.last_words()


def test_grandchildren_end_with_a_killed_child(supervised):
    supervisor = supervised(PARENT)
    program = supervisor.programs[0]
    group = program.process.pid
    program.process.send_signal(signal.SIGKILL)
    until(program.has_died, "it died")
    program.bury()
    until(lambda: not group_is_alive(group), "the group is gone", 5)


def test_the_end_reaches_those_who_do_not_listen(supervised, monkeypatch):
    monkeypatch.setattr(supervise, "GRACE_SECONDS", 0.5)
    supervisor = supervised(SLEEPER, STUBBORN, PARENT)
    groups = [program.process.pid for program in supervisor.programs]
    until(lambda: "deaf" in supervisor.programs[1].log.read_text(), "the stubborn one is ready")
    supervisor.end()
    until(lambda: not any(map(group_is_alive, groups)), "nobody is left", 5)
