from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from enterprises.forms.discipline import DisciplineForm
from enterprises.models import Discipline
from officers import permissions
from officers.actor import Actor
from officers.forms.reason import ReasonForm
from officers.models import StaleRecord
from officers.workdays import local_day

A_PAGE = 50


def _visible(request):
    """What is said of people stays with the director, the leading group and oversight; nobody reads their own."""
    if not permissions.allows(request.user, permissions.SEE_DISCIPLINES):
        raise Http404
    others = Discipline.objects.visible_to(request.user).exclude(officer__user_id=request.user.pk)
    return others.select_related("officer__unit", "entered_by", "voided_by")


@require_http_methods(["GET", "HEAD", "POST"])
def disciplines(request):
    """The records, the newest first, and for the director the form that enters one."""
    visible = _visible(request)
    if request.method == "POST":
        permissions.require(request.user, permissions.KEEP_DISCIPLINES)
    districts = permissions.districts(request.user, permissions.KEEP_DISCIPLINES)
    form = None
    if districts:
        form = DisciplineForm(request.POST or None, districts=districts, user=request.user, today=local_day(request.at))
    if form and form.is_valid():
        try:
            made = form.enter(Actor.of(request))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"已登记{made.number}：{made}。")
            return redirect("disciplines")
    page = Paginator(visible, A_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page}
    return render(request, "enterprises/disciplines.html", context, status=422 if form and form.errors else 200)


@require_POST
def void(request, pk):
    """Take a record back, with a reason; it stays visible."""
    found = get_object_or_404(_visible(request), pk=pk)
    permissions.require(request.user, permissions.KEEP_DISCIPLINES, found.district)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, "没有作废：请写明原因。")
        return redirect("disciplines")
    try:
        found.void(Actor.of(request), form.cleaned_data["version"], form.cleaned_data["reason"])
    except StaleRecord as stale:
        messages.error(request, str(stale))
    else:
        messages.success(request, f"已作废{found.number}，记录保留。")
    return redirect("disciplines")
