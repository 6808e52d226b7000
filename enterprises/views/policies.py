"""政策: what is explained and what enterprises receive under it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Sum
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from enterprises.briefings import briefings_by_policy
from enterprises.forms.policy import PolicyFilters, PolicyForm, RenameForm
from enterprises.models import Policy, PolicySupport, Visit
from officers import permissions
from officers.actor import Actor
from officers.models import StaleRecord
from officers.words import plain
from officers.workdays import local_day

from .finding import at_a_desk
from .supports import with_year_counts

ROWS_A_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
def policies(request):
    """The policies with a year's briefings and supports, and for the office the form that adds one."""
    if not permissions.allows(request.user, permissions.SEE_POLICIES):
        raise Http404
    if request.method == "POST":
        permissions.require(request.user, permissions.KEEP_POLICIES)
    keeping = permissions.districts(request.user, permissions.KEEP_POLICIES)
    form = PolicyForm(request.POST or None, districts=keeping) if keeping else None
    if form and form.is_valid() and (policy := form.save(Actor.of(request))):
        messages.success(request, f"已登记政策“{policy}”。")
        return redirect("policies")
    filters = PolicyFilters(request.GET, this_year=local_day(request.at).year)
    filters.is_valid()
    listed = Policy.objects.visible_to(request.user).named_like(filters.cleaned_data.get("name") or "")
    page = Paginator(listed.select_related("district"), ROWS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "filters": filters,
        "page": page,
        "own_only": not at_a_desk(request.user),
        "rows": _counted(request.user, page, filters.year_asked),
        "several": len({policy.district_id for policy in page}) > 1,
    }
    return render(request, "enterprises/policies.html", context, status=422 if form and form.errors else 200)


def _counted(user, page, year):
    """Each policy with its briefings, supports, enterprises and amount of the year, as far as the user sees them."""
    visits = Visit.objects.visible_to(user).filter(date__year=year)
    told = {
        district: briefings_by_policy(visits.filter(district=district), _names(district))
        for district in {policy.district_id for policy in page}
    }
    given = PolicySupport.objects.visible_to(user).valid().filter(policy__in=list(page), date__year=year)
    sums = given.order_by().values("policy").annotate(
        count=Count("pk"), firms=Count("enterprise", distinct=True), amount=Sum("amount")
    )  # fmt: skip
    by_policy = {row["policy"]: row | {"amount": plain(row["amount"])} for row in sums}
    return [(policy, told[policy.district_id][policy.name], by_policy.get(policy.pk)) for policy in page]


def _names(district):
    return set(Policy.objects.filter(district=district).values_list("name", flat=True))


@require_http_methods(["GET", "HEAD", "POST"])
def policy(request, pk):
    """One policy: who received what, the latest first; the office may put its name right."""
    if not permissions.allows(request.user, permissions.SEE_POLICIES):
        raise Http404
    found = get_object_or_404(Policy.objects.visible_to(request.user).select_related("district"), pk=pk)
    keeps = permissions.allows(request.user, permissions.KEEP_POLICIES, found.district)
    if request.method == "POST":
        permissions.require(request.user, permissions.KEEP_POLICIES, found.district)
    form = RenameForm(request.POST or None, policy=found) if keeps else None
    problem = ""
    if form and form.is_valid():
        try:
            if form.save(Actor.of(request)):
                messages.success(request, f"已改名为“{found}”。")
                return redirect("policy", pk=found.pk)
        except StaleRecord as stale:
            found, problem = stale.record, str(stale)
            form = RenameForm(policy=found)
    status = 409 if problem else 422 if form and form.errors else 200
    return _shown(request, found, form, problem, status)


def _shown(request, found, form, problem, status):
    if form and form.errors:
        found = Policy.objects.get(pk=found.pk)  # the name that was refused must not stand in the heading
    given = PolicySupport.objects.visible_to(request.user).filter(policy=found)
    sums = given.valid().aggregate(count=Count("pk"), firms=Count("enterprise", distinct=True), amount=Sum("amount"))
    listed = given.select_related("enterprise").order_by("-date", "-pk")
    page = with_year_counts(Paginator(listed, ROWS_A_PAGE).get_page(request.GET.get("page")))
    visits = Visit.objects.visible_to(request.user).filter(district=found.district_id)
    context = {
        "policy": found,
        "own_only": not at_a_desk(request.user),
        "form": form,
        "problem": problem,
        "page": page,
        "sums": sums | {"amount": plain(sums["amount"])},
        "briefings": briefings_by_policy(visits, _names(found.district_id))[found.name],
    }
    return render(request, "enterprises/policy.html", context, status=status)
