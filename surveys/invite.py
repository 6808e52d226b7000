"""发布: the round is opened and the firms it asks get their invitations, in one transaction."""

import hashlib
import secrets
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet

from enterprises.models import Enterprise
from officers.actor import Actor
from officers.models import LogEntry, StaleRecord

from .models import ASPECTS, Invitation, Survey


def audience(survey: Survey) -> QuerySet[Enterprise]:
    """The firms that the round may ask: those paired on its closing day, as far as that is known now (J5); of a list
    those of the list that are."""
    paired = Enterprise.objects.filter(district=survey.district).paired_on(survey.closes_on)
    if survey.audience == Survey.Audience.LIST:
        paired = paired.filter(pk__in=survey.listed.values("pk"))
    return paired.order_by("credit_code")


def draw(codes: Sequence[str], size: int, seed: str) -> list[str]:
    """`size` of the codes, by lot: those with the smallest SHA-256 of seed and code. Anybody can draw them again."""
    return sorted(sorted(codes, key=lambda code: lot(code, seed))[:size])


def lot(code: str, seed: str) -> str:
    """What decides over one code: SHA-256 of seed and code, in hexadecimal digits."""
    return hashlib.sha256(f"{seed}:{code}".encode()).hexdigest()


def publish(survey: Survey, actor: Actor, version: int) -> int:
    """Publish a draft as it was shown in `version`: draw the sample, invite. Returns the number of firms asked.

    Raises StaleRecord when somebody was faster, ValidationError with a sentence when something is missing.
    """
    with transaction.atomic():
        standing = Survey.objects.select_for_update().get(pk=survey.pk)
        if standing.version != version or standing.published_at is not None:
            raise StaleRecord(standing)
        _require_complete(standing, actor)
        firms, lots = _asked(standing)
        if not firms:
            raise ValidationError("截止日没有结对企业可以调查，不能发布")
        standing.change(
            actor, version, action="发布满意度调查", note=f"邀请{len(firms)}家企业",
            published_at=actor.at, published_by=actor.user, **lots,
        )  # fmt: skip
        Invitation.objects.bulk_create(
            Invitation(district=standing.district, survey=standing, enterprise=firm, place=place)
            for place, firm in enumerate(firms, start=1)
        )
    return len(firms)


def _require_complete(survey: Survey, actor: Actor) -> None:
    asked = list(survey.questions.all())
    if not asked:
        raise ValidationError("还没有题目，不能发布")
    if survey.is_confidential and {question.aspect for question in asked} < {*ASPECTS}:
        raise ValidationError(f"计入考核的调查须有五个方面的题目：{'、'.join(ASPECTS)}")
    if survey.opens_at is None or survey.closes_at is None or survey.closes_at <= survey.opens_at:
        raise ValidationError("须写明开始和截止时间，截止在开始之后")
    if survey.closes_at <= actor.at:
        raise ValidationError("截止时间已过，请先改截止时间")


def _asked(survey: Survey) -> tuple[list[Enterprise], dict[str, object]]:
    """The firms of the round, and what is kept of drawing them."""
    may_be = {firm.credit_code: firm for firm in audience(survey)}
    if survey.audience != Survey.Audience.SAMPLE:
        return [*may_be.values()], {}
    seed, pool = secrets.token_hex(16), sorted(may_be)
    drawn = draw(pool, survey.sample_size or 0, seed)
    return [may_be[code] for code in drawn], {"sample_seed": seed, "sample_pool": pool}


def reissue(invitation: Invitation, actor: Actor, reason: str) -> Invitation:
    """Give the firm a new link; the former one is worthless at once. The firm counts as not reached again.

    Raises ValidationError when it has answered or is withdrawn, or somebody else was faster.
    """
    with transaction.atomic():
        changed = Invitation.objects.open().filter(pk=invitation.pk, generation=invitation.generation)
        if not changed.update(
            generation=invitation.generation + 1, delivered_at=None, delivered_by="", started_at=None
        ):  # fmt: skip
            raise ValidationError("这家企业已提交、已撤回，或链接刚被别人更换，没有更换")
        invitation.refresh_from_db()
        LogEntry.write(actor, "更换调查链接", record=invitation, note=f"{invitation.enterprise}：{reason}")
    return invitation
