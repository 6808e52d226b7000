"""周报: the office's roll-up of one week, on the page, as .docx and as a workbook."""

from datetime import timedelta
from io import BytesIO

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from enterprises.confirm_week import week_on
from enterprises.forms.feedback import ReportForm
from enterprises.week_report import WeekReport
from officers import permissions
from officers.documents.files import EXCEL, WORD, attachment
from officers.models import WorkDay
from officers.views.exporting import tell
from officers.workdays import local_day

from .weekly import find_week

LINES_A_PAGE = 50


@require_safe
def report(request, year=None, week=None):
    """Who has confirmed the week, and the text to copy. Without numbers: last week up to Wednesday, then this one."""
    form, found = _asked(request, year, week)
    this = week_on(found.today)
    context = {
        "report": found,
        "page": Paginator(found.lines, LINES_A_PAGE).get_page(request.GET.get("page")),
        "form": form,
        "before": week_on(found.week.first - timedelta(days=7)),
        "after": week_on(found.week.first + timedelta(days=7)) if found.week.first < this.first else None,
        "asked": request.GET.urlencode(),
        "text": "\n".join(found.paragraphs),
    }
    return render(request, "enterprises/weekly_report.html", context)


@require_safe
def docx(request, year, week):
    """The report as a Word file."""
    _, found = _asked(request, year, week)
    return attachment(found.as_docx(), WORD, f"weekly-{year}-W{week:02}.docx")


@require_POST
def xlsx(request, year, week):
    """The officers' lines as a workbook."""
    _, found = _asked(request, year, week)
    stream = BytesIO()
    found.write_xlsx(stream)
    tell(request, f"{year}年第{week}周周报", len(found.lines), permissions.SEE_LEDGERS, found.district)
    return attachment(stream.getvalue(), EXCEL, f"weekly-{year}-W{week:02}.xlsx")


def _asked(request, year, week):
    if not permissions.allows(request.user, permissions.SEE_LEDGERS):
        raise Http404
    today = local_day(request.at)
    period = find_week(year, week) if year else week_on(today - timedelta(days=3))
    if period.first > today:
        raise Http404
    form = ReportForm(request.GET, districts=permissions.districts(request.user, permissions.SEE_LEDGERS))
    district = form.chosen
    return form, WeekReport(district, period, WorkDay.objects.calendar(district), today)
