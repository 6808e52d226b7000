"""What the office does with a ledger that was handed in: accept it, send it back, take an acceptance back."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from enterprises import writers
from enterprises.forms.ledger import ReopenForm, ReturnForm
from enterprises.ledger_times import RETURN_DAYS
from enterprises.models import Submission
from officers import permissions
from officers.actor import Actor
from officers.models import StaleRecord
from officers.numbers import whole

from .ledger import MonthPage


@require_POST
def accepted(request, officer, year, month):
    """收下: the ledger stands as it was handed in."""
    page, submission = _looked_at(request, officer, year, month)
    return _decide(page, submission.accept, f"已收下{page.officer.name}{month}月台账。")


@require_POST
def returned(request, officer, year, month):
    """退回, with a reason: it may be handed in again and keeps its time for some working days."""
    page, submission = _looked_at(request, officer, year, month)
    limit = page.board.calendar.nth_workday(page.today, RETURN_DAYS)
    said = f"已退回。{limit.month}月{limit.day}日前重报的，仍按原上报时间计。"
    return _decide(page, submission.send_back, said, ReturnForm(request.POST))


@require_POST
def reopened(request, officer, year, month):
    """撤销收下, with a reason; after that it may be sent back."""
    page, submission = _looked_at(request, officer, year, month)
    return _decide(page, submission.reopen, "已撤销收下，可以退回。", ReopenForm(request.POST))


def _looked_at(request, officer, year, month):
    """The page, and the submission that was shown on it."""
    page = MonthPage(request, officer, year, month)
    if not page.ledger:
        raise Http404
    own = Submission.objects.visible_to(request.user).filter(ledger=page.ledger).select_related("ledger", "district")
    submission = get_object_or_404(own, sequence=whole(request.POST.get("sequence")) or 0)
    permissions.require(request.user, permissions.CHECK_LEDGER, page.officer.district)
    writers.refuse_own(request.user, page.officer, submission)
    return page, submission


def _decide(page, act, said, form=None):
    if form is not None and not form.is_valid():
        return page.answer(status=422, reason=form)
    given = [form.cleaned_data["reason"]] if form is not None else []
    try:
        act(Actor.of(page.request), *given)
    except StaleRecord as told:
        return MonthPage(page.request, *page.path).answer(status=409, stale=str(told))
    messages.success(page.request, said)
    return redirect("ledger", *page.path)
