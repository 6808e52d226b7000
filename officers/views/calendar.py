from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from officers import permissions
from officers.actor import Actor
from officers.forms.calendar import CalendarChangeForm, showing
from officers.models import CalendarChange, District, WorkDay
from officers.next_year import missing_arrangement
from officers.numbers import whole
from officers.workdays import local_day
from officers.year_view import months, special

FIRST_YEAR, LAST_YEAR = 2004, 2100


@require_safe
def calendar(request):
    """A year of the district's calendar, for everybody who has to do with the district."""
    districts = list(District.objects.visible_to(request.user))
    if not districts:
        raise Http404
    today = local_day(request.at)
    year = whole(request.GET.get("year"), FIRST_YEAR, LAST_YEAR) or today.year
    district = next((one for one in districts if str(one.pk) == request.GET.get("district")), districts[0])
    found = WorkDay.objects.calendar(district)
    shown = months(found, year)
    changes = list(
        CalendarChange.objects.visible_to(request.user)
        .filter(district=district, year__in=(year, year + 1))
        .select_related("entered_by", "approved_by")
    )
    may_change = permissions.allows(request.user, permissions.CHANGE_CALENDAR, district)
    context = {
        "districts": districts,
        "district": district,
        "year": year,
        "today": today,
        "months": shown,
        "settled": found.is_settled(year),
        "workdays": sum(month.workdays for month in shown),
        "special": [(one, _source(one, changes)) for one in special(shown)],
        "changes": changes if may_change else [one for one in changes if one.approved_at],
        "may_change": may_change,
        "warning": missing_arrangement(district, today) if may_change else None,
        "next_year": today.year + 1,
        "describe": found.describe,
    }
    return render(request, "officers/calendar.html", context)


def _source(cell, changes):
    """Where a special day comes from: the document that gives the day as it stands, the newest first."""
    if not cell.own:
        return "国务院办公厅放假安排" if not cell.provisional else "法定固定节日"
    for change in changes:
        entry = change.entries.get(cell.day) if change.approved_at and not change.is_void else None
        if entry and entry.is_workday == (cell.kind in ("work", "make_up")):
            return change.document_no
    return "工作簿导入"


@require_http_methods(["GET", "HEAD", "POST"])
def new_change(request):
    """Enter a year's arrangement or single days; they count once somebody else has approved them."""
    if not District.objects.visible_to(request.user).exists():
        raise Http404
    permissions.require(request.user, permissions.CHANGE_CALENDAR)
    districts = permissions.districts(request.user, permissions.CHANGE_CALENDAR)
    form = CalendarChangeForm(request.POST or None, request.FILES or None, districts=districts, initial=_begin(request))
    if form.is_valid():
        try:
            change = form.enter(Actor.of(request))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"已录入{change}，共{len(change.days)}天。请由另一人复核，复核后生效。")
            return redirect("calendar-change", pk=change.pk)
    return render(request, "officers/calendar_form.html", {"form": form}, status=422 if form.errors else 200)


def _begin(request):
    """What the form begins with: a change that is entered anew, else next year's arrangement."""
    if again := whole(request.GET.get("again")):
        change = CalendarChange.objects.visible_to(request.user).filter(pk=again).first()
        if change:
            return showing(change)
    today = local_day(request.at)
    asked = request.GET.get("year", "")
    return {"year": asked if asked.isdigit() else today.year + 1, "scope": request.GET.get("scope", "year")}
