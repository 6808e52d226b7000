from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from assessment.agenda import agenda
from assessment.display.agenda import ledger_line, next_ledger_due, sections
from assessment.display.agenda_duties import listed_issues
from assessment.display.due import this_week
from assessment.display.reminders import reminders
from enterprises.models import Issue
from officers import permissions
from officers.models import WorkDay
from officers.numbers import whole
from officers.words import spoken, weekday
from officers.workdays import local_day


@never_cache
@require_safe
def today(request):
    """今日: what the office has to do, each thing one press from where it is done, and the texts that remind officers.
    The leading group may read what there is to do, without the texts."""
    districts = permissions.districts(request.user, permissions.SEE_TODAY)
    district = _chosen(request, districts)
    calendar, day = WorkDay.objects.calendar(district), local_day(request.at)
    handles = request.user.holds(*permissions.OFFICE, district=district)
    found = agenda(district, calendar, request.at, request.user, handles)
    context = {
        "date": f"{spoken(day)}　{weekday(day)}",
        "week": this_week(day, calendar),
        "works": "工作日" if calendar.is_workday(day) else calendar.reason(day),
        "next_ledger": _spoken(next_ledger_due(found)),
        "district": district,
        "districts": districts if len(districts) > 1 else (),
        "has_scheme": bool(found.years),
        "sections": sections(found, _issues(request.user, found)),
        "reminders": reminders(found) if handles else (),
        "ledgers": [(year, ledger_line(found, year)) for year in found.years if year <= day.year],
    }
    return render(request, "assessment/today.html", context)


def _chosen(request, districts):
    """The district that was asked for, or the first one the person works for. Raises Http404 where there is none."""
    if asked := request.GET.get("district"):
        return get_object_or_404(districts, pk=whole(asked) or 0)
    if not districts:
        raise Http404
    return districts[0]


def _spoken(day):
    return spoken(day) if day else ""


def _issues(user, found):
    """The pages of the issues that get a row. One query."""
    codes = [each.issue["code"] for each in listed_issues(found)]
    visible = Issue.objects.visible_to(user).filter(district=found.district, code__in=codes)
    return dict(visible.values_list("code", "pk"))
