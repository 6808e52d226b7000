from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from enterprises.models import Enterprise, Pairing
from officers import permissions
from officers.forms.directory import NameFilter
from officers.models import Deputy, Officer, Role
from officers.workdays import local_day

from .enterprises import with_pairing_on

ROWS = 50
#: who calls the enterprises they serve themselves
SERVING = (Role.OFFICER, Role.DEPUTY, Role.LIAISON)


@require_safe
def directory(request):
    """通讯录: of each enterprise the officer, the deputy and the contact today; for those who serve, their own
    enterprises and the people of their unit."""
    user, today = request.user, local_day(request.at)
    reads = permissions.allows(user, permissions.READ_DIRECTORY)
    if not reads and not user.holds(*SERVING):
        raise Http404
    filters = NameFilter(request.GET or None)
    wanted = "".join((filters.said("q") or "").split()).lower()
    found = Enterprise.objects.visible_to(user)
    if not reads:
        own = Pairing.objects.in_force_on(today).visible_to(user).filter(enterprise=OuterRef("pk"))
        found = found.filter(Exists(own))
    if wanted:
        of_people = Pairing.objects.in_force_on(today).filter(
            Q(officer__spelled__contains=wanted) | Q(deputy__spelled__contains=wanted), enterprise=OuterRef("pk")
        )
        found = found.filter(Q(spelled__contains=wanted) | Exists(of_people))
    page = Paginator(with_pairing_on(today, found).order_by("name", "pk"), ROWS).get_page(request.GET.get("page"))
    mine = Enterprise.objects.in_full_for(user).filter(pk__in=[each.pk for each in page])
    context = {
        "filters": filters,
        "page": page,
        "in_full": set(mine.values_list("pk", flat=True)),
        "reads": reads,
        "beside": [] if reads else _beside(user, wanted),
    }
    return render(request, "enterprises/directory.html", context)


def _beside(user, wanted):
    """Officers and deputies of the user's own units, as (what they are, person)."""
    kinds = (("首席服务官", Officer), ("分包人", Deputy))
    return [
        (kind, person)
        for kind, model in kinds
        for person in model.objects.beside(user).named_like(wanted).select_related("unit").order_by("name", "pk")[:ROWS]
    ]
