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
#: whose work is done on the phone, among the enterprises
FIELD = frozenset({Role.OFFICER, Role.DEPUTY, Role.LIAISON})

SEE_RESULTS = Act(OFFICE | {Role.LEADER}, "只有办公室和领导小组可以查看全区的测算。")
START_RUN = Act(OFFICE, "发起测算由办公室办理，您的身份不能发起。")
MANAGE_ACCOUNTS = Act(frozenset({Role.ADMIN}), "账号由系统管理员管理，您的身份不能办理。")
READ_LOG = Act(
    frozenset({Role.ADMIN, Role.OFFICE_DIRECTOR, Role.OVERSIGHT}), "日志由系统管理员、办公室主任和监督人员查看。"
)


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
