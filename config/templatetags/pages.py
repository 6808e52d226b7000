"""What every page needs: its navigation, and a few words for numbers."""

from collections.abc import Callable
from dataclasses import dataclass

from django import template
from django.urls import reverse

from officers import permissions
from officers.models import Role, User

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


#: (what stands in the main navigation, the pages beside each other under it)
NAVIGATION = (
    (
        "考核",
        (Page("年度测算", "runs", for_act(permissions.SEE_RESULTS), frozenset({"run", "sheet", "sheet-print"})),),
    ),
    (
        "我的得分表",
        (Page("我的得分表", "own-sheets", for_roles(Role.OFFICER), frozenset({"sheet", "sheet-print"})),),
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
