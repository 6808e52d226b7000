"""The pages of ledgers use the regulation's figures; the assessment the scheme's. They are the same."""

from assessment import schemes
from enterprises import ledger_times
from enterprises.confirm_week import week_grid
from officers.periods import DueRule
from officers.workdays import Calendar

SCHEME = schemes.load("jiaozuo-officers@2020.1")


def test_the_due_day_and_the_day_the_regulation_began():
    due = SCHEME.duties["monthly_ledger"].due
    assert DueRule(due.day_of_next_month, due.inclusive, due.roll) == ledger_times.DUE
    assert SCHEME.effective_from == ledger_times.IN_FORCE_FROM


def test_months_and_weeks_are_owed_by_whoever_serves_all_their_working_days():
    for name in ("monthly_ledger", "weekly_visit"):
        assert SCHEME.duties[name].min_coverage == 1
    assert ledger_times.ledger_grid(2021, Calendar()).kind == SCHEME.duties["monthly_ledger"].every
    assert week_grid(2021, Calendar()).kind == SCHEME.duties["weekly_visit"].every
