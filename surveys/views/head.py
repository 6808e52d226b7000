"""The head of every page of one round: its name, where it stands, and the pages beside each other."""

from django.http import HttpRequest
from django.urls import reverse

from officers import permissions
from surveys.models import Survey

#: (label, name in urls.py) of the pages of one round, each with the round's `pk`
PREPARED = (
    ("概况", "survey"),
    ("题目", "survey-questions"),
    ("企业名单", "survey-firms"),
    ("预览", "survey-preview"),
)
#: those of a round that firms were asked in, and of these what the office alone works on
PUBLISHED = (
    ("邀请", "survey-invitations"),
    ("回访与核查", "survey-quality"),
    ("结果", "survey-results"),
    ("意见", "survey-remarks"),
)
OFFICE_ALONE = frozenset({"survey-invitations", "survey-quality", "survey-remarks"})


def head(survey: Survey, here: str, request: HttpRequest) -> dict:
    """What `surveys/_head.html` shows above a page of the round; `here` is the page's own name."""
    stage = survey.stage(request.at)
    names = [*PREPARED, *(PUBLISHED if survey.published_at else ())]
    offered = [(label, name) for label, name in names if _is_offered(survey, name, request.user)]
    tabs = [(label, reverse(name, args=[survey.pk]), name == here) for label, name in offered]
    return {"survey": survey, "stage": stage, "stage_label": stage.label, "tabs": tabs}


def _is_offered(survey: Survey, name: str, user) -> bool:
    if name == "survey-firms":  # only where firms are named one by one
        return survey.audience == Survey.Audience.LIST
    return name not in OFFICE_ALONE or permissions.holds_links(user, survey.district)
