"""A guard that is taken away turns a test red: each sabotage of the table, tried in a copy of the tree.

Not part of an ordinary run of pytest, for each trial is a run of its own: `pytest -m sabotage tests/sabotage`. One in
`SABOTAGE_STEP` is tried (default: all) of those that need no database of their own; with 1 all are, and with
TEST_DB=postgres the guards that only PostgreSQL knows, too.
"""

from dataclasses import replace

import pytest

from config.environment import choice, number

from .entry import DoesNotApply
from .table import SABOTAGES

DATABASES = ("sqlite", "postgres") if choice("TEST_DB", ("sqlite", "postgres"), "sqlite") == "postgres" else ("sqlite",)
STEP = number("SABOTAGE_STEP", 1, 1, 10)
TRIED = [sabotage for sabotage in SABOTAGES if sabotage.database in DATABASES]
if STEP > 1:
    TRIED = [sabotage for sabotage in TRIED if not sabotage.asks_for_a_new_database][::STEP]
pytestmark = pytest.mark.sabotage


@pytest.mark.parametrize("database", DATABASES)
def test_where_nothing_is_missing_all_these_tests_pass(controls, trials, database):
    """Without this, a test that is always red would catch everything. The trials wait in line behind it."""
    for tests, run in controls[database]:
        refuse(run.result().unclean(tests))


@pytest.mark.parametrize("sabotage", TRIED, ids=lambda sabotage: sabotage.name)
def test_it_is_noticed(trials, sabotage):
    refuse(trials[sabotage.name].result().unnoticed(sabotage.tests))


def refuse(told):
    """Fail with what is told, if anything is."""
    if told:
        pytest.fail(told, pytrace=False)


def harmless():
    """A sabotage of the table that takes nothing away: a comment more."""
    whole_lines = (one for one in TRIED if one.file.endswith(".py") and one.guard.endswith("\n"))
    model = next(one for one in whole_lines if not one.asks_for_a_new_database)
    return replace(model, instead=model.guard.replace("\n", "  # harmless\n"))


def test_a_harmless_change_is_told_as_unnoticed(workshop):
    told = workshop.trial(harmless()).unnoticed(harmless().tests)
    assert told.startswith("pytest ended with 0")


def test_what_cannot_even_be_imported_proves_nothing(workshop):
    broken = replace(harmless(), instead="raise SystemError(")
    assert "pytest ended with" in workshop.trial(broken).unnoticed(broken.tests)


def test_a_test_that_breaks_before_it_can_judge_proves_nothing(workshop):
    gone = replace(
        harmless(),
        file="tests/cast.py",
        guard="        self._grant()\n",
        instead="        self._never_heard_of()\n",
    )
    assert "did not come to a judgement" in workshop.trial(gone).unnoticed(gone.tests)


def test_afterwards_the_copy_is_as_before(workshop):
    workshop.trial(harmless())
    workshop.trial(harmless())
    stale = replace(harmless(), guard="no such guard stands there")
    with pytest.raises(DoesNotApply):
        workshop.trial(stale)
