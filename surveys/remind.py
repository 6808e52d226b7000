"""提醒: only who has not answered, by mail or as a list for SMS; whom and when, `patience` says."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, F

from officers.actor import Actor
from officers.models import LogEntry

from . import hand_out, letters, patience
from .models import Handout, Invitation, Letter, Rest, Survey


@dataclass(frozen=True, slots=True)
class Outlook:
    """Who may be reminded now, and why others are not: (reason, firms) in the order of `Rest`."""

    refusal: str
    by_mail: int
    by_list: int
    #: may be reminded, but have neither an address nor a telephone of their own
    by_none: int
    resting: list[tuple[str, int]]


def outlook(survey: Survey, at: datetime) -> Outlook:
    """What the page of reminders says. As many queries for many firms as for few."""
    asked, free = survey.invitations.with_rest(at), survey.invitations.remindable(at)
    counts = dict(asked.values_list("rest").annotate(firms=Count("pk")).order_by())
    mailed = {*letters.reachable(free).values_list("pk", flat=True)}
    rows = free.select_related("enterprise").only("survey", "enterprise", "enterprise__phone")
    listed = {row.pk for row in hand_out.with_number(rows, survey)}
    return Outlook(
        refusal=refusal(survey, at),
        by_mail=len(mailed),
        by_list=len(listed),
        by_none=sum(row.pk not in mailed | listed for row in rows),
        resting=[(rest.label, counts[rest]) for rest in Rest if rest in counts],
    )


def refusal(survey: Survey, at: datetime) -> str:
    """Why nobody is reminded at this moment; nothing when they may be."""
    try:
        patience.require_reminding_day(survey, at)
    except ValidationError as refused:
        return refused.message
    return ""


def by_mail(survey: Survey, actor: Actor, shown: int) -> int:
    """Queue reminders for those with an address, whom the page counted as `shown`; before nine o'clock they wait for
    it. Returns how many. Raises Changed, ValidationError with a sentence."""
    letters.require_configured()
    patience.require_reminding_day(survey, actor.at)
    with transaction.atomic():
        patience.one_at_a_time(survey)
        rows = letters.numbered(letters.reachable(survey.invitations.remindable(actor.at)), Letter.Kind.REMINDER)
        patience.require_no_more(rows, shown)
        letters.queue(rows, Letter.Kind.REMINDER, patience.next_time(survey, actor.at))
        LogEntry.write(actor, "发提醒邮件", record=survey, after=hand_out.told(rows))
    return len(rows)


def by_list(survey: Survey, actor: Actor, shown: int) -> list[Invitation]:
    """Count those whom an SMS reaches as reminded and return them for the list. Raises as `by_mail`."""
    patience.require_reminding_day(survey, actor.at)
    with transaction.atomic():
        patience.one_at_a_time(survey)
        free = survey.invitations.remindable(actor.at)
        # who answers meanwhile waits, so that nobody is listed who has answered
        rows = hand_out.with_number(hand_out.listed(free).select_for_update(of=("self",)), survey)
        patience.require_no_more(rows, shown)
        for start in range(0, len(rows), hand_out.AT_ONCE):
            some = Invitation.objects.filter(pk__in=[row.pk for row in rows[start : start + hand_out.AT_ONCE]])
            some.update(reminders=F("reminders") + 1, reminded_at=actor.at)
        hand_out.hand_out(survey, rows, Handout.Kind.REMINDER, actor)
    return rows
