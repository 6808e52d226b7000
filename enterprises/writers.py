"""Who stands in which relation to an officer's ledger: a role alone does not say whose ledger it may write."""

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet

from officers.models import Officer, Role, User
from officers.permissions import Act

from .models import Pairing, Submission


def officers_for(user: User) -> QuerySet[Officer]:
    """The officers whose ledgers `user` may look at: by the officers' own scope, and as deputy of a pairing."""
    served = Pairing.objects.visible_to(user).filter(officer=OuterRef("pk"))
    seen = Officer.objects.visible_to(user)
    return Officer.objects.filter(Q(pk__in=seen.values("pk")) | Q(Exists(served))).select_related("unit", "district")


def officers_of(user: User) -> QuerySet[Officer]:
    """The officers for whom `user` writes: themselves, those of the liaison's unit, those the deputy stands beside."""
    mine = Q(pk__in=[])
    for grant in user.active_grants:
        if grant.role == Role.OFFICER:
            mine |= Q(user_id=user.pk, district_id__in=grant.reach)
        elif grant.role == Role.LIAISON:
            mine |= Q(unit_id=grant.unit_id, district_id__in=grant.reach)
        elif grant.role == Role.DEPUTY:
            mine |= Q(pk__in=Pairing.objects.owned_by(grant).values("officer_id"), district_id__in=grant.reach)
    return Officer.objects.filter(mine).select_related("unit", "district")


def roles_towards(user: User, officer: Officer) -> frozenset[str]:
    """As what `user` may write for this officer: officer, liaison, deputy, several of them, or none."""
    found = set()
    for grant in user.active_grants:
        if officer.district_id not in grant.reach:
            continue
        if (
            (grant.role == Role.OFFICER and officer.user_id == user.pk)
            or (grant.role == Role.LIAISON and officer.unit_id == grant.unit_id)
            or (grant.role == Role.DEPUTY and Pairing.objects.owned_by(grant).filter(officer=officer).exists())
        ):
            found.add(grant.role)
    return frozenset(found)


def require(user: User, act: Act, officer: Officer) -> None:
    """Raise PermissionDenied, with the act's own sentence, unless `user` may do it for this officer."""
    if not act.roles & roles_towards(user, officer):
        raise PermissionDenied(act.refusal)


def pairings_shown(user: User, officer: Officer, roles: frozenset[str]) -> QuerySet[Pairing] | None:
    """None where all of the officer's pairings are shown; a mere deputy sees those at which they stand."""
    if roles == {Role.DEPUTY}:
        return Pairing.objects.visible_to(user)
    return None


def refuse_own(user: User, officer: Officer, submission: Submission) -> None:
    """Nobody accepts or returns their own ledger, nor one they handed in for another."""
    if user.pk in (officer.user_id, submission.submitted_by_id):
        raise PermissionDenied("自己的、自己代报的台账，须由办公室其他人收下或退回。")
