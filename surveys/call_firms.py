"""回访: whom to call, drawn by lot or one by one, and the list for whoever makes the calls."""

import secrets
from collections.abc import Iterable
from io import BytesIO

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from officers import permissions
from officers.actor import Actor
from officers.models import LogEntry, StaleRecord
from officers.workbook.listing import listing

from .impartial import require_impartial, require_keeper
from .invite import draw
from .models import CallBack, CallBackDraw, Flag, Invitation, Survey

COLUMNS = {
    "编号": 10,
    "企业": 30,
    "联系人": 14,
    "联系电话": 18,
    "问题一：这份问卷是不是贵单位自己填的（是／不是）": 24,
    "问题二：对首席服务官的服务满意吗（满意／不满意）": 24,
    "没有接通的，打过几次": 16,
    "备注": 30,
}
Why = CallBack.Why
OTHERS_DRAW = "您登记为首席服务官或分包人，抽取范围会透露您服务的企业答了没有，请由办公室其他人抽取。"


def drawable(survey: Survey) -> QuerySet[Invitation]:
    """Those that have answered and were not drawn with this answer before."""
    drawn = CallBack.objects.about_what_stands().filter(invitation=OuterRef("pk"), why=Why.DRAWN)
    return survey.invitations.standing().filter(~Exists(drawn), submitted=True)


def asked_for(survey: Survey) -> QuerySet[Invitation]:
    """Firms that asked for a call with their answer and have had none since."""
    calls = CallBack.objects.about_what_stands().filter(invitation=OuterRef("pk"), why=Why.ASKED)
    called = calls.exclude(outcome__in=CallBack.WAITING)
    return survey.invitations.standing().filter(~Exists(called), submitted=True, wants_call_back=True)


def draw_firms(survey: Survey, actor: Actor, size: int, drawn_before: int) -> CallBackDraw:
    """Draw firms to be called back, by lot, as long as there were `drawn_before` draws: a second press draws nothing.

    Raises PermissionDenied, also for who is registered as serving firms, as the pool tells how many of these have
    answered; StaleRecord; ValidationError when fewer have answered.
    """
    require_keeper(actor.user, survey.district)
    if permissions.serves(actor.user):
        raise PermissionDenied(OTHERS_DRAW)
    with transaction.atomic():
        Survey.objects.select_for_update(no_key=True).get(pk=survey.pk)
        if survey.draws.count() != drawn_before:
            raise StaleRecord(survey)
        by_code = {each.enterprise.credit_code: each for each in drawable(survey).select_related("enterprise")}
        if not 0 < size <= len(by_code):
            raise ValidationError(f"现在可以抽取的有{len(by_code)}家")
        pool, seed = sorted(by_code), secrets.token_hex(16)
        made = CallBackDraw(
            district_id=survey.district_id, survey=survey, seed=seed, pool=pool, size=size, drawn_at=actor.at,
            drawn_by=actor.user,
        ).begin(actor, "抽取回访企业", note=f"从{len(pool)}家中抽取{size}家")  # fmt: skip
        CallBack.objects.bulk_create(
            CallBack(
                district_id=survey.district_id, survey=survey, invitation=by_code[code], why=Why.DRAWN, draw=made
            )
            for code in draw(pool, size, seed)
        )  # fmt: skip
    return made


def call(invitation: Invitation, actor: Actor, heard: dict, flag: Flag | None = None) -> CallBack:
    """Write down a call to a firm that asked for one, or about a flag. Raises PermissionDenied, IntegrityError."""
    require_impartial(actor.user, invitation, actor.at)
    why = Why.FLAGGED if flag else Why.ASKED
    with transaction.atomic():
        made = CallBack(
            district_id=invitation.district_id, survey=invitation.survey, invitation=invitation, why=why, flag=flag
        ).begin(actor, "登记回访", note=str(invitation.enterprise))  # fmt: skip
        return made.record(actor, made.version, heard)


def hear(call_back: CallBack, actor: Actor, version: int, heard: dict) -> CallBack:
    """Write down how a call went that was due. Raises PermissionDenied, StaleRecord, ValidationError."""
    require_impartial(actor.user, call_back.invitation, actor.at)
    return call_back.record(actor, version, heard)


def call_list(survey: Survey, waiting: Iterable[CallBack], actor: Actor) -> BytesIO:
    """The drawn firms still to be called, as an Excel file in memory; the log says that it was taken."""
    require_keeper(actor.user, survey.district)
    rows = [
        [one.pk, firm.name, firm.contact, firm.phone, "", "", "", ""]
        for one in waiting
        for firm in (one.invitation.enterprise,)
    ]
    book = listing("回访名单", COLUMNS, rows)
    LogEntry.write(actor, "导出回访名单", record=survey, note=f"{len(rows)}家")
    return book
