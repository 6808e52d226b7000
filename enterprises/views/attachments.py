"""The files added to visits: given out, and taken out."""

from django.contrib import messages
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from enterprises.forms.visit import VoidForm
from enterprises.models import Visit
from officers.actor import Actor
from officers.attachments.names import disposition
from officers.doors import on_trusted_phones
from officers.models import StaleRecord

from .visits import require_office, shell


def _fetch(request, pk):
    """The attachment, if this person may see a visit to which it belongs."""
    return get_object_or_404(Visit.objects.visible_to(request.user).attachments(), pk=pk)


@on_trusted_phones
@never_cache
@require_safe
def attachment(request, pk):
    """The file itself: to be kept, never shown here."""
    found = _fetch(request, pk)
    try:
        file = open(found.path, "rb")  # noqa: SIM115 - closed by the response
    except FileNotFoundError as missing:
        raise Http404("附件的文件不在了，请告诉系统管理员。") from missing
    answer = FileResponse(file, content_type="application/octet-stream")
    answer["Content-Disposition"] = disposition(found.name, f"attachment-{found.number}.{found.kind}")
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
def void(request, pk):
    """作废, with a reason: from then on nobody is given the file; its name and the reason stay to be seen."""
    found = _fetch(request, pk)
    visits = Visit.objects.visible_to(request.user).filter(attachments=found)
    visit = visits.select_related("pairing__officer", "pairing__deputy", "pairing__district", "district").latest("pk")
    require_office(request.user, visit)
    form, status = VoidForm(request.POST or None, initial={"version": found.version}), 200
    if request.method == "POST" and form.is_valid():
        try:
            found.void(Actor.of(request), form.cleaned_data["version"], form.cleaned_data["reason"])
        except StaleRecord as stale:
            form.add_error(None, str(stale))
            status = 409
        else:
            messages.success(request, f"已作废附件“{found.name}”，不再提供下载。")
            return redirect("visit", pk=visit.pk)
    context = {"form": form, "attachment": found, "visit": visit, "shell": shell(request.user)}
    status = 422 if form.errors and status == 200 else status
    return render(request, "enterprises/attachment_void.html", context, status=status)
