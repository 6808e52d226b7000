"""The closed months: which are closed, closing one, opening one again, and how long visits may be entered late."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.db.models.functions import TruncMonth
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from enterprises.forms.month import CloseForm, LateEntryForm, ReopenForm
from enterprises.models import ClosedMonth, Visit
from officers import permissions
from officers.actor import Actor
from officers.laws import lawful
from officers.periods import month_end
from officers.workdays import local_day

#: months shown, before the running one; older ones only when they were closed
SHOWN = 24


@require_safe
def months(request):
    """The last months with their visits and closings."""
    return _page(request, _district(request))


@require_POST
def close(request):
    """Close a month that is over."""
    district = _district(request)
    permissions.require(request.user, permissions.CLOSE_MONTH, district)
    form = CloseForm(request.POST, today=local_day(request.at))
    if form.is_valid():
        try:
            with lawful():
                closed = form.close(district, Actor.of(request))
        except ValidationError as twice:
            form.add_error(None, twice.messages)
        else:
            messages.success(request, f"{closed}已月结。重开以前，这个月的走访不能登记、更正或作废。")
            return _back(district)
    return _page(request, district, form, status=422)


@require_POST
def reopen(request, pk):
    """Open a closed month again, with a reason."""
    closed = get_object_or_404(ClosedMonth.objects.visible_to(request.user).select_related("district"), pk=pk)
    permissions.require(request.user, permissions.CLOSE_MONTH, closed.district)
    form = ReopenForm(request.POST, auto_id=f"%s-{closed.pk}")  # it stands in the row of its month
    if not form.is_valid():
        return _page(request, closed.district, form, status=422, asked=closed)
    if not closed.reopen(Actor.of(request), form.cleaned_data["reason"]):
        form.add_error(None, f"{closed}刚才已经由别人重开")
        return _page(request, closed.district, form, status=409)
    messages.success(request, f"{closed}已重开，办完后请再月结。")
    return _back(closed.district)


@require_POST
def late_entry(request):
    """Set how many days after a visit its own people may enter it."""
    district = _district(request)
    permissions.require(request.user, permissions.SET_LATE_ENTRY, district)
    form = LateEntryForm(request.POST)
    if not form.is_valid():
        return _page(request, district, form, status=422)
    district.allow_late_entry(form.cleaned_data["days"], Actor.of(request))
    messages.success(request, f"补录期限已设为{district.late_entry_days}天。")
    return _back(district)


def _district(request):
    """The district that is looked at: the one named in the address, else the person's first."""
    found = permissions.districts(request.user, permissions.SEE_MONTHS)
    named = request.GET.get("district", "")
    district = (found.filter(code=named) if named else found).first()
    if district is None:
        raise Http404
    return district


def _back(district):
    return redirect(f"{reverse('months')}?district={district.code}")


def _page(request, district, form=None, status=200, asked=None):
    today = local_day(request.at)
    context = {
        "district": district,
        "districts": permissions.districts(request.user, permissions.SEE_MONTHS),
        "rows": _rows(district, today),
        "form": form,
        "asked": asked,
        "may_close": permissions.allows(request.user, permissions.CLOSE_MONTH, district),
        "may_set": permissions.allows(request.user, permissions.SET_LATE_ENTRY, district),
    }
    return render(request, "enterprises/months.html", context, status=status)


def _rows(district, today):
    """Each month with its visits, late ones among them, the closing that stands and those that were reopened; none
    before the first that has any of these. Of the months of longer ago those that were ever closed."""
    begun = [
        date(today.year + back // 12, back % 12 + 1, 1) for back in range(today.month - 2, today.month - 2 - SHOWN, -1)
    ]
    closings = {}
    for closed in ClosedMonth.objects.filter(district=district).select_related("closed_by", "reopened_by"):
        closings.setdefault(closed.starts, []).append(closed)
    offered = begun + sorted((month for month in closings if month < begun[-1]), reverse=True)
    counted = _counted(district, offered[-1], month_end(today.year, today.month))
    first = min([*counted, *closings], default=today)
    rows = []
    for month in (month for month in offered if month >= first):
        count, late = counted.get(month, (0, 0))
        known = closings.get(month, [])
        standing = next((closed for closed in known if closed.reopened_at is None), None)
        reopened = [closed for closed in known if closed.reopened_at]
        rows.append(
            {
                "month": month,
                "ends": month_end(month.year, month.month),
                "count": count,
                "late": late,
                "closed": standing,
                "reopened": reopened,
            }
        )
    return rows


def _counted(district, first, last):
    """For each month from `first` to `last` that has visits: how many valid ones, and how many entered late."""
    visits = Visit.objects.filter(district=district, date__range=(first, last)).order_by()
    return {
        month: (count, late)
        for month, count, late in visits.annotate(month=TruncMonth("date"))
        .values("month")
        .annotate(count=Count("pk", filter=Q(voided_at__isnull=True)), late=Count("pk", filter=~Q(late_reason="")))
        .values_list("month", "count", "late")
    }
