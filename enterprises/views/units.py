from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from enterprises.models import Pairing
from enterprises.roll_up import roll_up
from officers import permissions
from officers.models import Deputy, Officer, Unit
from officers.numbers import whole
from officers.workdays import local_day

YEARS_BACK = 4
SUMMED = ("enterprises", "visits", "deputy_visits", "on_time", "late", "unsolved")


@require_safe
def unit(request, pk):
    """One unit: its officers with what they did in a year in plain numbers, its deputies, its enterprises."""
    user, today = request.user, local_day(request.at)
    found = get_object_or_404(Unit.objects.visible_to(user).select_related("district"), pk=pk)
    years = list(range(today.year, today.year - YEARS_BACK - 1, -1))
    year = whole(request.GET.get("year"), years[-1], years[0]) or today.year
    officers = list(Officer.objects.filter(unit=found).order_by("code", "pk"))
    tallies = roll_up(officers, found.district, year, today)
    served = Pairing.objects.in_force_on(today).filter(officer__unit=found).select_related("officer", "enterprise")
    context = {
        "unit": found,
        "year": year,
        "years": years,
        "tallies": tallies,
        "sums": {name: sum(getattr(each, name) for each in tallies) for name in SUMMED},
        "served": served.order_by("officer__code", "enterprise__name"),
        "deputies": Deputy.objects.filter(unit=found).order_by("name", "pk"),
        "reads": permissions.allows(user, permissions.READ_DIRECTORY, found.district),
        "may_keep": permissions.allows(user, permissions.KEEP_DIRECTORY, found.district),
    }
    return render(request, "enterprises/unit.html", context)
