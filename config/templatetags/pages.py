"""What every page needs: its navigation, and a few words for numbers."""

from collections.abc import Callable
from dataclasses import dataclass

from django import template
from django.urls import reverse

from officers import permissions
from officers.models import Notification, Role, User

register = template.Library()


@dataclass(frozen=True)
class Page:
    """A page that is offered: its name in `urls.py`, the pages that lie under it, and to whom."""

    label: str
    name: str
    offered: Callable[[User], bool]
    under: frozenset[str] = frozenset()

    def holds(self, here):
        """Whether the page called `here` is this one or lies under it."""
        return here == self.name or here in self.under


def for_act(act):
    """Offered to those who may do it."""
    return lambda user: permissions.allows(user, act)


def for_roles(*roles):
    """Offered to holders of one of the roles."""
    return lambda user: user.holds(*roles)


READERS = for_act(permissions.READ_DIRECTORY)
FIELD = for_act(permissions.WRITE_LEDGER)
BOTH = for_act(permissions.SEE_ISSUES)
OFFICERS_TOO = for_roles(*permissions.READ_DIRECTORY.roles, Role.OFFICER)


def trained(user):
    """Offered to those who read the rolls, and to those who are called to the sessions."""
    return permissions.allows(user, permissions.SEE_TRAININGS) or user.holds(Role.OFFICER, Role.DEPUTY)


def field_alone(user):
    """Offered to those who keep own records and do not read the district's."""
    return FIELD(user) and not READERS(user)


def pages(*rows):
    """(label, name, to whom, names under it…) rows as pages."""
    return tuple(Page(label, name, to_whom, frozenset(under)) for label, name, to_whom, *under in rows)


#: the pages of a round that firms were asked in
OF_ROUND = (
    "survey-results", "survey-remarks", "survey-invitations", "survey-invitation", "survey-link", "survey-hand-out",
    "survey-handout", "survey-remind", "survey-quality", "survey-flags", "survey-flag", "telephone-replies",
    "telephone-new", "telephone-confirm", "call-backs", "call-back-new", "call-back", "second-handling-new",
    "second-handlings", "second-handling",
)  # fmt: skip

#: (what stands in the main navigation, the pages beside each other under it)
NAVIGATION = (
    ("今日", pages(("今日", "today", for_act(permissions.SEE_TODAY)))),
    ("首页", pages(("首页", "officer-home", FIELD))),
    (
        "走访与台账",
        pages(
            ("走访", "visits", BOTH, "visit", "visit-new", "visit-replace", "visit-void"),
            ("工作台账", "ledgers", READERS, "ledger"),
            ("每周反馈", "weekly-report", READERS, "weekly-report-week"),
            ("我的台账", "ledgers", field_alone, "ledger"),
            ("我的每周反馈", "weekly", for_roles(Role.OFFICER), "weekly-week"),
            ("月结", "months", READERS),
        ),
    ),
    (
        "问题与政策",
        pages(
            ("企业问题", "issues", BOTH, "issue", "issue-new", "issue-act"),
            ("政策", "policies", BOTH, "policy"),
            (
                "政策支持",
                "supports",
                BOTH,
                "support",
                "support-new",
                "support-correct",
                "support-void",
            ),
        ),
    ),
    (
        "表彰与日历",
        pages(
            (
                "表彰通报",
                "honours",
                OFFICERS_TOO,
                "honour",
                "honour-new",
                "honour-correct",
                "honour-void",
                "honour-confirm",
                "same-works",
            ),
            ("业务培训", "trainings", trained, "training", "training-new", "training-void"),
            ("通报建议", "criticisms", for_act(permissions.SEE_CRITICISMS), "criticism"),
            ("工作纪律", "disciplines", for_act(permissions.SEE_DISCIPLINES), "discipline-void"),
            ("工作日历", "calendar", lambda user: bool(user.active_grants), "calendar-new", "calendar-change"),
        ),
    ),
    (
        "名录与结对",
        pages(
            ("通讯录", "directory", BOTH),
            ("企业", "enterprises", READERS, "enterprise", "enterprise-new", "enterprise-edit"),
            ("首席服务官", "officers", READERS, "officer", "officer-new", "officer-edit"),
            ("分包人", "deputies", READERS, "deputy-new", "deputy-edit"),
            ("单位", "units", READERS, "unit", "unit-new", "unit-edit"),
            ("结对", "pairings", READERS, "pairing", "pairing-new", "pairing-act", "hand-over"),
            ("豁免", "exemptions", OFFICERS_TOO, "exemption", "exemption-new", "exemption-void"),
            ("代理", "actings", OFFICERS_TOO, "acting", "acting-new", "acting-void"),
        ),
    ),
    (
        "满意度",
        pages(
            (
                "满意度调查",
                "surveys",
                for_act(permissions.SEE_SURVEYS),
                "survey",
                "survey-new",
                "survey-change",
                "survey-publish",
                "survey-put-off",
                "survey-questions",
                "survey-question",
                "survey-question-new",
                "survey-firms",
                "survey-preview",
                *OF_ROUND,
            ),
            ("办公室办理事项", "survey-cases", permissions.holds_links, "survey-case"),
        ),
    ),
    (
        "考核",
        pages(
            ("年度测算", "runs", READERS, "run", "sheet", "sheet-print"),
            ("我的得分表", "own-sheets", for_roles(Role.OFFICER), "sheet", "sheet-print"),
            ("导入导出", "imports", for_act(permissions.IMPORT), "import", "export"),
            ("二次转办认定", "second-findings", permissions.holds_links),
        ),
    ),
    (
        "系统",
        pages(
            ("账号", "accounts", for_act(permissions.MANAGE_ACCOUNTS), "account", "account-new", "accounts-import"),
            ("日志", "log", for_act(permissions.READ_LOG)),
        ),
    ),
)


def offered(request):
    """(label, pages, whether one of them is open) of each group of which this person may open something."""
    here = request.resolver_match.url_name if request.resolver_match else ""
    groups = [(label, [page for page in pages if page.offered(request.user)]) for label, pages in NAVIGATION]
    groups = [(label, pages) for label, pages in groups if pages]
    current = next((label for label, pages in groups if any(page.holds(here) for page in pages)), None)
    return here, [(label, pages, label == current) for label, pages in groups]


@register.simple_tag(takes_context=True)
def navigation(context):
    """The groups this person may open, each by its first page: dicts of label, url, current."""
    _, groups = offered(context["request"])
    return [{"label": label, "url": reverse(pages[0].name), "current": current} for label, pages, current in groups]


@register.simple_tag(takes_context=True)
def pages_beside(context):
    """The pages of the group that is open, as label and links; None when the open page has none beside it."""
    here, groups = offered(context["request"])
    for label, pages, current in groups:
        if current and len(pages) > 1:
            links = [{"label": page.label, "url": reverse(page.name), "current": page.holds(here)} for page in pages]
            return {"label": label, "links": links}
    return None


@register.simple_tag(takes_context=True)
def unread(context):
    """How many reminders the person has not read yet. One query."""
    return Notification.objects.of(context["request"].user).unread().count()


@register.filter
def role_names(user):
    """The roles in force in words: 办公室主任、首席服务官."""
    return "、".join(dict.fromkeys(grant.get_role_display() for grant in user.active_grants))


@register.filter
def about(seconds):
    """A remaining time: 约20秒, 约3分钟."""
    if seconds < 60:
        return f"约{-(-seconds // 10) * 10}秒"
    return f"约{-(-seconds // 60)}分钟"
