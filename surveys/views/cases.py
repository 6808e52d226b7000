"""办公室办理事项: matters of firms that asked not to be named."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from officers import permissions
from officers.actor import Actor
from officers.models import StaleRecord
from surveys import handle_remark
from surveys.forms.remark import CloseForm
from surveys.models import OfficeCase

from .remarks import REFUSAL

A_PAGE = 50


@require_safe
def cases(request):
    """Those under way first."""
    found = _held(request).order_by("closed_at", "-year", "-serial")
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "surveys/cases.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def case(request, pk):
    """One case with its text; POST ends it with what came of it."""
    found = get_object_or_404(_held(request), pk=pk)
    if not permissions.holds_links(request.user, found.district):
        raise PermissionDenied(REFUSAL)
    form = CloseForm(request.POST or None, initial={"version": found.version})
    status, problem = 422 if form.errors else 200, ""
    if form.is_valid():
        try:
            handle_remark.close(found, Actor.of(request), form.cleaned_data["version"], form.cleaned_data["outcome"])
        except StaleRecord as stale:
            found.refresh_from_db()
            form = CloseForm(initial={"version": found.version})
            status, problem = 409, str(stale)
        else:
            messages.success(request, f"已办结{found.number}。")
            return redirect("survey-case", pk=found.pk)
    return render(request, "surveys/case.html", {"case": found, "form": form, "problem": problem}, status=status)


def _held(request):
    if not permissions.allows(request.user, permissions.KEEP_SURVEYS):
        raise Http404
    if not permissions.holds_links(request.user):
        raise PermissionDenied(REFUSAL)
    return OfficeCase.objects.visible_to(request.user).select_related("remark__survey", "district", "entered_by")
