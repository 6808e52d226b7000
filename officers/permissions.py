"""What a grant allows to be done. Which rows a person sees is the business of `ScopedQuerySet.visible_to`."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied

from .models import District, Role


@dataclass(frozen=True)
class Act:
    """Something that only some roles may do; `refusal` is the sentence that everybody else reads."""

    roles: frozenset[str]
    refusal: str


OFFICE = frozenset({Role.OFFICE_DIRECTOR, Role.OFFICE_STAFF})

SEE_RESULTS = Act(OFFICE | {Role.LEADER}, "只有办公室和领导小组可以查看全区的测算。")
START_RUN = Act(OFFICE, "发起测算由办公室办理，您的身份不能发起。")
#: whose own pairings, or those of whose unit, are looked after
KEEPERS = frozenset({Role.OFFICER, Role.DEPUTY, Role.LIAISON})
RECORD_VISIT = Act(KEEPERS | OFFICE, "走访由首席服务官、分包人、联络员登记，办公室可以补录。")
SEE_ALL_VISITS = Act(OFFICE | {Role.LEADER}, "全区的走访由办公室和领导小组查看、导出。")
VOID_VISIT = Act(OFFICE, "补录和作废走访由办公室办理。")
SEE_MONTHS = Act(OFFICE | {Role.LEADER}, "月结情况由办公室和领导小组查看。")
CLOSE_MONTH = Act(OFFICE, "月结和重开由办公室办理。")
SET_LATE_ENTRY = Act(frozenset({Role.OFFICE_DIRECTOR}), "补录期限由办公室主任设定。")


def allows(user, act, district=None):
    """Whether a grant in force lets `user` do it, in `district` or, without one, anywhere."""
    return user.holds(*act.roles, district=district)


def require(user, act, district=None):
    """Raise PermissionDenied, with the act's own sentence, unless `user` may do it."""
    if not allows(user, act, district):
        raise PermissionDenied(act.refusal)


def districts(user, act):
    """The districts in which `user` may do it. One query, none without a grant."""
    reach = {pk for grant in user.active_grants if grant.role in act.roles for pk in grant.reach}
    return District.objects.filter(pk__in=reach) if reach else District.objects.none()
