from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.db.models import Count
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from enterprises.forms.hand_over import ChooseForm, HandOverForm
from enterprises.forms.pairing import OWN
from enterprises.models import Enterprise, Issue, Pairing
from officers import permissions
from officers.actor import Actor
from officers.models import Officer, StaleRecord
from officers.numbers import whole
from officers.words import full
from officers.workdays import local_day

PAGE, PREVIEW = "enterprises/hand_over.html", "enterprises/hand_over_preview.html"
#: more pairings than any one officer has
MOST = 500


@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request):
    """交接: choose, look at what will happen, confirm. `?officer=` all of an officer's, `?enterprise=` one.

    A POST without `confirm` shows what will happen and writes nothing.
    """
    permissions.require(request.user, permissions.PAIR)
    if request.method == "POST":
        return _post(request)
    pairings = _asked_for(request)
    if pairings is None:
        return _choose(request)
    others = [pairing for pairing in pairings if not pairing.is_of(request.user)]
    if pairings and not others:
        raise PermissionDenied(OWN)
    form = _form(request, pairings=others, initial={"day": local_day(request.at)}) if others else None
    return render(request, PAGE, {"form": form, "pairings": others, "own": len(pairings) - len(others)})


def _form(request, *args, **told):
    return HandOverForm(*args, user=request.user, **told)


def _choose(request):
    typed = request.GET if "who" in request.GET else None
    form = ChooseForm(typed, districts=permissions.districts(request.user, permissions.PAIR))
    if officer := form.chosen():
        return redirect(f"{reverse('hand-over')}?officer={officer.pk}")
    status = 422 if form.errors else 200
    return render(request, "enterprises/hand_over_choose.html", {"form": form}, status=status)


def _asked_for(request):
    """The pairings in force today that the address speaks of; None when it names nothing."""
    user, today = request.user, local_day(request.at)
    in_force = _pairings(user).in_force_on(today)
    for name, model in (("officer", Officer), ("enterprise", Enterprise)):
        if asked := request.GET.get(name):
            visible = model.objects.visible_to(user).select_related("district")
            record = get_object_or_404(visible, pk=whole(asked) or 0)
            permissions.require(user, permissions.PAIR, record.district)
            return list(in_force.filter(**{name: record}))
    return None


def _pairings(user):
    return (
        Pairing.objects.visible_to(user)
        .filter(district__in=permissions.districts(user, permissions.PAIR), voided_at__isnull=True)
        .select_related("officer__unit", "enterprise", "deputy", "district")
        .order_by("enterprise__name", "pk")
    )


def _post(request):
    pks = [name.removeprefix("version_") for name in request.POST if name.startswith("version_")]
    if not pks or len(pks) > MOST or not all(map(whole, pks)):
        raise BadRequest("没有选择要交接的企业")
    pairings = list(_pairings(request.user).filter(pk__in=pks))
    if len(pairings) != len(pks) or len({pairing.district_id for pairing in pairings}) > 1:
        raise Http404
    if any(pairing.is_of(request.user) for pairing in pairings):
        raise PermissionDenied(OWN)
    form = _form(request, request.POST, pairings=pairings)
    if not form.is_valid():
        return render(request, PAGE, {"form": form, "pairings": pairings}, status=422)
    if "confirm" in request.POST:
        return _confirmed(request, form)
    if "change" in request.POST:
        return render(request, PAGE, {"form": form, "pairings": pairings})
    if not form.is_done() and not form.is_possible():
        return render(request, PAGE, {"form": form, "pairings": pairings}, status=422)
    return render(request, PREVIEW, {"form": form, "rows": _rows(form)})


def _confirmed(request, form):
    try:
        done = form.do(Actor.of(request))
    except StaleRecord as stale:
        fresh = list(_pairings(request.user).filter(pk__in=[pairing.pk for pairing in form.pairings]))
        versions = {f"version_{pairing.pk}": pairing.version for pairing in fresh}
        again = _form(request, pairings=fresh, initial=form.cleaned_data | versions)
        return render(request, PAGE, {"form": again, "pairings": fresh, "overtaken": stale}, status=409)
    if not done:
        return render(request, PAGE, {"form": form, "pairings": form.pairings}, status=422)
    who = "、".join(dict.fromkeys(str(move.officer) for move in form.moves))
    messages.success(request, f"已交接{len(form.moves)}家企业，{full(form.begins)}起由{who}服务")
    return redirect("officer", form.moves[0].pairing.officer_id)


def _rows(form):
    """(move, how many unsolved issues follow) for the preview. One query."""
    firms = [move.pairing.enterprise_id for move in form.moves]
    found = Issue.objects.filter(enterprise__in=firms).unsolved()
    open_issues = dict(found.order_by().values_list("enterprise").annotate(n=Count("pk")))
    return [(move, open_issues.get(move.pairing.enterprise_id, 0)) for move in form.moves]
