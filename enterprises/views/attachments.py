"""The files added to visits."""

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from enterprises.models import Visit
from officers.attachments.names import disposition
from officers.doors import on_trusted_phones


@on_trusted_phones
@never_cache
@require_safe
def attachment(request, pk):
    """The file itself, for exactly those who may see a visit to which it belongs: to be kept, never shown here."""
    found = get_object_or_404(Visit.objects.visible_to(request.user).attachments(), pk=pk)
    try:
        file = open(found.path, "rb")  # noqa: SIM115 - closed by the response
    except FileNotFoundError as missing:
        raise Http404("附件的文件不在了，请告诉系统管理员。") from missing
    answer = FileResponse(file, content_type="application/octet-stream")
    answer["Content-Disposition"] = disposition(found.name, f"attachment-{found.number}.{found.kind}")
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer
