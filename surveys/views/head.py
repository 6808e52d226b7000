"""The head of every page of one round: its name, where it stands, and the pages beside each other."""

from django.urls import reverse

from surveys.models import Survey

#: (label, name in urls.py) of the pages of one round, each with the round's `pk`
TABS: tuple[tuple[str, str], ...] = (("回访与核查", "survey-quality"),)


def head(survey: Survey, here: str, at) -> dict:
    """What `surveys/_head.html` shows above a page of the round; `here` is the page's own name."""
    stage = survey.stage(at)
    tabs = [(label, reverse(name, args=[survey.pk]), name == here) for label, name in TABS]
    return {"survey": survey, "stage": stage, "stage_label": stage.label, "tabs": tabs}
