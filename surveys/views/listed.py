"""企业名单 of a round that asks firms named one by one."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from officers import permissions
from officers.actor import Actor
from officers.models import StaleRecord
from surveys.drafting import name_firms
from surveys.forms.listed import FOUND_AT_ONCE, FindForm, ListForm, candidates
from surveys.models import Survey

from .finding import draft, keeps, seen
from .head import head
from .survey import stale

ROWS_A_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
def listed(request, pk):
    """The list, and what is found to be put on it."""
    if request.method != "POST":
        return _page(request, seen(request, pk))
    found = draft(request, pk)
    if found.audience != Survey.Audience.LIST:
        raise PermissionDenied("这一轮不是按名单调查，没有名单可改。")
    form = ListForm(request.POST, enterprises=candidates(found))
    if not form.is_valid():
        return _page(request, found, form, status=422)
    act = "fewer" if form.cleaned_data["act"] == "remove" else "more"
    try:
        come, go = name_firms(found, Actor.of(request), form.cleaned_data["version"], **{act: form.chosen})
    except StaleRecord as refused:
        return stale(request, pk, refused)
    messages.success(request, f"已移出{go}家。" if act == "fewer" else f"已加入{come}家。")
    return redirect("survey-firms", pk=pk)


def _page(request, found, form=None, status=200):
    find = FindForm(request.GET)
    find.is_valid()
    named = candidates(found).filter(pk__in=found.listed.values("pk"))
    unpaired = named.unpaired_on(found.closes_on)
    page = Paginator(named.order_by("credit_code"), ROWS_A_PAGE).get_page(request.GET.get("page"))
    matches = list(find.found(candidates(found)))
    may_change = keeps(request, found) and found.is_draft
    is_impartial = permissions.holds_links(request.user, found.district)
    shown = [firm.pk for firm in (*page, *matches)]
    context = {
        **head(found, "survey-firms", request),
        "find": find,
        "form": form or ListForm(initial={"version": found.version}, enterprises=candidates(found)),
        "is_list": found.audience == Survey.Audience.LIST,
        "may_change": may_change and is_impartial,
        "barred": may_change and not is_impartial and found.audience == Survey.Audience.LIST,
        "page": page,
        "matches": matches,
        "most": FOUND_AT_ONCE,
        "on_list": set(named.filter(pk__in=shown).values_list("pk", flat=True)),
        "unpaired": unpaired.count(),
        "alone": set(candidates(found).unpaired_on(found.closes_on).filter(pk__in=shown).values_list("pk", flat=True)),
        "version": found.version,
    }
    return render(request, "surveys/listed.html", context, status=status)
