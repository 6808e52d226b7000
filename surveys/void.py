"""作废和再次邀请: an answer that the firm says is not its own is taken out, and the firm may answer itself."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, F, OuterRef

from officers.actor import Actor
from officers.models import LogEntry

from .impartial import require_impartial
from .models import CallBack, Invitation, Response, Survey, Trace


def answer_of(invitation: Invitation) -> Response | None:
    """The answer that stands for a firm in a confidential round, without what it says."""
    valid = Response.objects.valid().filter(survey=invitation.survey_id, enterprise=invitation.enterprise_id)
    return valid.first()


def void_answer(call_back: CallBack, actor: Actor, version: int, reason: str) -> Response:
    """Take the marks of a firm out of what counts, because it said in this call that it did not give them. What was
    counted or written without the firm's name stays: nothing tells that it was this firm's.

    Raises PermissionDenied for those who serve the firm, StaleRecord, ValidationError when there is nothing to void.
    """
    require_impartial(actor.user, call_back.invitation, actor.at)
    if call_back.is_own is not False:
        raise ValidationError("只有企业说不是本单位所填的答卷才能作废")
    response = answer_of(call_back.invitation)
    # an answer that came after the call is not the one that it was about
    if call_back.voided_response_id or response is None or response.entered_at > call_back.done_at:
        raise ValidationError("这次回访所问的答卷已经作废，或者没有记名的答卷可以作废")
    with transaction.atomic():
        call_back.change(actor, version, "据回访作废答卷", {"voided_response": response}, note=reason)
        response.void(actor, response.version, reason)
    return response


def ask_again(invitation: Invitation, actor: Actor) -> Invitation:
    """Open the invitation of a firm whose answer is void: a new link, and the former one is worthless.

    Raises PermissionDenied for those who serve the firm, ValidationError when the round is over or an answer stands.
    """
    require_impartial(actor.user, invitation, actor.at)
    if invitation.survey.stage(actor.at) != Survey.Stage.OPEN:
        raise ValidationError("调查已经截止，不能再次邀请；要请企业重填，先推后截止时间")
    standing = Response.objects.valid().filter(survey=OuterRef("survey"), enterprise=OuterRef("enterprise"))
    with transaction.atomic():
        taken = Invitation.objects.standing().filter(~Exists(standing), pk=invitation.pk, submitted=True)
        if not invitation.survey.is_confidential or not taken.update(
            submitted=False, submitted_at=None, receipt="", wants_call_back=False, generation=F("generation") + 1,
            delivered_at=None, delivered_by="", started_at=None,
        ):  # fmt: skip
            raise ValidationError("这家企业没有作废的答卷，或者已经再次邀请")
        Trace.objects.filter(invitation=invitation).delete()
        invitation.refresh_from_db()
        LogEntry.write(actor, "再次邀请企业填写", record=invitation, note=str(invitation.enterprise))
    return invitation
