from django.core.paginator import Paginator
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from officers import permissions
from officers.forms.directory import UnitFilter
from officers.forms.unit import UnitForm
from officers.models import Officer, Unit

from .writing import write_entry

ROWS = 50


@require_safe
def units(request):
    """单位: by name and kind, with how many officers each sends."""
    if not permissions.allows(request.user, permissions.READ_DIRECTORY):
        raise Http404
    filters = UnitFilter(request.GET or None)
    sent = Officer.objects.filter(unit=OuterRef("pk")).order_by().values("unit").annotate(n=Count("pk")).values("n")
    found = filters.narrow(Unit.objects.visible_to(request.user)).select_related("district")
    listed = found.annotate(officer_count=Coalesce(Subquery(sent), 0)).order_by("name", "pk")
    context = {
        "filters": filters,
        "page": Paginator(listed, ROWS).get_page(request.GET.get("page")),
        "may_keep": permissions.allows(request.user, permissions.KEEP_DIRECTORY),
    }
    return render(request, "officers/units.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def unit_new(request):
    """登记单位."""
    permissions.require(request.user, permissions.KEEP_DIRECTORY)
    form = UnitForm(request.POST or None, districts=permissions.districts(request.user, permissions.KEEP_DIRECTORY))
    return write_entry(request, form, title="登记单位", back=(reverse("units"), "单位"), done=_page)


@require_http_methods(["GET", "HEAD", "POST"])
def unit_edit(request, pk):
    """更正单位."""
    found = get_object_or_404(Unit.objects.visible_to(request.user).select_related("district"), pk=pk)
    permissions.require(request.user, permissions.KEEP_DIRECTORY, found.district)
    form = UnitForm(request.POST or None, instance=found, districts=[found.district])
    return write_entry(request, form, title="更正单位", back=(_page(found), found.name), done=_page)


def _page(unit):
    return reverse("unit", args=[unit.pk])
