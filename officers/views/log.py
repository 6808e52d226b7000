from tempfile import TemporaryFile

from django.http import FileResponse, Http404
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from officers import permissions
from officers.actor import Actor
from officers.export_log import MOST_ROWS, TooManyEntries, export_log
from officers.forms.log import LogFilter
from officers.models import LogEntry
from officers.numbers import whole
from officers.workdays import local_day

ENTRIES_A_PAGE = 50


def _readable(request):
    if not permissions.allows(request.user, permissions.READ_LOG):
        raise Http404
    entries = LogEntry.objects.told_to(request.user)
    return entries.for_who_serves() if permissions.serves(request.user) else entries


@require_safe
def log(request):
    """The log, newest first, a page at a time: each page begins after the last entry of the one before."""
    form = LogFilter(request.GET, today=local_day(request.at))
    return _page(request, form)


def _page(request, form, refusal=""):
    entries = form.narrow(_readable(request)).newest_first()
    start = _start(request)
    if start:
        entries = entries.after(start)
    found = list(entries[: ENTRIES_A_PAGE + 1])
    context = {"form": form, "entries": found[:ENTRIES_A_PAGE], "later": bool(start), "refusal": refusal}
    if len(found) > ENTRIES_A_PAGE:
        context["next"] = found[ENTRIES_A_PAGE - 1].pk
    status = 422 if form.errors or refusal else 200
    return render(request, "officers/log.html", context, status=status)


def _start(request):
    """The entry a page begins after; None for the first page and for nonsense."""
    told = whole(request.GET.get("after"))
    return _readable(request).filter(pk=told).first() if told else None


@require_POST
def log_export(request):
    """What is filtered, as a workbook. Taking the log away is an act that the log tells."""
    entries = _readable(request)
    form = LogFilter(request.POST, today=local_day(request.at))
    if not form.is_valid():
        return _page(request, form)
    file = TemporaryFile()  # noqa: SIM115 - the answer closes it
    try:
        export_log(form.narrow(entries).newest_first(), form.in_words(), Actor.of(request), file)
    except TooManyEntries:
        return _page(request, form, f"超过{MOST_ROWS}条，一份表格放不下。请把日期缩短后再导出。")
    day = local_day(request.at)
    return FileResponse(file, as_attachment=True, filename=f"日志-{day.isoformat()}.xlsx")
