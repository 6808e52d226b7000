from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from enterprises.forms.exemption import OWN, ExemptionForm
from enterprises.models import Exemption
from officers import permissions
from officers.forms.choosing import key_in
from officers.forms.directory import SpanFilter
from officers.forms.fact import VoidForm
from officers.models import Role
from officers.views.writing import write_act, write_fact
from officers.workdays import local_day

ROWS = 50


@require_safe
def exemptions(request):
    """豁免: approved days without recurring duties; officers see their own."""
    user, today = request.user, local_day(request.at)
    if not (permissions.allows(user, permissions.READ_DIRECTORY) or user.holds(Role.OFFICER)):
        raise Http404
    filters = SpanFilter(request.GET or None)
    found = filters.narrow(Exemption.objects.visible_to(user), today)
    listed = found.select_related("officer__unit", "district", "entered_by").order_by("-starts", "-pk")
    context = {
        "filters": filters,
        "page": Paginator(listed, ROWS).get_page(request.GET.get("page")),
        "today": today,
        "kept": {district.pk for district in permissions.districts(user, permissions.EXCUSE)},
    }
    return render(request, "enterprises/exemptions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def exemption_new(request):
    """登记豁免. `?officer=` names whom it is for."""
    permissions.require(request.user, permissions.EXCUSE)
    districts = list(permissions.districts(request.user, permissions.EXCUSE))
    initial = {"officer": key_in(request.GET.get("officer"))}

    def form(data):
        return ExemptionForm(data, districts=districts, user=request.user, initial=initial)

    return write_fact(request, form, title="登记豁免", back=_list(), done=lambda _: _list()[0], said="已登记豁免")


@require_http_methods(["GET", "HEAD", "POST"])
def exemption(request, pk):
    """更正豁免: it is shortened, say, when the officer comes back early."""
    found = _standing(request, pk)

    def form(data):
        record = Exemption.objects.get(pk=found.pk)
        return ExemptionForm(data, instance=record, districts=[found.district], user=request.user)

    return write_fact(request, form, title="更正豁免", back=_list(), done=lambda _: _list()[0])


@require_http_methods(["GET", "HEAD", "POST"])
def exemption_void(request, pk):
    """作废豁免."""
    found = _standing(request, pk)

    def form(data):
        return VoidForm(data, record=Exemption.objects.get(pk=found.pk))

    note = "作废后，这些日子照常应到、应报；已经到期的会计为未做。"
    back, title = _list(), f"作废豁免：{found}"
    return write_act(request, form, title=title, back=back, done=back[0], said="已作废", button="作废", note=note)


def _standing(request, pk):
    visible = Exemption.objects.visible_to(request.user).filter(voided_at__isnull=True)
    found = get_object_or_404(visible.select_related("district", "officer"), pk=pk)
    permissions.require(request.user, permissions.EXCUSE, found.district)
    if found.officer.user_id == request.user.pk:
        raise PermissionDenied(OWN)
    return found


def _list():
    return reverse("exemptions"), "豁免"
