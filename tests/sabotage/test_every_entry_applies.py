"""The table of sabotages fits the tree as it is: a guard that was moved or rewritten is told at once."""

import ast
from collections import Counter

from config.environment import BASE_DIR

from .entry import KINDS, DoesNotApply
from .table import SABOTAGES

LEAST = 45


def test_each_guard_is_found_exactly_once_and_what_stands_instead_can_be_read():
    problems = {}
    for sabotage in SABOTAGES:
        try:
            changed = sabotage.applied_to((BASE_DIR / sabotage.file).read_text())
            if sabotage.file.endswith(".py"):
                ast.parse(changed)
        except (DoesNotApply, OSError, SyntaxError) as problem:
            problems[sabotage.name] = str(problem)
    assert not problems


def test_each_names_tests_that_exist():
    missing = {}
    for sabotage in SABOTAGES:
        for test in sabotage.tests:
            path, _, name = test.partition("::")
            found = (BASE_DIR / path).is_file() and f"\ndef {name.partition('[')[0]}(" in (BASE_DIR / path).read_text()
            if not found:
                missing[sabotage.name] = test
    assert not missing
    assert not [sabotage.name for sabotage in SABOTAGES if not sabotage.tests]


def test_there_are_enough_of_every_kind_and_none_twice():
    assert len(SABOTAGES) >= LEAST
    assert {sabotage.kind for sabotage in SABOTAGES} == set(KINDS)
    assert Counter(sabotage.name for sabotage in SABOTAGES).most_common(1)[0][1] == 1
    assert len({(sabotage.file, sabotage.guard, sabotage.instead) for sabotage in SABOTAGES}) == len(SABOTAGES)
