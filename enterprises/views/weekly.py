"""每周反馈: an officer's own weeks."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from enterprises import report_content
from enterprises.confirm_week import AlreadyConfirmed, confirm_week, week_on
from enterprises.forms.feedback import ConfirmForm
from enterprises.week_board import recent_weeks
from officers import permissions
from officers.actor import Actor
from officers.models import Officer, WorkDay
from officers.periods import periods
from officers.workdays import local_day


def find_week(year, index):
    """The ISO week of two numbers from an address. Raises Http404 where there is none."""
    if not 2000 <= year <= 2100 or not 1 <= index <= len(periods("iso_week", year)):
        raise Http404
    return periods("iso_week", year)[index - 1]


@require_safe
def weekly(request):
    """The week that is to be confirmed next, and those before it."""
    officer = _own(request)
    today = local_day(request.at)
    calendar = WorkDay.objects.calendar(officer.district)
    weeks = recent_weeks(officer, calendar, today)
    week = next((week for week in weeks if week.may_be_confirmed), weeks[0])
    return _page(request, officer, weeks, week)


@require_safe
def week(request, year, week):
    """One week of one's own."""
    officer = _own(request)
    today, period = local_day(request.at), find_week(year, week)
    if period.first > today:
        raise Http404
    weeks = recent_weeks(officer, WorkDay.objects.calendar(officer.district), today, period)
    return _page(request, officer, weeks, next(each for each in weeks if each.period == period))


@require_POST
def confirmed(request, year, week):
    """Confirm what the records say of the week; late is possible, and marked."""
    officer = _own(request)
    permissions.require(request.user, permissions.CONFIRM_WEEK, officer.district)
    today, period = local_day(request.at), find_week(year, week)
    weeks = recent_weeks(officer, WorkDay.objects.calendar(officer.district), today, period)
    asked = next(each for each in weeks if each.period == period)
    # of a week that was never owed, or is not over, there is nothing to confirm; pressed twice is told below
    if not (asked.may_be_confirmed or asked.feedback):
        raise Http404
    form = ConfirmForm(request.POST)
    if not form.is_valid():
        return _page(request, officer, weeks, asked, form)
    try:
        confirm_week(officer, period, form.cleaned_data["remark"], Actor.of(request))
    except AlreadyConfirmed as told:
        messages.warning(request, str(told))
    else:
        messages.success(request, f"第{week}周已确认。")
    return redirect("weekly-week", year, week)


def _own(request):
    """The officer that this person is, 404 for everybody else."""
    found = Officer.objects.filter(user=request.user).select_related("district", "unit").first()
    if found is None or not permissions.allows(request.user, permissions.CONFIRM_WEEK, found.district):
        raise Http404
    return found


def _page(request, officer, weeks, week, form=None):
    period = week.period
    content = week.feedback.content if week.feedback else report_content.read(officer, period.first, period.last)
    context = {
        "officer": officer,
        "weeks": weeks,
        "week": week,
        "this": week_on(local_day(request.at)),
        "report": report_content.shown(content),
        "form": form or ConfirmForm(),
    }
    return render(request, "enterprises/weekly.html", context, status=422 if form else 200)
