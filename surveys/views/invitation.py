"""One firm's invitation: how far it has come, its link for those who may hold it, and what can be done with it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from officers import permissions
from officers.actor import Actor
from officers.models import LogEntry
from surveys import invite, links, qr
from surveys.forms.invitation import DeliveredForm, ReissueForm, WithdrawForm
from surveys.models import Invitation, Survey

from .head import head
from .holding import NO_LINKS, held_round, kept_round, secret

OWN_FIRM = "您服务这家企业，不能查看它是否作答。"
LINK_IS_OVER = "这家企业已提交、已撤回，或调查已截止，没有可以显示的链接。"
ACTS = {"reissue": ReissueForm, "withdraw": WithdrawForm, "delivered": DeliveredForm}
MOST_ENTRIES = 100


@require_safe
def invitation(request, pk, place):
    """What is known of one firm's invitation. The link itself is shown after a press only."""
    survey = kept_round(request, pk)
    return _page(request, _found(request, survey, place))


@require_POST
def link(request, pk, place):
    """显示链接和二维码: each display stands in the log."""
    found = _found(request, held_round(request, pk), place)
    if not _is_live(found, request.at):
        return _page(request, found, problem=LINK_IS_OVER, status=409)
    with transaction.atomic():
        LogEntry.write(Actor.of(request), "显示调查链接", record=found, note=str(found.enterprise))
    address = links.address(found)
    context = head(found.survey, "survey-invitations", request)
    context |= {"invitation": found, "address": address, "code": qr.code(address)}
    return secret(render(request, "surveys/link.html", context))


@require_POST
def reissue(request, pk, place):
    """换链接."""

    def act(found, actor, data):
        invite.reissue(found, actor, data["reason"])
        return "已换新链接，旧链接不能再用。请重新送达。"

    return _act(request, pk, place, "reissue", act)


@require_POST
def withdraw(request, pk, place):
    """撤回."""

    def act(found, actor, data):
        found.withdraw(actor, data["reason"])
        return "已撤回，这家企业的链接不能再用。"

    return _act(request, pk, place, "withdraw", act)


@require_POST
def delivered(request, pk, place):
    """标记已送达."""

    def act(found, actor, data):
        found.mark_delivered(actor, data["way"])
        return "已标记送达。"

    return _act(request, pk, place, "delivered", act)


def _act(request, pk, place, name, act):
    """One act on the link as it was shown; 409 with what stands now when it is another or somebody was faster."""
    found = _found(request, held_round(request, pk), place)
    form = ACTS[name](request.POST, prefix=name)
    if not form.is_valid():
        return _page(request, found, forms={name: form}, status=422)
    if form.cleaned_data["generation"] != found.generation:
        return _page(request, found, problem="链接刚被别人更换，没有执行。请看过现在的情况再办。", status=409)
    try:
        said = act(found, Actor.of(request), form.cleaned_data)
    except ValidationError as refused:
        found = _found(request, found.survey, place)
        return _page(request, found, problem=refused.message, status=409)
    messages.success(request, f"{found.enterprise}：{said}")
    return redirect("survey-invitation", pk, place)


def _found(request, survey, place):
    """The invitation at this place; 403 for whoever serves the firm (T20)."""
    seen = Invitation.objects.visible_to(request.user).select_related("survey__district", "enterprise")
    found = get_object_or_404(seen, survey=survey, place=place)
    holds = permissions.holds_links(request.user, survey.district)
    if not holds and not Invitation.objects.filter(pk=found.pk).known_to(request.user).exists():
        raise PermissionDenied(OWN_FIRM)
    return found


def _is_live(found, at):
    """Whether the link can still be used, now or when the round opens."""
    return not found.submitted and not found.withdrawn_at and found.survey.stage(at) != Survey.Stage.CLOSED


def _page(request, found, *, problem="", forms=None, status=200):
    holds = permissions.holds_links(request.user, found.survey.district)
    shown = {name: form(prefix=name, initial={"generation": found.generation}) for name, form in ACTS.items()}
    context = head(found.survey, "survey-invitations", request) | {
        "invitation": found,
        "steps": history(found),
        "letters": found.letters.all(),
        "forms": shown | (forms or {}),
        "holds": holds,
        "no_links": "" if holds else NO_LINKS,
        "is_live": _is_live(found, request.at),
        "is_open": not found.submitted and not found.withdrawn_at,
        "problem": problem,
        "in_full": holds,
    }
    return render(request, "surveys/invitation.html", context, status=status)


def history(found):
    """(when, what, note) of what happened, the latest first: what people did, from the log, and what the firm did.

    An anonymous round tells no time of the firm's own doing: it would tell the order of the answers.
    """
    entries = LogEntry.objects.filter(record_type=found._meta.label_lower, record_id=str(found.pk))
    steps = [(entry.at, entry.action, f"{entry.actor}　{entry.note}") for entry in entries[:MOST_ENTRIES]]
    steps.append((found.survey.published_at, "发布调查，发出邀请", ""))
    if found.survey.is_confidential:
        if found.started_at:
            steps.append((found.started_at, "企业开始填写", ""))
        if found.submitted_at:
            steps.append((found.submitted_at, "企业提交答卷", f"回执号{found.receipt}"))
    return sorted(steps, key=lambda step: step[0], reverse=True)
