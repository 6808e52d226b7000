"""Starting child processes, restarting what dies, ending everything."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from threading import Event

# A child that lived this long was well: its next death starts the back-off anew.
WELL_SECONDS = 60.0
LONGEST_WAIT = 30.0
GRACE_SECONDS = 12.0
STEP_SECONDS = 0.2


@dataclass
class Program:
    """One child: what it is called, how it starts, and which run of it is alive."""

    name: str
    command: list[str]
    environment: dict[str, str]
    log: Path
    process: subprocess.Popen | None = None
    started: float = 0.0
    failures: int = 0
    due: float = 0.0

    def start(self) -> int:
        """Start it in a process group of its own (Ctrl-C reaches the parent only) and return its process number."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.started = time.monotonic()
        return self.process.pid

    def has_died(self) -> bool:
        """True when it ran and runs no more."""
        return self.process is not None and self.process.poll() is not None

    def ask_to_end(self) -> None:
        """Tell the child itself; it ends its own children in its own way."""
        if self.process is not None:
            self.process.terminate()

    def kill(self) -> None:
        """End the child and whatever it started, at once."""
        if self.process is not None:
            try:
                os.killpg(self.process.pid, signal.SIGKILL)
            except (ProcessLookupError, PermissionError):  # macOS says the latter of a group of zombies
                return

    def bury(self) -> int:
        """Clear what a dead child left behind, note when to try again, and return its exit code."""
        code = self.process.returncode
        self.kill()
        self.process = None
        now = time.monotonic()
        self.failures = 1 if now - self.started > WELL_SECONDS else self.failures + 1
        self.due = now + min(LONGEST_WAIT, 0.5 * 2 ** (self.failures - 1))
        return code

    def last_words(self) -> str:
        """The last lines of its log."""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-5:])


class Supervisor:
    """Keeps programs running until told to stop. `tell` receives a sentence for each thing that happens."""

    def __init__(self, programs: Iterable[Program], tell: Callable[[str], None]):
        self.programs = list(programs)
        self.tell = tell
        self.stopping = Event()

    def stop_on_signals(self) -> None:
        """Ctrl-C, a polite kill or a closed terminal ends `run`."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, lambda *_: self.stopping.set())

    def start(self) -> None:
        """Start every program once, in order."""
        for program in self.programs:
            self.tell(f"{program.name} 启动，进程 {program.start()}")

    def run(self) -> None:
        """Restart what dies until the stop is asked for."""
        while not self.stopping.wait(STEP_SECONDS):
            self.look()

    def look(self) -> None:
        """One round: bury the dead, start those whose wait is over."""
        for program in self.programs:
            if program.has_died():
                code = program.bury()
                self.tell(f"{program.name} 意外退出（{code}），即将重启\n{program.last_words()}")
            if program.process is None and time.monotonic() >= program.due:
                self.tell(f"{program.name} 重新启动，进程 {program.start()}")

    def end(self) -> None:
        """End all in reverse order: politely, and after the grace by force. No process of any group is left."""
        *others, first = reversed(self.programs)
        # The broker is the first to start and the last to end: the others say goodbye to it.
        for group in (others, [first]):
            for program in group:
                program.ask_to_end()
            deadline = time.monotonic() + GRACE_SECONDS
            for program in group:
                self._wait(program, deadline)

    def _wait(self, program: Program, deadline: float) -> None:
        if program.process is None:
            return
        try:
            program.process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.tell(f"{program.name} 未按时结束，强制结束")
        program.kill()
        program.process.wait()
