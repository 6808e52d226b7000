"""提醒 of those who have not answered: how many may be reminded, why others are not, and two ways to do it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from officers.actor import Actor
from surveys import letters, remind
from surveys.forms.invitation import ShownForm
from surveys.models import Handout
from surveys.models.invitation import DAYS_APART, MOST_REMINDERS
from surveys.patience import Changed

from .hand_out import answer
from .head import head
from .holding import held_round


@require_http_methods(["GET", "HEAD", "POST"])
def reminding(request, pk):
    """Who may be reminded. A POST queues the mails, to those whom the button counted."""
    survey = held_round(request, pk)
    if request.method != "POST":
        return _page(request, survey)
    return _pressed(request, survey, _by_mail)


@require_POST
def reminding_list(request, pk):
    """下载短信提醒名单: from this moment on those listed count as reminded."""
    return _pressed(request, held_round(request, pk), _by_list)


def _by_mail(request, survey, shown):
    count = remind.by_mail(survey, Actor.of(request), shown)
    messages.success(request, f"{count}封提醒邮件已排队，发出时计一次提醒。")
    return redirect("survey-remind", survey.pk)


def _by_list(request, survey, shown):
    rows = remind.by_list(survey, Actor.of(request), shown)
    return answer(request, survey, rows, Handout.Kind.REMINDER)


def _pressed(request, survey, act):
    form = ShownForm(request.POST)
    if not form.is_valid():
        return _page(request, survey, problem="请从本页的按钮提醒。", status=422)
    try:
        return act(request, survey, form.cleaned_data["shown"])
    except Changed as changed:
        return _page(request, survey, problem=str(changed), status=409)
    except ValidationError as refused:
        return _page(request, survey, problem=refused.message, status=409)


def _page(request, survey, *, problem="", status=200):
    context = head(survey, "survey-invitations", request) | {
        "outlook": remind.outlook(survey, request.at),
        "has_mail": letters.is_configured(),
        "most": MOST_REMINDERS,
        "apart": DAYS_APART,
        "problem": problem,
    }
    return render(request, "surveys/remind.html", context, status=status)
