"""A change of the calendar takes effect, with the list of what it moved."""

from typing import Any

from django.db import transaction

from officers.actor import Actor
from officers.models import CalendarChange, WorkDay
from officers.workdays import local_day

from .moved_deadlines import moved_deadlines


def foresee(change: CalendarChange, actor: Actor) -> list[dict[str, Any]]:
    """The deadlines that a pending change would move, as things stand."""
    old = WorkDay.objects.calendar(change.district)
    new = WorkDay.objects.calendar(change.district, change)
    days = [*change.entries, *change.superseded()]
    return moved_deadlines(change.district, old, new, days, local_day(actor.at))


def approve(change: CalendarChange, actor: Actor, version: int) -> CalendarChange:
    """Let a pending change count from now on and keep with it the deadlines that it moved. Returns it.

    Open limits need nothing else: they are derived from the calendar whenever they are read. Raises StaleRecord when
    somebody was faster, IntegrityError when the one who entered it approves it.
    """
    with transaction.atomic():
        return change.approve(actor, version, foresee(change, actor))
