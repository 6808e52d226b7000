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
SEE_TODAY = Act(OFFICE | {Role.LEADER}, "只有办公室和领导小组可以查看全区今日要办的事。")
SEE_HONOURS = Act(OFFICE | {Role.LEADER}, "只有办公室和领导小组可以查看全区的表彰通报。")
KEEP_HONOURS = Act(OFFICE, "表彰通报由办公室登记和确认，您的身份不能办理。")
SEE_TRAININGS = Act(OFFICE | {Role.LEADER}, "只有办公室和领导小组可以查看全区的业务培训。")
KEEP_TRAININGS = Act(OFFICE, "业务培训由办公室登记，您的身份不能办理。")
SEE_DISCIPLINES = Act(
    frozenset({Role.OFFICE_DIRECTOR, Role.LEADER, Role.OVERSIGHT}),
    "只有办公室主任、领导小组和监督可以查看工作纪律记录。",
)
KEEP_DISCIPLINES = Act(frozenset({Role.OFFICE_DIRECTOR}), "工作纪律记录由办公室主任登记，您的身份不能办理。")
SEE_CRITICISMS = Act(OFFICE | {Role.LEADER}, "只有办公室和领导小组可以查看通报批评建议。")
DECIDE_CRITICISM = Act(OFFICE, "通报意见由办公室登记，您可以查看，不能登记。")
CHANGE_CALENDAR = Act(OFFICE, "工作日历由办公室录入和复核，您的身份不能办理。")
START_RUN = Act(OFFICE, "发起测算由办公室办理，您的身份不能发起。")
IMPORT = Act(OFFICE, "导入和导出工作簿由办公室办理。")

#: whose own pairings, or those of whose unit, are looked after
WRITERS = frozenset({Role.OFFICER, Role.DEPUTY, Role.LIAISON})
SEE_LEDGERS = Act(OFFICE | {Role.LEADER}, "全区的台账只有办公室和领导小组可以查看。")
WRITE_LEDGER = Act(WRITERS, "台账由首席服务官本人、分包人或本单位联络员填写。")
HAND_IN_LEDGER = Act(
    frozenset({Role.OFFICER, Role.LIAISON}), "台账由首席服务官本人或本单位联络员上报，分包人可以填写，不能上报。"
)
CHECK_LEDGER = Act(OFFICE, "收下和退回台账由办公室办理。")
CONFIRM_WEEK = Act(frozenset({Role.OFFICER}), "每周反馈由首席服务官本人确认。")
MANAGE_ACCOUNTS = Act(frozenset({Role.ADMIN}), "账号由系统管理员管理，您的身份不能办理。")
READ_LOG = Act(
    frozenset({Role.ADMIN, Role.OFFICE_DIRECTOR, Role.OVERSIGHT}), "日志由系统管理员、办公室主任和监督人员查看。"
)
SEE_ISSUES = Act(OFFICE | WRITERS | {Role.LEADER}, "您的身份不能查看企业问题。")
REGISTER_ISSUE = Act(OFFICE | WRITERS, "登记问题由首席服务官、分包人、联络员和办公室办理，您的身份不能登记。")
HANDLE_ISSUE = Act(OFFICE | WRITERS, "问题由现在结对的首席服务官、分包人、联络员和办公室办理，您可以查看，不能办理。")
DECIDE_ISSUE = Act(OFFICE, "改为重点、重新办理、并入、更正和作废由办公室办理，您的身份不能办理。")
SEE_POLICIES = Act(OFFICE | WRITERS | {Role.LEADER}, "您的身份不能查看政策支持。")
KEEP_POLICIES = Act(OFFICE, "政策和政策支持由办公室登记，您可以查看，不能登记。")
RECORD_VISIT = Act(WRITERS | OFFICE, "走访由首席服务官、分包人、联络员登记，办公室可以补录。")
SEE_ALL_VISITS = Act(OFFICE | {Role.LEADER}, "全区的走访由办公室和领导小组查看、导出。")
VOID_VISIT = Act(OFFICE, "补录和作废走访由办公室办理。")
SEE_MONTHS = Act(OFFICE | {Role.LEADER}, "月结情况由办公室和领导小组查看。")
CLOSE_MONTH = Act(OFFICE, "月结和重开由办公室办理。")
SET_LATE_ENTRY = Act(frozenset({Role.OFFICE_DIRECTOR}), "补录期限由办公室主任设定。")
READ_DIRECTORY = Act(OFFICE | {Role.LEADER}, "只有办公室和领导小组可以查看全区名录。")
KEEP_DIRECTORY = Act(OFFICE, "名录由办公室维护，您的身份不能修改。")
PAIR = Act(OFFICE, "结对和交接由办公室办理，您的身份不能办理。")
EXCUSE = Act(OFFICE, "豁免和代理由办公室登记，您的身份不能登记。")
SEE_SURVEYS = Act(OFFICE | {Role.LEADER}, "满意度调查由办公室办理，您的身份不能查看。")
KEEP_SURVEYS = Act(OFFICE, "满意度调查由办公室办理，您可以查看，不能办理。")


def serves(user):
    """Whether the person serves enterprises: by a role in force, or as an account of the register of officers and
    deputies, whose firms stay theirs when the role is over or has not begun."""
    return user.holds(*WRITERS) or any(grant.is_registered for grant in user.active_grants)


def holds_links(user, district=None):
    """Whether the person may have survey links before them: the office, unless they also serve enterprises. An
    officer, deputy or liaison never does, whatever else they are (T20)."""
    return user.holds(*OFFICE, district=district) and not serves(user)


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
