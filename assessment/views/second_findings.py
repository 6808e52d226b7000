"""二次转办的认定: chains that a person decided on, and what of them stands in the records of assessment."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from assessment.models import Record
from assessment.second_findings import due_records, make_findings, related
from officers import permissions
from officers.actor import Actor
from surveys.impartial import SERVES_ENTERPRISES
from surveys.models import SecondHandling

A_PAGE = 50


def _decided(request):
    """Decided chains of the districts where this person keeps the surveys."""
    if not permissions.allows(request.user, permissions.SEE_SURVEYS):
        raise Http404
    permissions.require(request.user, permissions.KEEP_SURVEYS)
    if not permissions.holds_links(request.user):
        raise PermissionDenied(SERVES_ENTERPRISES)
    rows = SecondHandling.objects.visible_to(request.user).standing().filter(exempt__isnull=False)
    related_rows = ("call_back__invitation__survey", "call_back__invitation__district", "unit", "district")
    return rows.select_related(*related_rows).prefetch_related("helpers").order_by("-decided_at", "-pk")


@require_safe
def second_findings(request):
    """The decided chains, each with its records or the button that makes them."""
    page = Paginator(_decided(request), A_PAGE).get_page(request.GET.get("page"))
    numbers = [related(one) for one in page]
    standing = Record.objects.visible_to(request.user).filter(related__in=numbers, voided_at__isnull=True)
    made = {}
    for record in standing.select_related("unit"):
        made.setdefault((record.district_id, record.related), []).append(record)
    rows = [(one, made.get((one.district_id, related(one)), []), _due(one)) for one in page]
    undecided = SecondHandling.objects.visible_to(request.user).judging().count()
    return render(request, "assessment/second_findings.html", {"page": page, "rows": rows, "undecided": undecided})


def _due(handling):
    """The units that records are due for, as (unit, the scheme's item)."""
    return [(record.unit, record.item) for record in due_records(handling)]


@require_POST
def make(request, pk):
    """计入考核记录, once."""
    found = get_object_or_404(_decided(request), pk=pk)
    try:
        made = make_findings(found, Actor.of(request))
    except ValidationError as refused:
        messages.error(request, f"没有计入：{'；'.join(refused.messages)}。")
    else:
        messages.success(request, f"已计入{found}的考核记录{len(made)}条。")
    return redirect("second-findings")
