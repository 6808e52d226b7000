"""What every page needs: its navigation, and a few words for numbers."""

from django import template
from django.urls import reverse

from officers import permissions
from officers.models import Role

register = template.Library()

#: (label, page, the pages under it, who is offered it)
NAVIGATION = (
    (
        "考核",
        "runs",
        {"runs", "run", "sheet", "sheet-print"},
        lambda user: permissions.allows(user, permissions.SEE_RESULTS),
    ),
    ("我的得分表", "own-sheets", {"own-sheets", "sheet", "sheet-print"}, lambda user: user.holds(Role.OFFICER)),
)


@register.simple_tag(takes_context=True)
def navigation(context):
    """The pages this person may open, as dicts of label, url and whether it is the current one."""
    request = context["request"]
    here = request.resolver_match.url_name if request.resolver_match else ""
    offered = [(label, page, under) for label, page, under, offers in NAVIGATION if offers(request.user)]
    current = next((page for _, page, under in offered if here in under), None)
    return [{"label": label, "url": reverse(page), "current": page == current} for label, page, _ in offered]


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
