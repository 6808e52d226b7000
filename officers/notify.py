"""Reminders: what is owed becomes rows, once; then each channel carries them out, one message a person and day.

Making and sending are two steps. What a beat, a repeated message or a worker that died leaves behind is rows that say
how far it came; whoever looks next goes on from there.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction

from .channels import CHANNELS, MayHaveLeft, Message, NotSent, configured
from .models import Channel, Delivery, District, Notification, ReminderChoice, ReminderRound, Role
from .workdays import SHANGHAI, Calendar, local_day

logger = logging.getLogger(__name__)

SENT_AT_ONCE = 100
#: a round of sending begins no message after so long; the next look goes on. A server that lets everybody wait must not
#: take up the workers of everything else.
A_ROUND = timedelta(seconds=15)
OVERDUE = "当天没有送出，过后不再补发"
BROKEN = "发送时出错，详见运行日志"


@dataclass(frozen=True, slots=True)
class Owed:
    """Something that a person is to be reminded of: by which rule, about what, due when, and where to deal with it."""

    person_id: int
    rule: str
    object_key: str
    due: date
    text: str
    link: str = ""
    link_args: list[Any] = field(default_factory=list)


def is_time(at: datetime, calendar: Calendar) -> bool:
    """Whether people are reminded at this moment: on a working day from nine o'clock on. Who missed that moment makes
    up for it on the same day."""
    return at.astimezone(SHANGHAI).hour >= settings.REMIND_HOUR and calendar.is_workday(local_day(at))


def remind(district: District, owed: Iterable[Owed], at: datetime) -> int | None:
    """Make the day's reminders of a district and the messages that carry them. Returns how many are new, None when
    the day's were made already."""
    day = local_day(at)
    try:
        with transaction.atomic():
            ReminderRound.objects.create(district=district, day=day, made_at=at)
            rows = [
                Notification(
                    person_id=each.person_id, district=district, rule=each.rule, object_key=each.object_key,
                    due=each.due, day=day, text=_cut(each.text), link=each.link, link_args=each.link_args,
                    created_at=at,
                )
                for each in owed
            ]  # fmt: skip
            Notification.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
            made = Notification.objects.filter(district=district, day=day, created_at=at)
            _address(made, day, at)
            return made.count()
    except IntegrityError:
        if ReminderRound.objects.filter(district=district, day=day).exists():
            return None
        raise


def _cut(text: str) -> str:
    longest = Notification._meta.get_field("text").max_length
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def _address(made: Any, day: date, at: datetime) -> None:
    """One message a person and channel, for those who want to hear of something that was made."""
    rules: dict[int, set[str]] = {}
    for person, rule in made.values_list("person_id", "rule").distinct():
        rules.setdefault(person, set()).add(rule)
    choices = {choice.person_id: choice for choice in ReminderChoice.objects.filter(person__in=rules)}
    wanted = [
        Delivery(person_id=person, channel=channel, day=day, not_before=at)
        for channel in configured()
        for person, made_rules in rules.items()
        if made_rules & choices.get(person, ReminderChoice(person_id=person)).rules(channel)
        and CHANNELS[channel].reaches(person, choices.get(person))
    ]
    Delivery.objects.bulk_create(wanted, ignore_conflicts=True, batch_size=500)


def deliver(clock: Any) -> int:
    """Send what waits, and judge what a dead worker left. `clock` is asked before each message. Returns how many
    messages were sent."""
    begun = clock()
    _judge_silent(begun)
    sent = 0
    for delivery in Delivery.objects.to_send(begun).select_related("person")[:SENT_AT_ONCE]:
        if (at := clock()) > begun + A_ROUND:
            break
        if delivery.claim(at):
            sent += _send(delivery, clock)
    return sent


def _judge_silent(at: datetime) -> None:
    """A message that was begun and not ended: a gateway knows it by its key, an e-mail may have left."""
    for delivery in Delivery.objects.silent(at):
        if delivery.channel == Channel.GATEWAY:
            delivery.put_off(at, "发送中断，用同一编号再发")
        else:
            delivery.end(Delivery.State.UNKNOWN, "发送中断，可能已经发出，不再重发")


def _send(delivery: Delivery, clock: Any) -> bool:
    """Send one claimed message and note how it went."""
    state, problem = _outcome(delivery, local_day(clock()))
    if problem:
        logger.warning("delivery %s by %s: %s", delivery.pk, delivery.channel, problem)
    if state == Delivery.State.WAITING:
        delivery.put_off(clock(), problem)
    else:
        delivery.end(state, problem, **({"sent_at": clock()} if state == Delivery.State.SENT else {}))
    return state == Delivery.State.SENT


def _outcome(delivery: Delivery, today: date) -> tuple[str, str]:
    """Send the message. Returns the state it is in then and, where it did not go well, why."""
    state = Delivery.State
    if delivery.day < today:
        return state.FAILED, OVERDUE
    message = _message(delivery)
    if message is None:
        return state.DROPPED, ""
    try:
        CHANNELS[delivery.channel].send(message)
    except NotSent as refusal:
        return (state.FAILED if refusal.for_good else state.WAITING), str(refusal)
    except Exception as doubt:  # whatever it was, the others are to have their messages
        if not isinstance(doubt, MayHaveLeft):
            logger.exception("delivery %s broke off", delivery.pk)
        known = delivery.channel == Channel.GATEWAY  # by its key
        return (state.WAITING if known else state.UNKNOWN), str(doubt) if isinstance(doubt, MayHaveLeft) else BROKEN
    return state.SENT, ""


def _message(delivery: Delivery) -> Message | None:
    """What the message says, as people now want it; None when nothing of it is wanted any more, or the person's any
    more: enterprises are named to those who are officers there."""
    held = [grant for grant in delivery.person.on(delivery.day).active_grants if grant.role == Role.OFFICER]
    choice = ReminderChoice.objects.filter(person=delivery.person).first()
    rules = (choice or ReminderChoice(person=delivery.person)).rules(delivery.channel)
    said = Notification.objects.of(delivery.person).filter(
        day=delivery.day, rule__in=rules, district__in={pk for grant in held for pk in grant.reach}
    )
    lines = [(each.text, each.url) for each in said.order_by("due", "pk")]
    if not lines or not CHANNELS[delivery.channel].reaches(delivery.person_id, choice):
        return None
    return Message(delivery.key, delivery.person, choice.email if choice else "", delivery.day, lines)
