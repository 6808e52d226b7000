"""Who stands in which relation to an officer's ledger: a role alone does not say whose ledger it may write."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet

from officers.models import Grant, Officer, Role, User
from officers.permissions import Act

from .models import Pairing, Submission


def officers_for(user: User, first: date, last: date) -> QuerySet[Officer]:
    """The officers at whose ledgers of these days `user` may look: by the officers' own scope, and as deputy of a
    pairing in force then."""
    served = Pairing.objects.visible_to(user).in_force_between(first, last).filter(officer=OuterRef("pk"))
    seen = Officer.objects.visible_to(user)
    return Officer.objects.filter(Q(pk__in=seen.values("pk")) | Q(Exists(served))).select_related("unit", "district")


def officers_of(user: User, first: date, last: date) -> QuerySet[Officer]:
    """The officers for whom `user` writes what is of these days: themselves, those of the liaison's unit, those the
    deputy then stood beside."""
    mine = Q(pk__in=[])
    for grant in user.active_grants:
        if grant.role == Role.OFFICER:
            mine |= Q(user_id=user.pk, district_id__in=grant.reach)
        elif grant.role == Role.LIAISON:
            mine |= Q(unit_id=grant.unit_id, district_id__in=grant.reach)
        elif grant.role == Role.DEPUTY:
            beside = Pairing.objects.owned_by(grant).in_force_between(first, last)
            mine |= Q(pk__in=beside.values("officer_id"), district_id__in=grant.reach)
    return Officer.objects.filter(mine).select_related("unit", "district")


def roles_towards(user: User, officer: Officer, first: date, last: date) -> frozenset[str]:
    """As what `user` may write what is of these days for this officer: officer, liaison, deputy, several of them, or
    none."""
    found = set()
    for grant in user.active_grants:
        if officer.district_id not in grant.reach:
            continue
        if (
            (grant.role == Role.OFFICER and officer.user_id == user.pk)
            or (grant.role == Role.LIAISON and officer.unit_id == grant.unit_id)
            or (grant.role == Role.DEPUTY and _stood_beside(grant, officer, first, last))
        ):
            found.add(grant.role)
    return frozenset(found)


def _stood_beside(grant: Grant, officer: Officer, first: date, last: date) -> bool:
    return Pairing.objects.owned_by(grant).in_force_between(first, last).filter(officer=officer).exists()


def require(act: Act, roles: frozenset[str]) -> None:
    """Raise PermissionDenied, with the act's own sentence, unless one of the `roles` may do it."""
    if not act.roles & roles:
        raise PermissionDenied(act.refusal)


def pairings_shown(user: User, officer: Officer, roles: frozenset[str]) -> QuerySet[Pairing] | None:
    """None where all of the officer's pairings are shown; a mere deputy sees those at which they stand."""
    if roles == {Role.DEPUTY}:
        return Pairing.objects.visible_to(user)
    return None


def months_shown(user: User, officer: Officer, year: int) -> frozenset[int]:
    """The months of a year whose ledgers `user` may write for this officer: a mere deputy has those of the pairings."""
    days = date(year, 1, 1), date(year, 12, 31)
    shown = pairings_shown(user, officer, roles_towards(user, officer, *days))
    if shown is None:
        return frozenset(range(1, 13))
    served = shown.filter(officer=officer).in_force_between(*days)
    return frozenset(month for pairing in served for month in _months_between(pairing, *days))


def _months_between(pairing: Pairing, first: date, last: date) -> range:
    begun, over = max(pairing.starts, first), min(pairing.ends or last, last)
    return range(begun.month, over.month + 1)


def refuse_own(user: User, officer: Officer, submission: Submission) -> None:
    """Nobody accepts or returns their own ledger, nor one they handed in for another."""
    if user.pk in (officer.user_id, submission.submitted_by_id):
        raise PermissionDenied("自己的、自己代报的台账，须由办公室其他人收下或退回。")
