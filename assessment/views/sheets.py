from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from assessment.display import SheetPage, is_veiled
from assessment.models import Interpretation, ScoreSheet
from assessment.own import own_officers
from officers import permissions
from officers.doors import on_trusted_phones
from officers.models import Role

SHEETS_A_PAGE = 30


@on_trusted_phones
@require_safe
def mine(request):
    """The officer's own sheets, the latest first."""
    if not request.user.holds(Role.OFFICER):
        raise Http404
    sheets = ScoreSheet.objects.visible_to(request.user).filter(officer__user=request.user)
    listed = sheets.select_related("run__scheme", "officer").defer("account", "facts").order_by("-run_id")
    page = Paginator(listed, SHEETS_A_PAGE).get_page(request.GET.get("page"))
    rows = [(sheet, is_veiled(sheet, {sheet.officer_id})) for sheet in page]
    return render(request, "assessment/own_sheets.html", {"page": page, "rows": rows})


@on_trusted_phones
@never_cache
@require_safe
def sheet(request, pk, code):
    """得分表: one subject's result with everything behind it."""
    return _sheet(request, pk, code, "assessment/sheet.html", neighbours=True)


@never_cache
@require_safe
def printed(request, pk, code):
    """得分表 for A4: the table on one page, the evidence behind it."""
    return _sheet(request, pk, code, "assessment/sheet_print.html")


def _sheet(request, pk, code, template, *, neighbours=False):
    visible = ScoreSheet.objects.visible_to(request.user)
    own = own_officers(request.user)
    if neighbours and permissions.allows(request.user, permissions.SEE_RESULTS):
        visible = visible.with_neighbours(own)
    related = visible.select_related("run__scheme", "run__district", "facts", "officer")
    found = get_object_or_404(related, run_id=pk, code=code)
    decided = {
        each.ident: (each.decided_on, each.decided_by, each.document_no)
        for each in Interpretation.objects.visible_to(request.user).filter(
            district=found.run.district, scheme=found.run.scheme, decided_on__isnull=False
        )
    }
    context = {
        "page": SheetPage(found, decided, own),
        "sees_ranking": permissions.allows(request.user, permissions.SEE_RESULTS, found.run.district),
    }
    return render(request, template, context)
