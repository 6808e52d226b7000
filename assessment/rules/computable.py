"""What the measures can count: the tables that loading a scheme checks against. The rules may not see the measures,
so a test holds the two together; a scheme that asks for more is refused instead of being scored as something else."""

from collections.abc import Mapping
from dataclasses import dataclass

# How a duty can be fulfilled, and for whom: the one period by which that is counted.
FULFILMENTS: Mapping[tuple[str, str], str] = {
    ("visit", "assignment"): "iso_week",
    ("policy_talk", "assignment"): "quarter",
    ("ledger", "subject"): "month",
}
VISITORS = ("officer", "deputy")  # who may fulfil a duty by visiting
DUTY_TAKES = ("due", "met", "missed", "late_or_missed", "rate", "prorated")
LAST_DUE_DAY = 28  # every month has it


@dataclass(frozen=True)
class Event:
    """What can be counted of one kind of event. ``also``: the arguments it must have besides."""

    over: str | None
    takes: tuple[str, ...]
    also: tuple[str, ...]
    where: Mapping[str, tuple[str, ...]]


COUNTS = ("count", "shortfall")
EVENTS: Mapping[str, Event] = {
    "policy_talk": Event("assignment", COUNTS, (), {}),
    "policy_support": Event("assignment", COUNTS, (), {}),
    "honour": Event(
        None,
        ("best",),
        ("group_by", "contest", "rank", "where"),
        {"tier": ("commendation", "title_or_major_support")},
    ),
    "criticism": Event(None, COUNTS, (), {"target": ("officer", "enterprise")}),
}
# The classes of issues, each with the step that stops its clock.
LEVELS: Mapping[str, str] = {"general": "closed", "major": "escalated"}
# What a source's argument may say; where there is one choice, the argument only spells it out.
CHOICES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "duty": {"take": DUTY_TAKES, "round": ("up",)},
    "cases": {"case": ("issue",), "clock": ("working_days",), "level": tuple(LEVELS)},
    "events": {"event": tuple(EVENTS), "group_by": ("work_key",)},
    "survey": {"within": ("mean_of_responses",), "across": ("mean_of_enterprises",)},
    "cohort": {"stat": ("mean",), "take": ("gap_below",), "within": ("group",)},
}
# These find their subjects by pairing: of a unit's they would find another's by chance.
OF_OFFICERS = ("duty", "cases", "events", "survey")
