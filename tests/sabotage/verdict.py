"""Whether tests have noticed: read from pytest's exit code and its report, never from its words."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

TESTS_FAILED = 1
#: how a failure begins that says what was expected; anything else broke before it could judge
JUDGED = ("AssertionError", "assert ", "Failed: ")


@dataclass(frozen=True)
class Case:
    """One test that ran: `id` as pytest takes it; `outcome`: passed, judged (it said no), broke, error, skipped."""

    id: str
    outcome: str


@dataclass(frozen=True)
class Run:
    """A run of pytest: how it ended, what ran, and its last words for people."""

    code: int
    cases: Sequence[Case]
    said: str

    def unnoticed(self, tests: Sequence[str]) -> str:
        """Why these tests have not all noticed; "" when they have.

        Each must have failed by its own judgement. A run that could not import, collect or set up proves nothing.
        """
        if self.code != TESTS_FAILED:
            return f"pytest ended with {self.code}, not {TESTS_FAILED}\n{self.said}"
        if broken := [case.id for case in self.cases if case.outcome in ("error", "skipped")]:
            return f"did not come to a judgement: {broken}\n{self.said}"
        noticed = [case.id for case in self.cases if case.outcome == "judged"]
        silent = [test for test in tests if not any(is_of(case, test) for case in noticed)]
        return f"not noticed by {silent}\n{self.said}" if silent else ""

    def unclean(self, tests: Sequence[str]) -> str:
        """Why these tests did not all run and pass; "" when they did."""
        wrong = [f"{case.id} {case.outcome}" for case in self.cases if case.outcome != "passed"]
        ran = [case.id for case in self.cases]
        wrong += [f"{test} did not run" for test in tests if not any(is_of(case, test) for case in ran)]
        return f"{wrong}\n{self.said}" if wrong or self.code else ""


def is_of(case: str, test: str) -> bool:
    """Whether the case is the test, or one of its parameters."""
    return case == test or case.startswith(f"{test}[")


def read(code: int, report: Path, said: str) -> Run:
    """What a run of pytest has left behind."""
    cases = list(map(_case, ElementTree.parse(report).iter("testcase"))) if report.exists() else []
    return Run(code, cases, said)


def _case(told: ElementTree.Element) -> Case:
    path = (told.get("classname") or "").replace(".", "/")
    return Case(f"{path}.py::{told.get('name')}", _outcome(told))


def _outcome(told: ElementTree.Element) -> str:
    for outcome in ("error", "skipped"):
        if told.find(outcome) is not None:
            return outcome
    failure = told.find("failure")
    if failure is None:
        return "passed"
    return "judged" if (failure.get("message") or "").startswith(JUDGED) else "broke"
