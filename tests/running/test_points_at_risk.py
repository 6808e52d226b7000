"""What the home says a duty costs is what the assessment deducts, once the day has passed and it was not done."""

from decimal import Decimal

import pytest
from django.db import transaction

from assessment.rules.account import Account

from .duties import Year, tasks

pytestmark = pytest.mark.django_db

SEEDS = range(20)


def unweighted(account: Account) -> dict[tuple[str, str | None], Decimal]:
    """The points of each item, of each of its units before they are weighed."""
    found = {}
    for item in account.items:
        units = {line.unit: line.inputs["score"] for line in item.lines if line.unit and "score" in line.inputs}
        found |= {(item.code, unit): points for unit, points in (units or {None: item.points}).items()}
    return found


def accounts(year: Year, task, others):
    """The accounts after the task's last day, with everything else done: the task missed, and done."""
    with transaction.atomic():
        for other in others:
            year.do(other.ahead)
        missed = year.settled(task)
        year.do(task.ahead)
        done = year.settled(task)
        transaction.set_rollback(True)
    return missed, done


def deducted(missed: Account, done: Account) -> dict[str, Decimal]:
    kept, left = unweighted(done), unweighted(missed)
    lost: dict[str, Decimal] = {}
    for key, points in kept.items():
        if points is not None and points != left[key]:
            lost[key[0]] = lost.get(key[0], Decimal(0)) + points - left[key]
    return lost


@pytest.mark.parametrize("seed", [pytest.param(seed, marks=[pytest.mark.long] * bool(seed % 5)) for seed in SEEDS])
def test_each_open_duty_costs_what_was_told(seed):
    year = Year(seed)
    found = [task for task in tasks(year.district, year.today) if not task.ahead.late]
    for task in found:
        lost = deducted(*accounts(year, task, [other for other in found if other is not task]))
        if task.falls:
            assert lost.keys() == task.costs.keys()
            assert all(lost[item] >= points for item, points in task.costs.items()), told_of(year, task)
        else:
            assert lost == task.costs, told_of(year, task)


def told_of(year, task):
    return year.today, task.ahead.kind, task.ahead.due, task.costs


def test_the_dice_reach_every_kind_of_duty_and_every_way_out():
    seen = set()
    for seed in SEEDS:
        with transaction.atomic():
            year = Year(seed)
            for task in tasks(year.district, year.today):
                seen.add((task.ahead.kind, "late" if task.ahead.late else "free" if not task.costs else "costs"))
                seen.add((task.ahead.kind, "sent back" if task.ahead.sent_back else ""))
            transaction.set_rollback(True)
    wanted = {(kind, "costs") for kind in ("visit", "policy_talk", "ledger", "issue")}
    wanted |= {("policy_talk", "free"), ("ledger", "sent back"), ("ledger", "late"), ("issue", "late")}
    assert wanted <= seen
