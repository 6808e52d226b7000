"""How far a round is: the steps that are left before it is published, and figures and days after that."""

from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse

from enterprises.models import Enterprise
from officers.words import short
from surveys.invite import audience
from surveys.models import ASPECTS, Survey

#: the picture of the days: columns of at most this width, as high as that
WIDEST, HEIGHT, WIDTH = 44, 120, 640


@dataclass(frozen=True)
class Step:
    """Something to be done or looked at before publication."""

    name: str
    said: str
    done: bool
    url: str
    label: str


def to_do(survey, at):
    """The steps in their order, each with where it stands."""
    return [_questions(survey), _times(survey, at), _audience(survey), _preview(survey)]


def _questions(survey):
    asked = list(survey.questions.all())
    further = sum(1 for question in asked if not question.aspect)
    url = reverse("survey-questions", args=[survey.pk])
    if survey.is_confidential and {question.aspect for question in asked} < {*ASPECTS}:
        return Step("题目", "五个方面的标准题不全", False, url, "补题目")
    if not asked:
        return Step("题目", "还没有题目", False, url, "加题目")
    said = f"{len(asked)}道" + (f"，其中{further}道不计分" if further and survey.is_confidential else "")
    return Step("题目", said, True, url, "看题目、改题目")


def _times(survey, at):
    url = reverse("survey-change", args=[survey.pk])
    if survey.closes_at <= at:
        return Step("时间", "截止时间已过，请先改截止时间", False, url, "改时间")
    if survey.opens_at <= at:
        return Step("时间", f"开始时间已到，发布后马上可以填；{survey.closes_said}截止", True, url, "改时间")
    return Step("时间", f"{survey.closes_said}截止", True, url, "改时间")


def _audience(survey):
    may_ask = audience(survey).count()
    listed = survey.audience == Survey.Audience.LIST
    url = reverse("survey-firms" if listed else "survey-change", args=[survey.pk])
    label = "选企业" if listed else "改范围"
    if listed:
        chosen = survey.listed.count()
        said = f"名单{chosen}家，截止日有结对的{may_ask}家"
        return Step("范围", said if chosen else "名单还是空的", may_ask > 0, url, label)
    if not may_ask:
        return Step("范围", "截止日没有结对企业", False, url, label)
    if survey.audience == Survey.Audience.SAMPLE:
        size = min(survey.sample_size or 0, may_ask)
        return Step("范围", f"从{may_ask}家结对企业里随机抽{size}家，发布时抽取", True, url, label)
    return Step("范围", f"全部结对企业，现有{may_ask}家", True, url, label)


def _preview(survey):
    url = reverse("survey-preview", args=[survey.pk])
    return Step("预览", "发布前在手机样子里看一遍", True, url, "预览")


def figures(survey, user):
    """Counts of a published round, without the firms that the user serves: asked, delivered, answered, the rate, and
    how many are paired. Two queries."""
    found = survey.invitations.known_to(user).figures()
    paired = Enterprise.objects.filter(district=survey.district_id).paired_on(survey.closes_on).count()
    rate = found["answered"] * 100 // found["asked"] if found["asked"] else 0
    return found | {"paired": paired, "rate": rate, "unasked": max(paired - found["asked"], 0)}


def days(survey, user):
    """The answers by day as columns of a picture, with the same as a table."""
    counted = _without_gaps(survey.invitations.known_to(user).answered_by_day())
    most = max((count for _, count in counted), default=0)
    step = min(WIDEST + 8, WIDTH // len(counted)) if counted else 0
    columns = [
        {
            "day": day, "short": short(day), "count": count, "x": place * step, "width": max(step - 8, 2),
            "middle": place * step + max(step - 8, 2) // 2,
            "height": count * HEIGHT // most, "top": HEIGHT - count * HEIGHT // most + 20,
        }
        for place, (day, count) in enumerate(counted)
    ]  # fmt: skip
    return {"columns": columns, "width": max(len(counted) * step, 1), "legible": step >= 40}


def _without_gaps(counted):
    """Every day from the first answer to the last, those without any too."""
    if not counted:
        return []
    by_day, first = dict(counted), counted[0][0]
    every = (first + timedelta(days=place) for place in range((counted[-1][0] - first).days + 1))
    return [(day, by_day.get(day, 0)) for day in every]
