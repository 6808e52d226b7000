"""One issue: its clock explained, its steps, and everything that can be done to it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from enterprises.day_strip import PAST_DEADLINE, strip
from enterprises.docket import Docket
from enterprises.forms.issue_act import form_for
from enterprises.issue_course import ACTS, KEEPER, OFFICE, ever, may, possible, refusal
from enterprises.models import Issue
from officers import permissions
from officers.actor import Actor
from officers.doors import on_trusted_phones
from officers.models import StaleRecord
from officers.workdays import local_day

from .finding import DESK, PHONE, at_a_desk, openable

OWN = "这是您自己服务的企业的问题，请由办公室其他同事办理。"


@on_trusted_phones
@require_safe
def issue(request, pk):
    """The explained clock, the steps with who entered them, and what can be done now."""
    return _shown(request, _visible(request, pk))


@require_http_methods(["GET", "HEAD", "POST"])
def act(request, pk, code):
    """One thing done to an issue. What its state does not allow answers 409 with the reason and what stands now."""
    found = _visible(request, pk)
    if code not in ACTS:
        raise Http404
    roles = _roles(request, found)
    if not ever(code, roles):
        raise PermissionDenied(_sentence(request.user, found, code))
    state, steps = _state(found)
    if not may(state, code, roles):
        return _refused(request, found, state, code, roles)
    asked = {"code": code, "issue": found, "steps": steps, "today": local_day(request.at)}
    form = form_for(code)(request.POST or None, **asked)
    status = 422
    if form.is_valid():
        try:
            if form.save(Actor.of(request)):
                messages.success(request, f"第{found.code}号问题：已{ACTS[code].label}。")
                return redirect("issue", pk=found.pk)
            found.refresh_from_db()  # what was refused must not be shown as if it stood
        except StaleRecord as stale:
            return _stale(request, found, code, str(stale))
    return _form(request, found, form, status if form.is_bound else 200)


def _visible(request, pk):
    visible = Issue.objects.visible_to(request.user)
    related = visible.select_related("enterprise", "district", "entered_by", "voided_by")
    return get_object_or_404(related, pk=pk)


def _state(found):
    steps = found.standing_steps()
    return found.state_after(steps), steps


def _roles(request, found):
    """What this person is to the issue: its keeper under the pairing of today, the office of its district, neither."""
    roles, today = set(), local_day(request.at)
    office = permissions.allows(request.user, permissions.DECIDE_ISSUE, found.district)
    if office and not found.concerns(request.user, today):
        roles.add(OFFICE)
    if Issue.objects.workable_by(request.user, today).filter(pk=found.pk).exists():
        roles.add(KEEPER)
    return frozenset(roles)


def _sentence(user, found, code):
    """Why this person does not do it."""
    if permissions.allows(user, permissions.DECIDE_ISSUE, found.district):
        return OWN
    handled = ever(code, frozenset({KEEPER}))
    return (permissions.HANDLE_ISSUE if handled else permissions.DECIDE_ISSUE).refusal


def _refused(request, found, state, code, roles):
    """The state, or the division of labour in it, does not allow the act."""
    office_may = may(state, code, frozenset({OFFICE}))
    problem = _sentence(request.user, found, "void") if office_may else refusal(state, code)
    return _shown(request, found, problem=problem, status=409)


def _stale(request, found, code, sentence):
    """Somebody was faster: the form again over what stands now, or only that when the act has become pointless."""
    found.refresh_from_db()
    state, steps = _state(found)
    if not may(state, code, _roles(request, found)):
        return _shown(request, found, problem=f"{sentence}{refusal(state, code)}", status=409)
    asked = {"code": code, "issue": found, "steps": steps, "today": local_day(request.at)}
    form = form_for(code)(request.POST, **asked)
    form.show_again(found.version)
    return _form(request, found, form, 409, sentence)


def _form(request, found, form, status, problem=""):
    context = {
        "issue": found,
        "form": form,
        "act": form.act,
        "last_step": form.steps[-1] if form.steps else None,
        "shell": DESK if at_a_desk(request.user) else PHONE,
        "problem": problem,
    }
    return render(request, "enterprises/issue_act.html", context | _clock(request, found), status=status)


def _officers(watched):
    return [pairing.officer for pairing in (watched.raised_under, watched.kept_under) if pairing]


def _shown(request, found, problem="", status=200):
    clock = _clock(request, found)
    watched = clock["watched"]
    acts = possible(watched.state, _roles(request, found))
    codes = {act.code for act in acts}
    context = {
        "issue": found,
        "told": found.steps.order_by("sequence").select_related("entered_by", "voided_by", "into"),
        "acts": [act for act in acts if act.kind],
        "upkeep": [act for act in acts if act.code in ("correct", "void")],
        "main_act": next((act for act in acts if act.code in ("close", "escalate")), None),
        "voidable": watched.steps[-1].pk if watched.steps and "void-step" in codes else None,
        "shell": DESK if at_a_desk(request.user) else PHONE,
        "problem": problem,
        "openable": openable(request.user, found.enterprise, *_officers(watched)),
    }
    return render(request, "enterprises/issue.html", context | clock, status=status)


def _clock(request, found):
    """The issue watched today, and its days counted up to the deadline or, when that has passed, a little beyond."""
    today = local_day(request.at)
    (watched,) = Docket(Issue.objects.filter(pk=found.pk), today).watch([found.pk])
    clock = watched.clock
    if clock.deadline is None:
        return {"watched": watched, "strip": None}
    running = max(clock.deadline, min(today, clock.deadline + PAST_DEADLINE))
    return {"watched": watched, "strip": strip(clock, clock.met_on or running)}
