from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from officers import permissions
from officers.forms.acting import ActingForm
from officers.forms.choosing import key_in
from officers.forms.directory import SpanFilter
from officers.forms.fact import VoidForm
from officers.models import Acting, Officer, Role
from officers.words import full
from officers.workdays import local_day

from .writing import write_act, write_fact

ROWS = 50


@require_safe
def actings(request):
    """代理: who stands in for whom; officers see their own."""
    user, today = request.user, local_day(request.at)
    if not (permissions.allows(user, permissions.READ_DIRECTORY) or user.holds(Role.OFFICER)):
        raise Http404
    filters = SpanFilter(request.GET or None)
    found = filters.narrow(Acting.objects.visible_to(user), today)
    listed = found.select_related("officer", "stand_in", "district", "entered_by").order_by("-starts", "-pk")
    context = {
        "filters": filters,
        "page": Paginator(listed, ROWS).get_page(request.GET.get("page")),
        "today": today,
        "kept": {district.pk for district in permissions.districts(user, permissions.EXCUSE)},
    }
    return render(request, "officers/actings.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def acting_new(request):
    """登记代理. `?officer=` names who is away."""
    permissions.require(request.user, permissions.EXCUSE)
    officers = Officer.objects.filter(district__in=permissions.districts(request.user, permissions.EXCUSE))
    initial = {"officer": key_in(request.GET.get("officer"))}

    def form(data):
        return ActingForm(data, officers=officers, initial=initial)

    return write_fact(request, form, title="登记代理", back=_list(), done=lambda _: reverse("actings"), said="已登记")


@require_http_methods(["GET", "HEAD", "POST"])
def acting(request, pk):
    """更正代理: other days above all."""
    found = _standing(request, pk)

    def form(data):
        record = Acting.objects.get(pk=found.pk)
        return ActingForm(data, instance=record, officers=Officer.objects.filter(district=found.district))

    return write_fact(request, form, title="更正代理", back=_list(), done=lambda _: reverse("actings"))


@require_http_methods(["GET", "HEAD", "POST"])
def acting_void(request, pk):
    """作废代理."""
    found = _standing(request, pk)

    def form(data):
        return VoidForm(data, record=Acting.objects.get(pk=found.pk))

    title = f"作废代理：{found}（{full(found.starts)}至{full(found.ends)}）"
    done = reverse("actings")
    return write_act(request, form, title=title, back=_list(), done=done, said="已作废", button="作废")


def _standing(request, pk):
    visible = Acting.objects.visible_to(request.user).filter(voided_at__isnull=True)
    found = get_object_or_404(visible.select_related("district", "officer", "stand_in"), pk=pk)
    permissions.require(request.user, permissions.EXCUSE, found.district)
    return found


def _list():
    return reverse("actings"), "代理"
