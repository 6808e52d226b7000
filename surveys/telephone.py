"""电话答复: one person records what a firm says, another asks it once more; only what agrees becomes its answer."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F

from officers.actor import Actor
from officers.models import StaleRecord

from .answer import AlreadyAnswered, NotTaken, Reply, submit
from .impartial import require_impartial
from .models import Invitation, Response, Survey, TelephoneReply

ANOTHER_PERSON = "这份电话答复是您记录的，须由办公室另一人复核。"
State = TelephoneReply.State


@dataclass(frozen=True, slots=True)
class Heard:
    """What the second person hears: each ticked answer, and of words only that the firm said some, so that nobody reads
    them beside its name."""

    chosen: Mapping[int, str]
    #: the questions answered in words
    worded: frozenset[int]
    remark: bool
    named: bool
    wants_call_back: bool

    @classmethod
    def of(cls, reply: Reply) -> "Heard":
        """What of a whole reply is asked once more."""
        return cls(
            chosen={question.pk: choice for question, choice in reply.chosen.items()},
            worded=frozenset(question.pk for question, text in reply.texts.items() if text),
            remark=bool(reply.remark), named=reply.named, wants_call_back=reply.wants_call_back,
        )  # fmt: skip


def record(invitation: Invitation, reply: Reply, spoke_with: str, told_at: datetime, actor: Actor) -> TelephoneReply:
    """Keep what a firm said until another person has called it too.

    Raises PermissionDenied for those who serve the firm, ValidationError when the round takes no answer by telephone,
    the firm has answered, or another reply of it waits.
    """
    require_impartial(actor.user, invitation, actor.at)
    survey = invitation.survey
    if not survey.is_confidential:
        raise ValidationError("匿名调查不收电话答复：电话里说的，总有人知道是谁说的")
    if survey.stage(actor.at) != Survey.Stage.OPEN:
        raise ValidationError("只有调查进行中才能记录电话答复")
    if not survey.opens_at <= told_at <= actor.at:
        raise ValidationError("通话时间须在调查开始以后、现在以前")
    if not Invitation.objects.open().filter(pk=invitation.pk).exists():
        raise ValidationError("这家企业已经提交，或者邀请已撤回，不用再记")
    kept = TelephoneReply(
        district_id=invitation.district_id, invitation=invitation, body=pack(reply), spoke_with=spoke_with,
        told_at=told_at, recorded_by=actor.user, recorded_at=actor.at,
    )  # fmt: skip
    return kept.begin(actor, "记录电话答复", note=str(invitation.enterprise))


def confirm(kept: TelephoneReply, actor: Actor, version: int, again: Heard) -> TelephoneReply:
    """Take the reply as the firm's answer, dated when it gave it. `again` is what the firm said to the second person,
    who has not seen the first reply: the whole of it must agree.

    A firm that has answered by itself meanwhile is left with that answer. Raises PermissionDenied, StaleRecord when it
    was decided meanwhile, ValidationError when the two differ or the round is over.
    """
    _require_another(kept, actor)
    reply = _standing(kept, version, kept.invitation.survey)
    if again != Heard.of(reply):
        raise ValidationError("与第一次记录的不一致。请再问一遍；仍不一致的，点“不予计入”，重新记录")
    try:
        with transaction.atomic():
            _decide(kept, actor, version, State.CONFIRMED)
            _submit(kept, reply, actor)
    except NotTaken as refused:
        kept.refresh_from_db()  # nothing was decided, and nobody shall be told so
        raise ValidationError(str(refused)) from refused
    return kept


def reject(kept: TelephoneReply, actor: Actor, version: int, reason: str) -> TelephoneReply:
    """Throw the reply away, with a reason. Raises PermissionDenied, StaleRecord."""
    _require_another(kept, actor)
    _standing(kept, version, kept.invitation.survey)
    return _decide(kept, actor, version, State.REJECTED, reason)


def lapse(survey: Survey, at: datetime) -> int:
    """Throw away what nobody has confirmed before closing. Returns how many replies that were."""
    left = TelephoneReply.objects.pending().filter(invitation__survey=survey)
    said = "截止前没有经另一人复核"
    # the version rises, so that who confirms at this moment finds it gone
    return left.update(state=State.LAPSED, body="", decided_at=at, reason=said, version=F("version") + 1)


def pack(reply: Reply) -> str:
    """The reply as JSON."""
    return json.dumps(
        {
            "chosen": {str(question.pk): choice for question, choice in reply.chosen.items()},
            "texts": {str(question.pk): text for question, text in reply.texts.items()},
            "remark": reply.remark, "named": reply.named, "wants_call_back": reply.wants_call_back,
        },
        ensure_ascii=False,
    )  # fmt: skip


def unpack(survey: Survey, body: str) -> Reply:
    """The reply that `pack` wrote."""
    said, questions = json.loads(body), {str(question.pk): question for question in survey.questions.all()}
    return Reply(
        chosen={questions[pk]: choice for pk, choice in said["chosen"].items()},
        texts={questions[pk]: text for pk, text in said["texts"].items()},
        remark=said["remark"], named=said["named"], wants_call_back=said["wants_call_back"],
    )  # fmt: skip


def _require_another(kept: TelephoneReply, actor: Actor) -> None:
    require_impartial(actor.user, kept.invitation, actor.at)
    if actor.user.pk == kept.recorded_by_id:
        raise PermissionDenied(ANOTHER_PERSON)


def _standing(kept: TelephoneReply, version: int, survey: Survey) -> Reply:
    if kept.state != State.PENDING or kept.version != version:
        raise StaleRecord(kept)
    return unpack(survey, kept.body)


def _submit(kept: TelephoneReply, reply: Reply, actor: Actor) -> None:
    try:
        submit(kept.invitation, reply, None, actor, channel=Response.Channel.TELEPHONE, told_at=kept.told_at)
    except AlreadyAnswered:
        said = "企业已在网上提交，以网上的为准"
        kept.change(actor, kept.version, "电话答复不再需要", {"state": State.OVERTAKEN, "reason": said})


def _decide(kept: TelephoneReply, actor: Actor, version: int, state: str, reason: str = "") -> TelephoneReply:
    changes = {"state": state, "body": "", "reason": reason, "decided_by": actor.user, "decided_at": actor.at}
    action = "复核电话答复" if state == State.CONFIRMED else "不计入电话答复"
    return kept.change(actor, version, action, changes, note=str(kept.invitation.enterprise))
