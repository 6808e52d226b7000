"""The visits: the list, its workbook, and the page of one."""

from tempfile import TemporaryFile

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from enterprises.forms.visit_filter import VisitFilter
from enterprises.models import Visit
from enterprises.visit_workbook import MOST_ROWS, write_visits
from officers import permissions
from officers.doors import on_trusted_phones
from officers.models import LogEntry
from officers.views.exporting import tell
from officers.workdays import local_day

from .finding import openable

VISITS_A_PAGE = 50
WITH = ("pairing__officer", "pairing__enterprise", "pairing__deputy", "pairing__district", "entered_by", "district")


def shell(user):
    """The frame of a page: the office's, or the phone's for those who look after their own pairings."""
    return "base.html" if permissions.allows(user, permissions.SEE_ALL_VISITS) else "phone.html"


@on_trusted_phones
@require_safe
def visits(request):
    """All visits of the district for the office and the leading group; for the others their own."""
    if not permissions.allows(request.user, permissions.SEE_ALL_VISITS) and not request.user.holds(
        *permissions.WRITERS
    ):
        raise Http404
    asked = VisitFilter(request.GET, today=local_day(request.at))
    visible = Visit.objects.visible_to(request.user)
    listed = asked.narrow(visible).select_related(*WITH).order_by("-date", "-pk")
    page = Paginator(listed, VISITS_A_PAGE).get_page(request.GET.get("page"))
    hints = asked.hints_of(visible, page.object_list)
    for visit in page:
        visit.hints = hints.get(visit.pk, ())
    context = {
        "page": page,
        "asked": asked,
        "is_filtered": any(asked.cleaned_data.values()),
        "may_record": permissions.allows(request.user, permissions.RECORD_VISIT),
    }
    everything = shell(request.user) == "base.html"
    return render(request, "enterprises/visits.html" if everything else "enterprises/own_visits.html", context)


@require_POST
def export(request):
    """The list as the filter in the address shows it, as a workbook; what was taken out stands in the log."""
    permissions.require(request.user, permissions.SEE_ALL_VISITS)
    asked = VisitFilter(request.GET, today=local_day(request.at))
    listed = asked.narrow(Visit.objects.visible_to(request.user)).select_related(*WITH).order_by("-date", "-pk")
    count = listed.count()
    if count > MOST_ROWS:
        messages.error(request, f"共{count}条，一次最多导出{MOST_ROWS}条，请缩小日期范围后分次导出。")
        return redirect(f"{reverse('visits')}?{request.GET.urlencode()}")
    file = TemporaryFile()  # noqa: SIM115 - closed by the response
    written = write_visits(listed.with_attached(), file)
    file.seek(0)
    tell(request, "走访", written, permissions.SEE_ALL_VISITS)
    return FileResponse(file, as_attachment=True, filename=f"走访{local_day(request.at):%Y%m%d}.xlsx")


@on_trusted_phones
@require_safe
def visit(request, pk):
    """Everything about one visit."""
    return show(request, fetch(request, pk))


def fetch(request, pk):
    """The visit, if this person may see it."""
    visible = Visit.objects.visible_to(request.user).select_related(*WITH, "voided_by", "replaces", "replaced_by")
    return get_object_or_404(visible, pk=pk)


def show(request, visit, *, stale=None, status=200):
    """The page of one visit; `stale` is said above it when somebody else was faster."""
    entries = LogEntry.objects.filter(record_type=Visit._meta.label_lower, record_id=str(visit.pk)).order_by("at", "pk")
    context = {
        "visit": visit,
        "attachments": visit.attachments.all(),
        "entries": entries,
        "stale": stale,
        "openable": openable(request.user, visit.pairing.enterprise, visit.pairing.officer),
        "shell": shell(request.user),
        "may_void": may_act_as_office(request.user, visit.pairing) and not visit.is_void,
        "may_correct": may_correct(request.user, visit) and visit.is_current,
        "may_record": permissions.allows(request.user, permissions.RECORD_VISIT),
    }
    return render(request, "enterprises/visit.html", context, status=status)


def may_act_as_office(user, pairing):
    """Whether the person decides about visits under the pairing: the office does, but nobody about the own ones."""
    return permissions.allows(user, permissions.VOID_VISIT, pairing.district) and not pairing.is_of(user)


def may_correct(user, visit):
    """Whether the person may put another record in the visit's place: the officer, who typed it, or the office."""
    if may_act_as_office(user, visit.pairing):
        return True
    own = user.pk in (visit.entered_by_id, visit.pairing.officer.user_id)
    return own and not visit.is_void and user.holds(*permissions.WRITERS, district=visit.district)


def require_office(user, visit):
    """Raise PermissionDenied unless the person decides about the visit."""
    permissions.require(user, permissions.VOID_VISIT, visit.district)
    if not may_act_as_office(user, visit.pairing):
        raise PermissionDenied("这是您自己名下的走访，请由办公室其他同事办理。")
