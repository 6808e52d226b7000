"""政策支持: what enterprises received, entered, corrected and voided by the office."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Sum
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from enterprises.forms.policy import SupportFilters, SupportForm, VoidForm
from enterprises.models import Enterprise, Policy, PolicySupport
from enterprises.support_book import MOST_ROWS, support_book
from officers import permissions
from officers.actor import Actor
from officers.models import StaleRecord
from officers.numbers import whole
from officers.views.exporting import tell
from officers.words import plain
from officers.workdays import local_day

from .finding import find_enterprise, openable

ROWS_A_PAGE = 50


@require_safe
def supports(request):
    """Who received what, the latest first, with the count of the enterprise's year."""
    form, found = _asked(request)
    page = with_year_counts(Paginator(found, ROWS_A_PAGE).get_page(request.GET.get("page")))
    sums = found.valid().aggregate(count=Count("pk"), firms=Count("enterprise", distinct=True), amount=Sum("amount"))
    context = {
        "form": form,
        "page": page,
        "sums": sums | {"amount": plain(sums["amount"])},
        "several": len({support.district_id for support in page}) > 1,
        "may_keep": permissions.allows(request.user, permissions.KEEP_POLICIES),
        "may_export": page.paginator.count <= MOST_ROWS,
    }
    return render(request, "enterprises/supports.html", context)


@require_POST
def export(request):
    """What the list shows, all its pages, as a workbook."""
    _, found = _asked(request)
    count = found.count()
    if count > MOST_ROWS:
        raise Http404
    name = f"政策支持-{local_day(request.at):%Y%m%d}.xlsx"
    supports = PolicySupport.objects.tell_year_counts(found, found.order_by().values("enterprise"))
    book = support_book(supports)
    tell(request, "政策支持", count, permissions.SEE_POLICIES)
    return FileResponse(book, as_attachment=True, filename=name)


def with_year_counts(page):
    """The page, each of its supports with its year's count (`in_year`)."""
    firms = {support.enterprise_id for support in page}
    page.object_list = list(PolicySupport.objects.tell_year_counts(page, firms))
    return page


def _asked(request):
    if not permissions.allows(request.user, permissions.SEE_POLICIES):
        raise Http404
    form = SupportFilters(request.GET, policies=Policy.objects.visible_to(request.user))
    form.is_valid()
    visible = PolicySupport.objects.visible_to(request.user).select_related("enterprise", "policy", "district")
    return form, form.narrow(visible).order_by("-date", "-pk")


@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    """登记政策支持: the enterprise first, then day, policy and amount."""
    permissions.require(request.user, permissions.KEEP_POLICIES)
    firms = Enterprise.objects.filter(district__in=permissions.districts(request.user, permissions.KEEP_POLICIES))
    asked = whole(request.GET.get("enterprise"))
    if asked is None:
        return find_enterprise(request, firms, "登记政策支持", "support-new", ("政策支持", "supports"))
    firm = get_object_or_404(firms, pk=asked)
    form = SupportForm(request.POST or None, enterprise=firm, today=local_day(request.at))
    if form.is_valid() and (support := form.save(Actor.of(request))):
        messages.success(request, f"已登记：{firm}，{support.policy}，记录{support.number}。")
        return redirect("support", pk=support.pk)
    context = {"form": form, "enterprise": firm, "act": "登记政策支持"}
    return render(request, "enterprises/support_form.html", context, status=422 if form.errors else 200)


@require_safe
def support(request, pk):
    """One support with who entered it."""
    found = _visible(request, pk)
    keeps = permissions.allows(request.user, permissions.KEEP_POLICIES, found.district)
    context = {
        "support": found,
        "may_keep": keeps and not found.is_void,
        "openable": openable(request.user, found.enterprise),
    }
    return render(request, "enterprises/support.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request, pk):
    """更正, with a reason and as of the version that was shown."""
    found = _kept(request, pk)
    form = SupportForm(
        request.POST or None, enterprise=found.enterprise, today=local_day(request.at), support=found
    )  # fmt: skip
    return _changed(request, found, form, "更正")


@require_http_methods(["GET", "HEAD", "POST"])
def void(request, pk):
    """作废, with a reason; the record stays visible."""
    found = _kept(request, pk)
    return _changed(request, found, VoidForm(request.POST or None, support=found), "作废")


def _visible(request, pk):
    visible = PolicySupport.objects.visible_to(request.user).with_year_count()
    return get_object_or_404(
        visible.select_related("enterprise", "policy", "district", "entered_by", "voided_by"), pk=pk
    )


def _kept(request, pk):
    found = _visible(request, pk)
    permissions.require(request.user, permissions.KEEP_POLICIES, found.district)
    return found


def _changed(request, found, form, act):
    """One change of a standing support; 409 with what stands now when somebody was faster, or it is void."""
    try:
        if found.is_void:
            raise StaleRecord(found)
        if form.is_valid() and form.save(Actor.of(request)):
            messages.success(request, f"已{act}记录{found.number}。")
            return redirect("support", pk=found.pk)
    except StaleRecord as stale:
        standing = _visible(request, found.pk)
        context = {"support": standing, "problem": str(stale), "may_keep": not standing.is_void}
        return render(request, "enterprises/support.html", context, status=409)
    context = {"form": form, "enterprise": found.enterprise, "support": found, "act": act}
    return render(request, "enterprises/support_form.html", context, status=422 if form.errors else 200)
