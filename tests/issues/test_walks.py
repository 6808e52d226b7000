"""Whatever is done in whatever order, the table decides, days do not go back, and the database agrees (T3)."""

import random
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from enterprises.issue_course import ACTS, TABLE
from enterprises.models import Issue
from officers.actor import Actor
from officers.models import StaleRecord
from tests.factories import at, raise_issue

START = date(2021, 3, 1)
STEPS = [code for code, act in ACTS.items() if act.kind]


def walk(cast, seed):
    """Fourteen acts chosen at random, allowed or not, each a day or so later; sometimes one is taken back."""
    dice = random.Random(seed)
    issue = raise_issue(cast.enterprise, f"W{seed}", START, "诉求", level=dice.choice(["general", "major"]))
    other = raise_issue(cast.enterprise, f"X{seed}", START, "同一件事")
    actor, day = Actor("温以宁", at(2021, 9, 1)), START
    for _ in range(14):
        code = dice.choice([*STEPS, "void-step"])
        steps = issue.standing_steps()
        state = issue.state_after(steps)
        day += timedelta(days=dice.choice([-1, 0, 1, 3]))
        last = max([START, *(step.on for step in steps)])
        if code == "void-step":
            yield issue, bool(steps), tried(issue.void_step, actor, issue.version, "记错")
        else:
            allowed = code in TABLE[state] and day >= last
            into = other if code == "merge" else None
            yield issue, allowed, tried(issue.take_step, actor, issue.version, code, day, "原因", into)
        issue = Issue.objects.get(pk=issue.pk)


def tried(act, *given):
    try:
        act(*given)
    except (ValidationError, StaleRecord):
        return False
    return True


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(8))
def test_only_what_the_table_allows_happens_and_both_sides_read_the_same_state(cast, seed):
    for issue, allowed, done in walk(cast, seed):
        assert done == allowed
        steps = issue.standing_steps()
        assert Issue.objects.with_state().get(pk=issue.pk).state == issue.state_after(steps)
        days = [step.on for step in steps]
        assert days == sorted(days)
        sequences = list(issue.steps.order_by("sequence").values_list("sequence", flat=True))
        assert sequences == list(range(1, len(sequences) + 1))
