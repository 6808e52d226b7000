from datetime import date

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from enterprises.approve_calendar import approve, foresee
from officers import permissions
from officers.actor import Actor
from officers.forms.calendar import doubts_of
from officers.forms.reason import ReasonForm
from officers.laws import lawful
from officers.models import CalendarChange, StaleRecord, WorkDay
from officers.numbers import whole
from officers.year_view import cell

A_PAGE = 50
KINDS = {"issue": "企业问题", "ledger": "工作台账", "return": "台账重报"}


@require_safe
def change(request, pk):
    """A change of the calendar with its days and the deadlines it moves; the second person approves it here."""
    return _shown(request, _found(request, pk))


def _found(request, pk):
    """Those who only read the calendar are not shown what is not decided: they get 403 with the sentence."""
    visible = CalendarChange.objects.visible_to(request.user)
    visible = visible.select_related("district", "entered_by", "approved_by", "voided_by")
    found = get_object_or_404(visible, pk=pk)
    permissions.require(request.user, permissions.CHANGE_CALENDAR, found.district)
    return found


def _shown(request, found, reason=None, problem="", status=200):
    before = WorkDay.objects.calendar(found.district)
    moved = foresee(found, Actor.of(request)) if found.is_pending else found.moved or []
    page = Paginator([_told(one) for one in moved], A_PAGE).get_page(request.GET.get("page"))
    after = WorkDay.objects.calendar(found.district, found) if found.is_pending else before
    context = {
        "change": found,
        "days": [(cell(after, day), cell(before, day)) for day in found.entries] if found.is_pending else [],
        "entries": found.entries.items(),
        "dropped": found.superseded() if found.is_pending else {},
        "doubts": doubts_of(found) if found.is_pending else [],
        "page": page,
        "own": found.entered_by_id == request.user.pk,
        "reason": reason or ReasonForm(initial={"version": found.version}),
        "problem": problem,
    }
    return render(request, "enterprises/calendar_change.html", context, status=status)


def _told(moved):
    days = {name: date.fromisoformat(moved[name]) for name in ("old", "new")}
    return {**moved, **days, "label": KINDS[moved["kind"]]}


def _version(request):
    """The version that was shown; what cannot be read was never shown."""
    return whole(request.POST.get("version")) or 0


@require_POST
def approve_change(request, pk):
    """Let it count. Never by the one who entered it."""
    found = _found(request, pk)
    try:
        with lawful():
            approve(found, Actor.of(request), _version(request))
    except ValidationError as refused:
        return _shown(request, _found(request, pk), problem="；".join(refused.messages), status=403)
    except StaleRecord as stale:
        return _shown(request, _found(request, pk), problem=str(stale), status=409)
    messages.success(request, f"{found}已生效，变动截止日{len(found.moved)}处，清单随复核保存。")
    return redirect("calendar-change", pk=found.pk)


@require_POST
def reject_change(request, pk):
    """Take a pending one back, with a reason; whoever may enter one may do so, the one who entered it too."""
    found = _found(request, pk)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _shown(request, found, reason=form, status=422)
    if not found.is_pending:
        return _shown(request, found, problem="已经复核生效的不能退回，请按新的文件另行录入。", status=409)
    try:
        found.void(Actor.of(request), form.cleaned_data["version"], form.cleaned_data["reason"])
    except StaleRecord as stale:
        return _shown(request, _found(request, pk), problem=str(stale), status=409)
    messages.success(request, f"已退回{found}，没有生效。")
    return redirect("calendar-change", pk=found.pk)
