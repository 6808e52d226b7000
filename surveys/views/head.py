"""The head of every page of one round: its name, where it stands, and the pages beside each other."""

from django.urls import reverse

from surveys.models import Survey

#: (label, name in urls.py) of the pages of one round, each with the round's `pk`
TABS: tuple[tuple[str, str], ...] = (
    ("概况", "survey"),
    ("题目", "survey-questions"),
    ("企业名单", "survey-firms"),
    ("预览", "survey-preview"),
    ("邀请", "survey-invitations"),
    ("回访与核查", "survey-quality"),
    ("结果", "survey-results"),
    ("意见", "survey-remarks"),
)


def head(survey: Survey, here: str, at) -> dict:
    """What `surveys/_head.html` shows above a page of the round; `here` is the page's own name."""
    stage = survey.stage(at)
    tabs = [(label, reverse(name, args=[survey.pk]), name == here) for label, name in TABS if _has(survey, name)]
    return {"survey": survey, "stage": stage, "stage_label": stage.label, "tabs": tabs}


def _has(survey: Survey, name: str) -> bool:
    """Whether the round has such a page: a list only where firms are named one by one."""
    return name != "survey-firms" or survey.audience == Survey.Audience.LIST
