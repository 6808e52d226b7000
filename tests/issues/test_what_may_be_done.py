"""State × act × role: what the table allows is done, everything else is refused, on the page as in the table (T3)."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from enterprises.issue_course import ACTS, EITHER, KEEPER, OFFICE, STATES, TABLE, ever, may, refusal, state_of
from enterprises.models import Issue, IssueStep
from officers.actor import Actor
from officers.models import LogEntry, StaleRecord
from tests.factories import at, raise_issue

DAY = date(2021, 9, 17)
#: state → (class when raised, steps that lead there)
WAYS = {
    "general": ("general", ()),
    "major": ("general", (("reclassified", DAY),)),
    "handed": ("major", (("escalated", DAY),)),
    "closed": ("general", (("closed", DAY),)),
    "ended": ("general", (("withdrawn", DAY),)),
    "void": ("general", ()),
}
#: what a person is to the issue
PEOPLE = {
    "officer": KEEPER,
    "deputy": KEEPER,
    "liaison": KEEPER,
    "director": OFFICE,
    "staff": OFFICE,
    "leader": None,
}
#: written out by hand: whoever changes the table changes it here too
BY_HAND = {
    ("general", "close"): {"keeper", "office"},
    ("general", "reclassify"): {"office"},
    ("general", "withdraw"): {"keeper", "office"},
    ("general", "merge"): {"office"},
    ("major", "escalate"): {"keeper", "office"},
    ("major", "withdraw"): {"keeper", "office"},
    ("major", "merge"): {"office"},
    ("handed", "close"): {"office"},
    ("handed", "withdraw"): {"office"},
    ("handed", "merge"): {"office"},
    ("closed", "reopen"): {"office"},
    **{
        (state, code): {"office"}
        for state in ("general", "major", "handed", "closed", "ended")
        for code in ("void-step", "correct", "void")
    },
}


def issue_in(cast, state, code="W1", enterprise=None):
    level, steps = WAYS[state]
    issue = raise_issue(enterprise or cast.enterprise, code, DAY, "用电增容申请受阻", *steps, level=level)
    if state == "void":
        issue.void(Actor("温以宁", at(2021, 9, 18), user=cast.users["staff"]), 1, "重复登记")
    return issue


def filled(cast, issue, code):
    """What the form of the act asks for."""
    form = {"version": issue.version, "on": "2021-09-18", "words": "供电公司已受理"}
    if code == "merge":
        other = issue.enterprise.issue_set.filter(code="W2").first() or issue_in(cast, "general", "W2")
        form["into"] = other.pk
    if code == "correct":
        form |= {"raised_on": "2021-09-16", "first_level": "general", "nature": "用电", "content": "增容"}
    return form


def test_the_table_says_what_was_agreed():
    said = {(state, code): set(roles) for state, acts in TABLE.items() for code, roles in acts.items()}
    assert said == BY_HAND
    assert set(TABLE) == set(STATES) == set(WAYS)
    assert {code for _, code in BY_HAND} == set(ACTS)


@pytest.mark.django_db
@pytest.mark.parametrize("state", STATES)
def test_steps_lead_to_the_state_in_python_and_in_the_database(cast, state):
    issue = issue_in(cast, state)
    assert issue.state_after(issue.standing_steps()) == state
    assert Issue.objects.with_state().get(pk=issue.pk).state == state


@pytest.mark.django_db
@pytest.mark.parametrize("code", ACTS)
@pytest.mark.parametrize("state", STATES)
def test_every_triple_is_answered_as_the_table_says(cast, state, code):
    issue = issue_in(cast, state)
    if state in ("general", "void"):
        IssueStep.objects.create(
            district=cast.district, issue=issue, sequence=9, kind="reopened", on=DAY, entered_at=at(2021, 9, 17)
        )
    path, form = f"/issues/{issue.pk}/{code}/", filled(cast, issue, code)
    for person, role in PEOPLE.items():
        roles = frozenset({role} if role else ())
        before = (LogEntry.objects.count(), issue.steps.count(), Issue.objects.get(pk=issue.pk).version)
        answer = answered(cast, person, path, form)
        after = (LogEntry.objects.count(), issue.steps.count(), Issue.objects.get(pk=issue.pk).version)
        assert answer == expected(state, code, roles), (person, answer)
        assert before == after, "nothing of the trial may stay"


def answered(cast, person, path, form):
    """The status of the act; whatever it did is undone."""
    with transaction.atomic():
        status = cast.client(person).post(path, form).status_code
        if status != 302:
            return status
        transaction.set_rollback(True)
    return status


def expected(state, code, roles):
    if not ever(code, roles):
        return 403
    return 302 if may(state, code, roles) else 409


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "code"), [(s, c) for s in STATES for c in ACTS if ACTS[c].kind and c not in TABLE[s]]
)
def test_the_record_refuses_a_step_even_when_no_page_asks(cast, state, code):
    issue = issue_in(cast, state)
    into = issue_in(cast, "general", "W2") if code == "merge" else None
    with pytest.raises((ValidationError, StaleRecord), match=r"不能|先|刚被"):
        issue.take_step(Actor("温以宁", at(2021, 9, 20)), issue.version, code, DAY, "原因", into)
    assert not issue.steps.filter(kind=ACTS[code].kind, note="原因").exists()


def test_each_refusal_is_a_sentence():
    for state in STATES:
        for code in ACTS:
            assert refusal(state, code).endswith("。")


def test_reopening_wakes_an_issue_again():
    assert state_of("general", ["closed", "reopened"]) == "general"
    assert state_of("major", ["escalated", "closed", "reopened"]) == "handed"
    assert state_of("general", ["closed", "reopened", "closed"]) == "closed"
    assert {"keeper", "office"} == EITHER
