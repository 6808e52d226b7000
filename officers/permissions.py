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
SEE_HONOURS = Act(OFFICE | {Role.LEADER}, "只有办公室和领导小组可以查看全区的表彰通报。")
KEEP_HONOURS = Act(OFFICE, "表彰通报由办公室登记和确认，您的身份不能办理。")
SEE_TRAININGS = Act(OFFICE | {Role.LEADER}, "只有办公室和领导小组可以查看全区的业务培训。")
KEEP_TRAININGS = Act(OFFICE, "业务培训由办公室登记，您的身份不能办理。")
SEE_DISCIPLINES = Act(
    frozenset({Role.OFFICE_DIRECTOR, Role.LEADER, Role.OVERSIGHT}),
    "只有办公室主任、领导小组和监督可以查看工作纪律记录。",
)
KEEP_DISCIPLINES = Act(frozenset({Role.OFFICE_DIRECTOR}), "工作纪律记录由办公室主任登记，您的身份不能办理。")
CHANGE_CALENDAR = Act(OFFICE, "工作日历由办公室录入和复核，您的身份不能办理。")
START_RUN = Act(OFFICE, "发起测算由办公室办理，您的身份不能发起。")


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
