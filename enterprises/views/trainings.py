from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from enterprises.forms.training import PEOPLE_A_PAGE, TrainingForm
from enterprises.models import Attendance, Training
from officers import permissions
from officers.actor import Actor
from officers.forms.reason import ReasonForm
from officers.models import District, Role, StaleRecord
from officers.numbers import whole
from officers.views.exporting import take
from officers.workdays import local_day

A_PAGE = 50
OWN = "签到表上有您本人，请由办公室其他人作废。"
COLUMNS = (
    ("日期", 12),
    ("主题", 36),
    ("地点", 24),
    ("学时", 8),
    ("姓名", 12),
    ("单位", 24),
    ("签到", 8),
    ("请假事由", 24),
)


def _visible(request):
    if not permissions.allows(request.user, permissions.SEE_TRAININGS):
        raise Http404
    return Training.objects.visible_to(request.user)


@require_safe
def trainings(request):
    """The sessions of a year, and how often each officer came; for an officer or a deputy how they came themselves."""
    if not permissions.allows(request.user, permissions.SEE_TRAININGS):
        return _own(request)
    year = _year(request)
    held = _visible(request).filter(voided_at__isnull=True, date__year=year)
    counts = {state: Count("attendances", filter=Q(attendances__state=state)) for state in Attendance.State.values}
    page = Paginator(held.annotate(**counts).order_by("-date", "-pk"), A_PAGE).get_page(request.GET.get("page"))
    called = Attendance.objects.visible_to(request.user).filter(
        training__voided_at__isnull=True, training__date__year=year, officer__isnull=False
    )
    people = called.values("officer_id", "officer__code", "officer__name", "officer__unit__name").annotate(
        **{state: Count("pk", filter=Q(state=state)) for state in Attendance.State.values}
    )
    context = {
        "year": year,
        "page": page,
        "people": Paginator(people.order_by("officer__code", "officer_id"), A_PAGE).get_page(request.GET.get("people")),
        "may_keep": permissions.allows(request.user, permissions.KEEP_TRAININGS),
    }
    return render(request, "enterprises/trainings.html", context)


def _own(request):
    if not request.user.holds(Role.OFFICER, Role.DEPUTY):
        raise Http404
    came = Attendance.objects.visible_to(request.user).filter(training__voided_at__isnull=True)
    newest = came.select_related("training").order_by("-training__date", "-training_id", "-pk")
    counts = came.aggregate(**{state: Count("pk", filter=Q(state=state)) for state in Attendance.State.values})
    page = Paginator(newest, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "enterprises/trainings_own.html", {"page": page, "counts": counts})


def _year(request):
    return whole(request.GET.get("year"), 2000, 2100) or local_day(request.at).year


@require_POST
def export(request):
    """Everybody who was called to a session of the year, one row each."""
    _visible(request)
    year = _year(request)
    came = (
        Attendance.objects.visible_to(request.user)
        .filter(training__voided_at__isnull=True, training__date__year=year)
        .select_related("training", "officer__unit", "deputy__unit")
        .order_by("training__date", "training_id", "pk")
    )
    rows = (
        (
            one.training.date, one.training.topic, one.training.place, one.training.hours, one.person.name,
            one.person.unit.name if one.person.unit else "", one.get_state_display(), one.reason,
        )
        for one in came.iterator(chunk_size=2000)
    )  # fmt: skip
    return take(request, "业务培训", f"{year}年业务培训", COLUMNS, rows, permissions.SEE_TRAININGS)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    """Enter a session with its roll on one form."""
    _visible(request)
    permissions.require(request.user, permissions.KEEP_TRAININGS)
    districts = permissions.districts(request.user, permissions.KEEP_TRAININGS)
    asked = request.POST.get("district") or request.GET.get("district")
    district = next((one for one in districts if str(one.pk) == asked), districts[0])
    return _form(request, {"districts": districts, "district": district})


@require_http_methods(["GET", "HEAD", "POST"])
def training(request, pk):
    """One session; the office corrects it on the same page."""
    found = get_object_or_404(_visible(request).select_related("district", "entered_by", "voided_by"), pk=pk)
    if request.method == "POST":
        permissions.require(request.user, permissions.KEEP_TRAININGS, found.district)
    may_keep = permissions.allows(request.user, permissions.KEEP_TRAININGS, found.district) and not found.is_void
    if not may_keep:
        roll = Paginator(found.roll(), PEOPLE_A_PAGE).get_page(request.GET.get("page"))
        return render(request, "enterprises/training.html", {"training": found, "roll": roll})
    return _form(
        request, {"districts": District.objects.filter(pk=found.district_id), "district": found.district}, found
    )


def _form(request, told, found=None, status=200):
    told |= {"today": local_day(request.at), "user": request.user, "page": request.GET.get("page")}
    form = TrainingForm(request.POST or None, training=found, **told)
    problem = ""
    if form.is_valid():
        try:
            saved = form.save(Actor.of(request), _version(request))
        except StaleRecord as stale:
            found = Training.objects.get(pk=found.pk)
            form, problem, status = TrainingForm(training=found, **told), str(stale), 409
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"已保存：{saved}。")
            return _next(request, form, saved)
    context = {
        "form": form,
        "training": found,
        "version": _version(request) if form.is_bound else found.version if found else 0,
        "reason": ReasonForm(initial={"version": found.version}) if found else None,
        "own": OWN if found and found.concerns(request.user) else "",
        "problem": problem,
    }
    return render(request, "enterprises/training_form.html", context, status=422 if form.errors else status)


def _next(request, form, saved):
    """Where the keeper of a roll goes from here: to its next page, as asked, else back to the list."""
    if "next" in request.POST and form.page.has_next():
        return redirect(f"{reverse('training', args=[saved.pk])}?page={form.page.next_page_number()}")
    return redirect("trainings")


def _version(request):
    """The version that was shown; what cannot be read was never shown."""
    return whole(request.POST.get("version")) or 0


@require_POST
def void(request, pk):
    """Take a session out of what is listed, with a reason."""
    found = get_object_or_404(_visible(request), pk=pk)
    permissions.require(request.user, permissions.KEEP_TRAININGS, found.district)
    if found.concerns(request.user):
        raise PermissionDenied(OWN)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, "没有作废：请写明原因。")
        return redirect("training", pk=pk)
    try:
        found.void(Actor.of(request), form.cleaned_data["version"], form.cleaned_data["reason"])
    except StaleRecord as stale:
        messages.error(request, str(stale))
        return redirect("training", pk=pk)
    messages.success(request, f"已作废：{found}。")
    return redirect("trainings")
