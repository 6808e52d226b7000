from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from enterprises.forms.pairing import OWN, DeputyChangeForm, EndForm, ExtendForm, PairingFilter, PairingForm
from enterprises.models import Issue, Pairing
from officers import permissions
from officers.forms.choosing import key_in
from officers.forms.fact import VoidForm
from officers.models import Unit
from officers.views.writing import write_act, write_fact
from officers.workdays import local_day

ROWS = 50
#: act → (form, title, sentence when done, button)
ACTS = {
    "extend": (ExtendForm, "延长结对", "已延长", "延长"),
    "end": (EndForm, "结束结对", "已结束", "结束结对"),
    "deputy": (DeputyChangeForm, "更换分包人", "已更换分包人", "保存"),
    "void": (VoidForm, "作废结对", "已作废", "作废"),
}


@require_safe
def pairings(request):
    """结对: those in force, the ones that end within 60 days first; others by filter."""
    user, today = request.user, local_day(request.at)
    if not permissions.allows(user, permissions.READ_DIRECTORY):
        raise Http404
    visible = Pairing.objects.visible_to(user)
    filters = PairingFilter(request.GET or None, units=Unit.objects.visible_to(user))
    related = filters.narrow(visible, today).select_related("officer__unit", "enterprise", "deputy", "district")
    context = {
        "filters": filters,
        "page": Paginator(related.urgent_first(today), ROWS).get_page(request.GET.get("page")),
        "soon": visible.in_state("soon", today).count(),
        "today": today,
        "may_pair": permissions.allows(user, permissions.PAIR),
    }
    return render(request, "enterprises/pairings.html", context)


@require_safe
def pairing(request, pk):
    """One pairing: its term, its deputy, and what the office may do with it."""
    user, today = request.user, local_day(request.at)
    related = Pairing.objects.visible_to(user).with_visits()
    found = get_object_or_404(
        related.select_related("officer__unit", "enterprise", "deputy", "district", "entered_by", "voided_by"), pk=pk
    )
    context = {
        "pairing": found,
        "today": today,
        "in_force": found.is_in_force(today),
        "unsolved": Issue.objects.visible_to(user).filter(enterprise=found.enterprise).unsolved().count(),
        "may_pair": permissions.allows(user, permissions.PAIR, found.district)
        and not (found.is_void or found.is_of(user)),
    }
    return render(request, "enterprises/pairing.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def pairing_new(request):
    """登记结对. `?enterprise=` and `?officer=` name what is known already."""
    permissions.require(request.user, permissions.PAIR)
    districts = list(permissions.districts(request.user, permissions.PAIR))
    initial = {"enterprise": request.GET.get("enterprise", ""), "officer": key_in(request.GET.get("officer"))}

    def form(data):
        return PairingForm(data, districts=districts, user=request.user, initial=initial)

    back = (reverse("pairings"), "结对")
    return write_fact(request, form, title="登记结对", back=back, done=_page, said="已登记结对")


@require_http_methods(["GET", "HEAD", "POST"])
def pairing_act(request, pk, act):
    """Extend, end, change the deputy of, or take back one pairing."""
    if act not in ACTS:
        raise Http404
    visible = Pairing.objects.visible_to(request.user).filter(voided_at__isnull=True)
    found = get_object_or_404(visible.select_related("officer", "enterprise", "deputy", "district"), pk=pk)
    permissions.require(request.user, permissions.PAIR, found.district)
    if found.is_of(request.user):
        raise PermissionDenied(OWN)
    form_class, title, said, button = ACTS[act]

    def form(data):
        return form_class(data, record=Pairing.objects.select_related("officer", "enterprise").get(pk=pk))

    return write_act(
        request, form, title=f"{title}：{found}", back=(_page(found), "结对"), done=_page(found),
        said=f"{said}：{found}", button=button, note=_note(found, act),
    )  # fmt: skip


def _note(found, act):
    """What is to be known before the act."""
    if act == "end" and (count := Issue.objects.filter(enterprise=found.enterprise).unsolved().count()):
        return (
            f"这家企业有{count}件问题尚未办结。结束后由接任的首席服务官办理；没有接任的，暂时无人办理。"
            "要换人，请用“交接”。"
        )
    if act == "deputy":
        return "从现在起登记新的分包人；已登记的走访不变，是本人走访还是分包人走访，仍按登记时计。"
    return ""


def _page(pairing):
    return reverse("pairing", args=[pairing.pk])
