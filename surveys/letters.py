"""邮件: each firm's link to its own address, at most once. Rows are queued, then sent one by one by the beat.

Neither links nor addresses are kept or logged: a mail is written when it is sent, from the row it speaks of.
"""

import logging
from collections.abc import Callable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from enterprises.models import Enterprise
from officers.actor import Actor
from officers.channels import CHANNELS, MayHaveLeft, NotSent, post
from officers.models import Channel, LogEntry, ReminderChoice
from officers.notify import A_ROUND

from . import patience, wording
from .hand_out import told
from .models import Invitation, Letter, Survey

logger = logging.getLogger(__name__)

SENT_AT_ONCE = 100
BROKEN = "发送时出错，可能已经发出，不再重发"
SILENT = "发送中断，可能已经发出，不再重发"


def is_configured() -> bool:
    """Whether this site has a mail server."""
    return CHANNELS[Channel.EMAIL].is_configured()


def require_configured() -> None:
    """Raise ValidationError, with a sentence, on a site without a mail server."""
    if not is_configured():
        raise ValidationError("本系统没有设置邮件服务器，不能发邮件。")


def reachable(invitations: QuerySet[Invitation]) -> QuerySet[Invitation]:
    """Those of firms with an address that is not an account's own: a link is not sent to who is rated (T20)."""
    of_staff = ReminderChoice.objects.exclude(email="").filter(email__iexact=OuterRef("email"))
    firms = Enterprise.objects.exclude(email="").filter(~Exists(of_staff))
    return invitations.filter(enterprise__in=firms)


def to_invite(survey: Survey) -> QuerySet[Invitation]:
    """Whom a mail would bring their link: those with an address, not reached yet and not written to already."""
    written = Letter.objects.standing().filter(invitation=OuterRef("pk"), generation=OuterRef("generation"))
    return reachable(survey.invitations.undelivered()).filter(~Exists(written))


def invite(survey: Survey, actor: Actor, shown: int) -> int:
    """Queue the mails for those whom the page counted as `shown`. Returns how many. Raises Changed, and
    ValidationError with a sentence when the round is not open."""
    require_configured()
    patience.require_open(survey, actor.at)
    with transaction.atomic():
        patience.one_at_a_time(survey)
        rows = numbered(to_invite(survey), Letter.Kind.INVITE)
        patience.require_no_more(rows, shown)
        queue(rows, Letter.Kind.INVITE, actor.at)
        LogEntry.write(actor, "发邀请邮件", record=survey, after=told(rows))
    return len(rows)


def numbered(invitations: QuerySet[Invitation], kind: str) -> list[Invitation]:
    """The rows in order, each with `tried`: how many letters of this kind its present link has had. One query."""
    same = Q(letters__kind=kind, letters__generation=F("generation"))
    return list(invitations.annotate(tried=Count("letters", filter=same)).order_by("place"))


def queue(rows: list[Invitation], kind: str, not_before: datetime) -> None:
    """Letters that wait for the beat; two that queue the same at once queue it once."""
    Letter.objects.bulk_create(
        (
            Letter(
                district_id=row.district_id, invitation=row, generation=row.generation, kind=kind,
                number=row.tried + 1, not_before=not_before,
            )
            for row in rows
        ),
        ignore_conflicts=True, batch_size=500,
    )  # fmt: skip


def deliver(clock: Callable[[], datetime]) -> int:
    """Send what waits, and judge what a dead worker left; `clock` is asked before each. Returns how many left."""
    begun, sent = clock(), 0
    for letter in Letter.objects.silent(begun):
        letter.end(Letter.State.UNKNOWN, SILENT)
    waiting = Letter.objects.to_send(begun).select_related("invitation__survey__district", "invitation__enterprise")
    for letter in waiting[:SENT_AT_ONCE]:
        if (at := clock()) > begun + A_ROUND:
            break
        if letter.claim(at):
            sent += _send(letter, clock)
    return sent


def _send(letter: Letter, clock: Callable[[], datetime]) -> bool:
    """Send one claimed letter and note how it went."""
    at, state = clock(), Letter.State
    letter.invitation.refresh_from_db()
    if problem := _moot(letter, at):
        letter.end(state.DROPPED, problem)
        return False
    if letter.kind == Letter.Kind.REMINDER:
        later = patience.next_time(letter.invitation.survey, at)
        if later > at:
            letter.end(state.WAITING, not_before=later)
            return False
        if not patience.count(letter.invitation, at):
            letter.end(state.DROPPED, "刚刚提醒过，或已提醒满次数")
            return False
    try:
        post(_mail(letter))
    except NotSent as refusal:
        _not_sent(letter, refusal, clock())
    except Exception as doubt:  # whatever it was, the others are to have their mails
        # its words may quote the mail, and with it the link: they are not logged
        logger.error("letter %s: %s", letter.pk, type(doubt).__name__)
        letter.end(state.UNKNOWN, str(doubt) if isinstance(doubt, MayHaveLeft) else BROKEN)
    else:
        _sent(letter, clock())
        return True
    return False


def _moot(letter: Letter, at: datetime) -> str:
    """Why the letter is not to be sent any more; nothing when it is."""
    invitation = letter.invitation
    if invitation.survey.stage(at) != Survey.Stage.OPEN:
        return "调查已截止"
    if invitation.withdrawn_at:
        return "邀请已撤回"
    if invitation.submitted:
        return "企业已提交"
    if invitation.generation != letter.generation:
        return "链接已更换"
    if not reachable(Invitation.objects.filter(pk=invitation.pk)).exists():
        return "企业没有邮箱，或邮箱是系统内人员的"
    return ""


def _mail(letter: Letter) -> EmailMessage:
    invitation = letter.invitation
    again = letter.kind == Letter.Kind.REMINDER
    subject, body = wording.mail(invitation, invitation.survey.questions.count(), again)
    return EmailMessage(subject, body, to=[invitation.enterprise.email])


def _not_sent(letter: Letter, refusal: NotSent, at: datetime) -> None:
    """It certainly did not leave: a reminder that was none does not count."""
    logger.warning("letter %s: %s", letter.pk, refusal)
    with transaction.atomic():
        said = str(refusal)
        mine = letter.end(Letter.State.FAILED, said) if refusal.for_good else letter.put_off(at, said)
        if mine and letter.kind == Letter.Kind.REMINDER:
            patience.take_back(letter.invitation)


def _sent(letter: Letter, at: datetime) -> None:
    """The mail server has it: the link has reached the firm, unless it was replaced while the mail was leaving."""
    with transaction.atomic():
        letter.end(Letter.State.SENT, sent_at=at)
        reached = Invitation.objects.filter(
            pk=letter.invitation_id, generation=letter.generation, delivered_at__isnull=True
        )
        reached.update(delivered_at=at, delivered_by=Invitation.Way.EMAIL)
