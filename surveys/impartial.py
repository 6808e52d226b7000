"""Who may have a hand in the answers of a firm: people of the office who serve no enterprise, and never this one."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db.models import Q

from enterprises.models import Pairing
from officers import permissions
from officers.workdays import local_day

from .models import Invitation

SERVES_ENTERPRISES = "您同时担任首席服务官、分包人或联络员，不能办理企业的答卷和回访。"
OWN_FIRM = "您是这家企业的首席服务官或分包人，这件事须由办公室的其他人办理。"


def require_impartial(user, invitation: Invitation, at) -> None:
    """Raise PermissionDenied, with a sentence, unless the person may record, confirm, void or decide for this firm."""
    require_keeper(user, invitation.district)
    closes_on = invitation.survey.closes_on
    last = max(local_day(at), closes_on)
    if _served(user, invitation, date(closes_on.year, 1, 1), last):
        raise PermissionDenied(OWN_FIRM)


def require_keeper(user, district) -> None:
    """Raise PermissionDenied unless the person keeps the surveys of the district and has no role in which one serves
    enterprises (T20). Whose role is over stays away from their own firms alone (`require_impartial`)."""
    permissions.require(user, permissions.KEEP_SURVEYS, district)
    if user.holds(*permissions.WRITERS):
        raise PermissionDenied(SERVES_ENTERPRISES)


def _served(user, invitation: Invitation, first: date, last: date) -> bool:
    """Whether the person answered for the firm at any time of the round's year, with or without a role today."""
    own = Q(officer__user_id=user.pk) | Q(deputy__user_id=user.pk)
    own |= Q(officer__acting__stand_in__user_id=user.pk, officer__acting__voided_at__isnull=True)
    pairings = Pairing.objects.in_force_between(first, last)
    return pairings.filter(own, enterprise_id=invitation.enterprise_id).exists()
