from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from enterprises.forms.honour import HonourFilter, HonourForm
from enterprises.models import Honour
from officers import permissions
from officers.actor import Actor
from officers.forms.reason import ReasonForm
from officers.models import District, Role, StaleRecord
from officers.numbers import whole
from officers.views.exporting import take
from officers.workdays import local_day

A_PAGE = 50
OWN = "这条记录计入您本人的加减分，请由办公室其他人办理。"
COLUMNS = (
    ("编号", 12), ("对象", 28), ("类型", 14), ("级别", 8), ("日期", 12), ("文号", 28),
    ("工作事项", 36), ("服务相关", 12),
)  # fmt: skip


@require_safe
def honours(request):
    """The district's honours and criticisms; for an officer the own ones and those of the own enterprises."""
    visible = Honour.objects.visible_to(request.user).select_related("officer", "enterprise", "unit")
    if not permissions.allows(request.user, permissions.SEE_HONOURS):
        return _own(request, visible)
    asked = HonourFilter(request.GET)
    page = Paginator(asked.narrow(visible).order_by("-date", "-pk"), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "filter": asked,
        "page": page,
        "waiting": visible.waiting().count(),
        "may_keep": permissions.allows(request.user, permissions.KEEP_HONOURS),
        "filtered": any(request.GET.get(name) for name in asked.fields),
    }
    return render(request, "enterprises/honours.html", context)


def _own(request, visible):
    if not request.user.holds(Role.OFFICER):
        raise Http404
    page = Paginator(visible.order_by("-date", "-pk"), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "enterprises/honours_own.html", {"page": page})


@require_POST
def export(request):
    """What the list shows, as a workbook."""
    if not permissions.allows(request.user, permissions.SEE_HONOURS):
        raise Http404
    visible = Honour.objects.visible_to(request.user).select_related("officer", "enterprise", "unit")
    listed = HonourFilter(request.GET).narrow(visible).order_by("date", "pk")
    rows = (
        (
            one.number, str(one.target), one.get_kind_display(), one.get_level_display(), one.date, one.document_no,
            one.work, "待确认" if one.is_waiting else "是" if one.service_related else "否",
        )
        for one in listed.iterator(chunk_size=2000)
    )  # fmt: skip
    return take(request, "表彰通报", "表彰通报", COLUMNS, rows, permissions.SEE_HONOURS)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    """Enter one as its document says. GET may name the fields it begins with."""
    if not permissions.allows(request.user, permissions.SEE_HONOURS):
        raise Http404
    permissions.require(request.user, permissions.KEEP_HONOURS)
    districts = permissions.districts(request.user, permissions.KEEP_HONOURS)
    initial = {name: request.GET[name] for name in HonourForm.base_fields if name in request.GET}
    form = HonourForm(request.POST or None, districts=districts, today=local_day(request.at), initial=initial)
    if form.is_valid() and _is_others(form, request.user):
        try:
            honour = form.enter(Actor.of(request))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"已登记{honour.number}：{honour}。")
            _hint(request, honour)
            return redirect("honour", pk=honour.pk)
    return render(request, "enterprises/honour_form.html", {"form": form}, status=422 if form.errors else 200)


def _is_others(form, user):
    """Whether the one who enters it is not the officer whom it says it of; else the form tells."""
    if form.cleaned_data["target_kind"] == "officer" and form.cleaned_data["found"].user_id == user.pk:
        form.add_error("target", OWN)
        return False
    return True


def _hint(request, honour):
    """What the person who has just entered it should know."""
    if honour.is_waiting:
        messages.warning(request, "这是企业的记录，确认服务相关后才计入首席服务官的加减分。")
    if _same_document(honour).exists():
        messages.warning(request, f"文号{honour.document_no}已登记过通报批评。同一文号（转发）按同一人只计1次。")


def _same_document(honour):
    if honour.kind != Honour.Kind.CRITICISM:
        return Honour.objects.none()
    same = Honour.objects.filter(district=honour.district).criticisms_of(honour.document_no)
    return same.exclude(pk=honour.pk).select_related("officer", "enterprise", "unit")


