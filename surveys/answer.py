"""作答: an answer is taken once, whoever taps how often; what is kept of it is what the page promised."""

import secrets
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db import transaction
from django.db.models import F

from officers.actor import Actor
from officers.models import LogEntry
from officers.workdays import day_start, local_day

from . import links
from .models import Answer, Invitation, Question, Remark, Response, Survey, Tally, Trace

RECEIPT_DIGITS = "23456789"


class NotTaken(Exception):
    """The answer is not taken; the message is a sentence for the firm."""


class AlreadyAnswered(NotTaken):
    """The firm has answered already."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a firm says, checked by the form: chosen answers and texts by question, and what it asks for."""

    chosen: Mapping[Question, str]
    texts: Mapping[Question, str] = field(default_factory=dict)
    remark: str = ""
    #: whether the remark may be dealt with under the firm's name
    named: bool = False
    wants_call_back: bool = False


@dataclass(frozen=True, slots=True)
class Footprint:
    """From where the answer came, in the clear; only salted hashes of it are kept, and those until closing."""

    address: str
    device: str


def start(invitation: Invitation, at: datetime) -> None:
    """开始填写: note that the link has reached the firm; of an anonymous round the day alone is kept, as a moment would
    tell the order of the answers. Pressed again it changes nothing."""
    if not invitation.survey.is_confidential:
        at = day_start(local_day(at))
    unopened = Invitation.objects.filter(pk=invitation.pk, started_at__isnull=True)
    if unopened.update(started_at=at) and invitation.delivered_at is None:
        Invitation.objects.filter(pk=invitation.pk, delivered_at__isnull=True).update(
            delivered_at=at, delivered_by=Invitation.Way.OPENED
        )


def submit(invitation: Invitation, reply: Reply, footprint: Footprint | None, actor: Actor,
           channel: str = Response.Channel.LINK, told_at: datetime | None = None) -> Invitation:  # fmt: skip
    """Take the answer of an invitation. `actor.at` is when the request arrived: an answer begun before closing and
    sent in time is in time. `told_at` is when a firm gave on the telephone what is confirmed now; it dates the answer
    and keeps nothing open longer. Returns the invitation with its receipt.

    Raises AlreadyAnswered, or NotTaken when the round is not open or the link was replaced meanwhile.
    """
    survey = invitation.survey
    given_at = _given_at(survey, actor.at, channel, told_at)
    if actor.at < survey.opens_at:
        raise NotTaken("调查还没有开始。")
    if actor.at >= survey.closes_at:
        raise NotTaken("调查已经截止，这份答卷没有收下。")
    with transaction.atomic():
        _claim(invitation, reply, given_at)
        if survey.is_confidential:
            _keep_marks(invitation, reply, actor, channel, given_at)
        else:
            # the day alone, as `start` keeps it: the firm was promised that no time is
            LogEntry.write(replace(actor, at=day_start(local_day(actor.at))), "收到匿名答卷", record=survey)
        _count(invitation, reply)
        _keep_texts(invitation, reply)
        if footprint is not None:
            _keep_trace(invitation, footprint, actor.at)
    return invitation


def _given_at(survey: Survey, at: datetime, channel: str, told_at: datetime | None) -> datetime:
    """What dates the answer: the request, and on the telephone alone the call before it. ValueError for our faults."""
    if (told_at is not None) != (channel == Response.Channel.TELEPHONE):
        raise ValueError("only an answer by telephone is dated by its call")
    if told_at is None:
        return at
    if not survey.opens_at <= told_at <= at:
        raise ValueError("the call lies between opening and now")
    return told_at


def _claim(invitation: Invitation, reply: Reply, at: datetime) -> None:
    """The one UPDATE that decides which of many answers is the one."""
    receipt = "".join(secrets.choice(RECEIPT_DIGITS) for _ in range(8))
    kept = at if invitation.survey.is_confidential else None
    open_still = Invitation.objects.open().filter(pk=invitation.pk, generation=invitation.generation)
    if not open_still.update(submitted=True, submitted_at=kept, receipt=receipt, wants_call_back=reply.wants_call_back):
        invitation.refresh_from_db()
        if invitation.submitted:
            raise AlreadyAnswered("您已经提交过，不用再填。")
        raise NotTaken("链接已经更换，请用新的链接填写。")
    invitation.refresh_from_db()


def _keep_marks(invitation: Invitation, reply: Reply, actor: Actor, channel: str, given_at: datetime) -> None:
    response = Response(
        district_id=invitation.district_id, survey=invitation.survey, enterprise_id=invitation.enterprise_id,
        submitted_at=given_at, channel=channel,
    ).enter(actor)  # fmt: skip
    Answer.objects.bulk_create(
        Answer(district_id=response.district_id, response=response, question=question, choice=choice)
        for question, choice in reply.chosen.items()
        if question.aspect
    )


def _count(invitation: Invitation, reply: Reply) -> None:
    """What does not score is only counted: nobody needs to know which firm said it."""
    scored = invitation.survey.is_confidential
    counted = Counter(
        (question.pk, choice) for question, choice in reply.chosen.items() if not (scored and question.aspect)
    )
    for question, choice in sorted(counted):  # in one order, so that two answers never wait for each other
        rows = Tally.objects.filter(question_id=question, choice=choice)
        if not rows.update(count=F("count") + 1):
            Tally.objects.bulk_create(
                [Tally(district_id=invitation.district_id, question_id=question, choice=choice)], ignore_conflicts=True
            )
            rows.update(count=F("count") + 1)


def _keep_texts(invitation: Invitation, reply: Reply) -> None:
    texts = [(question, text, None) for question, text in reply.texts.items()]
    texts.append((None, reply.remark, invitation.enterprise_id if reply.named else None))
    Remark.objects.bulk_create(
        Remark(
            district_id=invitation.district_id, survey=invitation.survey, question=question, text=text,
            enterprise_id=firm,
        )
        for question, text, firm in texts
        if text
    )  # fmt: skip


def _keep_trace(invitation: Invitation, footprint: Footprint, at: datetime) -> None:
    survey = invitation.survey_id
    Trace.objects.create(
        invitation=invitation, at=at,
        address=links.salted(survey, "address", footprint.address),
        device=links.salted(survey, "device", footprint.device),
    )  # fmt: skip
