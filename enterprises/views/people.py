from django.core.paginator import Paginator
from django.db.models import Count, Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from enterprises.models import Exemption, Pairing
from officers import permissions
from officers.forms.directory import PersonFilter
from officers.models import Acting, Deputy, Officer, Unit
from officers.workdays import local_day

ROWS = 50


@require_safe
def officers(request):
    """首席服务官: with how many enterprises each serves today."""
    return _people(request, Officer, "officer", ("code", "pk"), "enterprises/officers.html")


@require_safe
def deputies(request):
    """分包人: with how many enterprises each stands beside today."""
    return _people(request, Deputy, "deputy", ("name", "pk"), "enterprises/deputies.html")


def _people(request, model, role, order, template):
    user, today = request.user, local_day(request.at)
    if not permissions.allows(user, permissions.READ_DIRECTORY):
        raise Http404
    filters = PersonFilter(request.GET or None, units=Unit.objects.visible_to(user))
    own = Pairing.objects.in_force_on(today).filter(**{role: OuterRef("pk")})
    count = own.order_by().values(role).annotate(n=Count("pk")).values("n")
    found = model.objects.visible_to(user).found_by(filters.said("q") or "")
    if unit := filters.said("unit"):
        found = found.filter(unit=unit)
    if serving := filters.said("serving"):
        found = found.filter(Exists(own) if serving == "yes" else ~Exists(own))
    listed = found.select_related("unit", "district").annotate(serves=Coalesce(Subquery(count), 0)).order_by(*order)
    page = Paginator(listed, ROWS).get_page(request.GET.get("page"))
    context = {
        "filters": filters,
        "page": page,
        "in_full": _in_full(model, user, page),
        "kept": {district.pk for district in permissions.districts(user, permissions.KEEP_DIRECTORY)},
    }
    return render(request, template, context)


def _in_full(model, user, people):
    """The ids of those whose telephone numbers the user reads in full."""
    return set(model.objects.in_full_for(user).filter(pk__in=[each.pk for each in people]).values_list("pk", flat=True))


@require_safe
def officer(request, pk):
    """One officer: post and unit, the enterprises served now and before, exemptions and stand-ins, the account."""
    user, today = request.user, local_day(request.at)
    visible = Officer.objects.visible_to(user)
    found = get_object_or_404(visible.select_related("unit", "district", "user"), pk=pk)
    served = Pairing.objects.visible_to(user).filter(officer=found).with_visits()
    pairings = list(served.select_related("enterprise", "deputy").order_by("-starts", "-pk"))
    stand_ins = Acting.objects.visible_to(user).filter(officer=found).select_related("stand_in")
    context = {
        "officer": found,
        "current": [pairing for pairing in pairings if pairing.is_in_force(today)],
        "others": [pairing for pairing in pairings if not pairing.is_in_force(today)],
        "exemptions": Exemption.objects.visible_to(user).filter(officer=found).order_by("-starts"),
        "stand_ins": stand_ins.order_by("-starts"),
        "today": today,
        "in_full": bool(_in_full(Officer, user, [found])),
        "reads": permissions.allows(user, permissions.READ_DIRECTORY, found.district),
        "may_keep": permissions.allows(user, permissions.KEEP_DIRECTORY, found.district),
    }
    return render(request, "enterprises/officer.html", context)