@require_safe
def honour(request, pk):
    """One record with what may be done about it."""
    return _shown(request, _found(request, pk))


def _found(request, pk):
    visible = Honour.objects.visible_to(request.user).select_related(
        "district", "officer", "enterprise", "unit", "entered_by", "confirmed_by", "voided_by"
    )
    found = get_object_or_404(visible, pk=pk)
    if not permissions.allows(request.user, permissions.SEE_HONOURS, found.district):
        raise Http404
    return found


def _kept(request, pk):
    """The record, for somebody who may change it."""
    found = _found(request, pk)
    permissions.require(request.user, permissions.KEEP_HONOURS, found.district)
    return found


def _others(request, pk):
    """The same for what counts for somebody else: nobody corrects or voids what counts for themselves."""
    found = _kept(request, pk)
    if found.concerns(request.user):
        raise PermissionDenied(OWN)
    return found


def _shown(request, found, reason=None, problem="", status=200):
    may_keep = permissions.allows(request.user, permissions.KEEP_HONOURS, found.district)
    may_keep = may_keep and not found.concerns(request.user)
    context = {
        "honour": found,
        "may_keep": may_keep and not found.is_void,
        "reason": reason or ReasonForm(initial={"version": found.version}),
        "same_document": list(_same_document(found)[:20]),
        "problem": problem,
    }
    return render(request, "enterprises/honour.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request, pk):
    """Change a standing record, as it was shown."""
    found = _others(request, pk)
    if found.is_void:
        raise Http404
    told = {"districts": District.objects.filter(pk=found.district_id), "today": local_day(request.at)}
    form = HonourForm(request.POST, **told) if request.method == "POST" else HonourForm.showing(found, **told)
    if form.is_valid() and _is_others(form, request.user):
        try:
            form.correct(found, Actor.of(request), _version(request))
        except StaleRecord as stale:
            found = _found(request, pk)
            context = {"form": HonourForm.showing(found, **told), "honour": found, "problem": str(stale)}
            return render(request, "enterprises/honour_form.html", context, status=409)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"已更正{found.number}。")
            return redirect("honour", pk=found.pk)
    context = {"form": form, "honour": found, "version": _version(request) if form.is_bound else found.version}
    return render(request, "enterprises/honour_form.html", context, status=422 if form.errors else 200)


def _version(request):
    """The version that was shown; what cannot be read was never shown."""
    return whole(request.POST.get("version")) or 0


@require_POST
def void(request, pk):
    """Take a standing record out of what counts, with a reason."""
    found = _others(request, pk)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _shown(request, found, reason=form, status=422)
    try:
        found.void(Actor.of(request), form.cleaned_data["version"], form.cleaned_data["reason"])
    except StaleRecord as stale:
        return _shown(request, _found(request, pk), problem=str(stale), status=409)
    messages.success(request, f"已作废{found.number}，不再计入加减分。")
    return redirect("honour", pk=found.pk)


@require_POST
def confirm(request, pk):
    """The office's word on whether it has to do with the service work. Nobody gives it about themselves."""
    found = _kept(request, pk)
    if found.concerns(request.user):
        return _shown(request, found, problem="这条记录计入您本人的加减分，请由办公室其他人确认。", status=403)
    related = request.POST.get("related")
    if related not in ("yes", "no"):
        return _shown(request, found, problem="请选“与服务有关”或“与服务无关”。", status=422)
    try:
        found.confirm(Actor.of(request), _version(request), related == "yes")
    except StaleRecord as stale:
        return _shown(request, _found(request, pk), problem=str(stale), status=409)
    counts = "计入加减分" if related == "yes" else "不计入加减分"
    messages.success(request, f"已确认{found.number}与服务{'有关' if related == 'yes' else '无关'}，{counts}。")
    return redirect("honour", pk=found.pk)
