"""二次转办: from a dissatisfied call-back to the finding on exemption."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from officers.actor import Actor
from officers.forms.fact import VoidForm
from officers.views.writing import write_act
from officers.workdays import local_day
from surveys import handle_again
from surveys.forms.second_handling import DecideForm, HandOnForm, ReplyForm
from surveys.handle_again import ANOTHER_PERSON
from surveys.impartial import require_impartial
from surveys.models import SecondHandling

from . import door
from .head import head
from .quality import A_PAGE, HERE

State = SecondHandling.State


@require_safe
def handlings(request, pk):
    """All second handlings of a round."""
    survey = door.kept_survey(request, pk)
    rows = door.second_handlings(request).filter(call_back__survey=survey).order_by("-handed_on", "-pk")
    rows = door.others(request, rows, "call_back__invitation__enterprise")
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    context = head(survey, HERE, request) | {"page": page, "today": local_day(request.at)}
    return render(request, "surveys/second_handlings.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request, pk):
    """转办 the matter of a firm that was not satisfied when called back."""
    found = door.kept_row(request, door.call_backs(request), pk)
    require_impartial(request.user, found.invitation, request.at)
    form = HandOnForm(request.POST if request.method == "POST" else None, call_back=found)
    if form.is_valid() and (made := form.save(Actor.of(request))):
        messages.success(request, f"已转办，编号{made.number}，{made.due.month}月{made.due.day}日到期。")
        return redirect("second-handling", pk=made.pk)
    context = head(found.survey, HERE, request) | {"form": form, "call": found}
    return render(request, "surveys/second_handling_form.html", context, status=422 if form.errors else 200)


@require_safe
def handling(request, pk):
    """One chain, step by step, and the next step."""
    found = _found(request, pk)
    first, state = found.call_back, found.state
    hands = {found.entered_by_id, found.second.done_by_id if found.second else None}
    context = head(first.survey, HERE, request) | {
        "handling": found, "state": state, "today": local_day(request.at),
        "may_reply": state == State.REPLYING and not found.is_void,
        "may_call": state == State.CALLING and not found.is_void,
        "judging": state == State.JUDGING and not found.is_void,
        "may_decide": request.user.pk not in hands,
        "may_void": found.exempt is None and not found.is_void,
    }  # fmt: skip
    return render(request, "surveys/second_handling.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def reply(request, pk):
    """登记答复 of the unit; the firm is to be called again."""
    return _act(request, pk, lambda data, record: ReplyForm(data, record=record, at=request.at), "登记单位答复")


@require_http_methods(["GET", "HEAD", "POST"])
def decide(request, pk):
    """免责评判, by a person who neither handed the matter on nor made the second call."""
    found = _found(request, pk)
    if request.user.pk in (found.entered_by_id, found.second.done_by_id if found.second else None):
        raise PermissionDenied(ANOTHER_PERSON)
    return _act(request, pk, lambda data, record: DecideForm(data, record=record), "登记免责评判")


@require_http_methods(["GET", "HEAD", "POST"])
def void(request, pk):
    """作废 a chain that was entered by mistake, before anything was decided."""
    return _act(request, pk, lambda data, record: VoidHandlingForm(data, record=record), "作废")


class VoidHandlingForm(VoidForm):
    """A decided chain stands; with another its second call is given up."""

    def act(self, actor):
        handle_again.void(self.record, actor, self.cleaned_data["version"], self.cleaned_data["reason"])


def _found(request, pk):
    return door.kept_row(request, door.second_handlings(request), pk)


def _act(request, pk, make_form, button):
    found = _found(request, pk)
    require_impartial(request.user, found.call_back.invitation, request.at)
    back = reverse("second-handling", args=[pk])
    return write_act(
        request, lambda data: make_form(data, _found(request, pk)), title=f"{button}：{found}", back=(back, str(found)),
        done=back, said=f"已{button}。", button=button,
    )  # fmt: skip
