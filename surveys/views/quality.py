"""回访与核查: what of a round waits for the office, each one click from being dealt with."""

from django.core.paginator import Paginator
from django.db.models import Count
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from officers.views.writing import write_act
from officers.workdays import local_day
from surveys.call_firms import asked_for
from surveys.forms.call_back import LookForm
from surveys.models import CallBack, Flag, Response

from . import door
from .head import head

#: so many of each are shown; the rest is one click further
MOST = 10
A_PAGE = 50
HERE = "survey-quality"


@require_safe
def quality(request, pk):
    """What is doubted, asked for, drawn, recorded on the telephone and handed on: the open ones of each."""
    survey = door.kept_survey(request, pk)
    calls = door.call_backs(request).filter(survey=survey)
    replies = door.telephone_replies(request).filter(invitation__survey=survey)
    handlings = door.second_handlings(request).filter(call_back__survey=survey)
    context = head(survey, HERE, request) | {
        "channels": _channels(door.others(request, survey.responses.valid(), "enterprise")),
        "flags": _some(_flags(request, survey).open()),
        "asked": _some(asked_for(survey).known_to(request.user).select_related("enterprise").order_by("place")),
        "call_backs": _some(door.others(request, calls.waiting(), "invitation__enterprise")),
        "replies": _some(door.others(request, replies.pending(), "invitation__enterprise")),
        "handlings": _some(door.others(request, handlings.unsettled(), "call_back__invitation__enterprise")),
        "today": local_day(request.at),
        "is_open": survey.stage(request.at) == survey.Stage.OPEN,
    }
    return render(request, "surveys/quality.html", context)


@require_safe
def flags(request, pk):
    """All flags of a round, those looked at too."""
    survey = door.kept_survey(request, pk)
    rows = _flags(request, survey).order_by("looked_at", "-found_at", "-pk").select_related("looked_by")
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "surveys/flags.html", head(survey, HERE, request) | {"page": page})


@require_safe
def flag(request, pk, flag):
    """One flag: which firms, whether they were called, and what a person made of it."""
    survey = door.kept_survey(request, pk)
    found = get_object_or_404(_flags(request, survey).select_related("looked_by"), pk=flag)
    calls = CallBack.objects.about_what_stands().filter(flag=found).order_by("pk")
    by_invitation = {call.invitation_id: call for call in calls}
    firms = found.invitations.select_related("enterprise").order_by("place")
    rows = [(each, by_invitation.get(each.pk)) for each in firms]
    context = head(survey, HERE, request) | {"flag": found, "rows": rows}
    return render(request, "surveys/flag.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def look(request, pk, flag):
    """核看: write down what a person makes of a flag."""
    survey = door.kept_survey(request, pk)
    found = get_object_or_404(_flags(request, survey), pk=flag)
    back = reverse("survey-flag", args=[survey.pk, found.pk])
    return write_act(
        request, lambda data: LookForm(data, record=_flags(request, survey).get(pk=flag)), title="登记核看意见",
        back=(back, "疑点"), done=back, said="已登记核看意见。", button="登记", note="疑点本身不改变任何分数。",
    )  # fmt: skip


def _flags(request, survey):
    rows = door.others(request, Flag.objects.visible_to(request.user), "invitations__enterprise")
    return rows.filter(survey=survey).annotate(firms=Count("invitations"))


def _some(rows):
    """The first rows, and how many there are in all."""
    shown = list(rows[: MOST + 1])
    count = rows.count() if len(shown) > MOST else len(shown)
    return {"rows": shown[:MOST], "count": count, "more": count - min(count, MOST)}


def _channels(responses):
    """How many answers there are, by the way they came."""
    counted = responses.values("channel").annotate(n=Count("pk"))
    by_channel = {row["channel"]: row["n"] for row in counted.order_by("channel")}
    telephone = by_channel.get(Response.Channel.TELEPHONE, 0)
    return {"all": sum(by_channel.values()), "telephone": telephone}
