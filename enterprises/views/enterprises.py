from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from enterprises.forms.enterprise import EnterpriseFilter, EnterpriseForm
from enterprises.models import Enterprise, Issue, Pairing
from officers import permissions
from officers.models import Unit
from officers.views.writing import write_entry
from officers.workdays import local_day

ROWS = 50


@require_safe
def enterprises(request):
    """企业: everybody that is served, with who answers for them on a day."""
    user = request.user
    if not permissions.allows(user, permissions.READ_DIRECTORY):
        raise Http404
    visible = Enterprise.objects.visible_to(user)
    units = Unit.objects.visible_to(user)
    filters = EnterpriseFilter(request.GET or None, enterprises=visible, units=units, today=local_day(request.at))
    listed = with_pairing_on(filters.day, filters.narrow(visible)).order_by("name", "pk")
    context = {
        "filters": filters,
        "page": Paginator(listed, ROWS).get_page(request.GET.get("page")),
        "unpaired": visible.unpaired_on(filters.day).count(),
        "may_keep": permissions.allows(user, permissions.KEEP_DIRECTORY),
    }
    return render(request, "enterprises/enterprises.html", context)


def with_pairing_on(day, found):
    """The enterprises, each with the list `current`: the pairing in force on a day, or nothing."""
    in_force = Pairing.objects.in_force_on(day).select_related("officer__unit", "deputy")
    return found.select_related("district").prefetch_related(
        Prefetch("pairing_set", queryset=in_force, to_attr="current")
    )


@require_safe
def enterprise(request, pk):
    """One enterprise: what it is, and who has answered for it since when."""
    user, today = request.user, local_day(request.at)
    visible = Enterprise.objects.visible_to(user)
    found = get_object_or_404(visible.select_related("district"), pk=pk)
    served = Pairing.objects.visible_to(user).filter(enterprise=found).with_visits()
    pairings = list(served.select_related("officer__unit", "deputy").order_by("-starts", "-pk"))
    current = next((pairing for pairing in pairings if pairing.is_in_force(today)), None)
    keeps = current is not None and Pairing.objects.kept_by(user).filter(pk=current.pk).exists()
    context = {
        "enterprise": found,
        "pairings": pairings,
        "current": current,
        "keeps": keeps,
        "may_record": keeps or permissions.allows(user, permissions.DECIDE_ISSUE, found.district),
        "sees_supports": permissions.allows(user, permissions.SEE_POLICIES, found.district),
        "today": today,
        "unsolved": Issue.objects.visible_to(user).filter(enterprise=found).unsolved().count(),
        "in_full": Enterprise.objects.in_full_for(user).filter(pk=pk).exists(),
        "reads": permissions.allows(user, permissions.READ_DIRECTORY, found.district),
        "may_keep": permissions.allows(user, permissions.KEEP_DIRECTORY, found.district),
    }
    return render(request, "enterprises/enterprise.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def enterprise_new(request):
    """登记企业."""
    permissions.require(request.user, permissions.KEEP_DIRECTORY)
    districts = permissions.districts(request.user, permissions.KEEP_DIRECTORY)
    sets_email = permissions.holds_links(request.user)
    form = EnterpriseForm(request.POST or None, districts=districts, sets_email=sets_email)
    return write_entry(request, form, title="登记企业", back=(reverse("enterprises"), "企业"), done=_page)


@require_http_methods(["GET", "HEAD", "POST"])
def enterprise_edit(request, pk):
    """更正企业."""
    found = get_object_or_404(Enterprise.objects.visible_to(request.user).select_related("district"), pk=pk)
    permissions.require(request.user, permissions.KEEP_DIRECTORY, found.district)
    own = Pairing.objects.served_by(request.user).filter(enterprise=found)
    form = EnterpriseForm(
        request.POST or None, instance=found, districts=[found.district],
        sets_email=permissions.holds_links(request.user, found.district),
        served=permissions.serves(request.user) and own.exists(),
    )  # fmt: skip
    return write_entry(request, form, title="更正企业", back=(_page(found), found.name), done=_page)


def _page(enterprise):
    return reverse("enterprise", args=[enterprise.pk])
