"""Writing visits: a new one, another in the place of one, and taking one out."""

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Max, Q
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods
from django.views.decorators.vary import vary_on_headers

from enterprises.briefings import names_in
from enterprises.forms.month import MOST_LATE_DAYS
from enterprises.forms.visit import BRIEFING, OTHER, SameFormOtherVisit, VisitForm, VoidForm
from enterprises.models import Enterprise, Pairing, Policy, Visit
from enterprises.visit_periods import periods_of
from officers import permissions
from officers.actor import Actor
from officers.doors import on_trusted_phones
from officers.models import Officer, StaleRecord
from officers.numbers import whole
from officers.workdays import local_day

from .visits import fetch, may_act_as_office, may_correct, require_office, shell, show

#: as many pairings as the office is offered by a search; who looks for more types more of the name
FOUND = 20


@on_trusted_phones
@require_http_methods(["GET", "HEAD", "POST"])
@vary_on_headers("HX-Request")
def new(request):
    """记走访. Also answers, as a part, what the visit that is being typed will be counted into."""
    permissions.require(request.user, permissions.RECORD_VISIT)
    today = local_day(request.at)
    mine = _own_pairings(request.user, today)
    sought = request.GET.get("q", "").strip()
    late = permissions.allows(request.user, permissions.VOID_VISIT)  # an office enters what its people may no longer
    office = late and (not mine or "office" in request.GET)
    pairings = _sought(request, sought, today) if office else mine
    if request.htmx:
        return _counts(request, pairings, today, office)
    initial = _first_choice(request, pairings)
    asked = {"pairings": pairings, "user": request.user, "today": today, "office": office, "initial": initial}
    form = VisitForm(request.POST or None, request.FILES or None, **asked)
    if request.method == "POST" and form.is_valid():
        answer = _save(request, form)
        if answer:
            return answer
    context = {"form": form, "office": office, "sought": sought, "has_own": bool(mine), "shell": shell(request.user)}
    context["counts"] = _counted(form, pairings, today)
    return render(request, "enterprises/visit_new.html", context, status=422 if form.errors else 200)


def _own_pairings(user, today):
    """The pairings under which the person may enter a visit now, those not yet visited this week first."""
    kept = Pairing.objects.kept_by(user).in_force_between(today - timedelta(days=MOST_LATE_DAYS), today)
    found = _with_week(kept, today)
    open_ = [one for one in found if one.takes_entries(today)]
    return sorted(open_, key=lambda one: (one.week_day is not None, one.last_day or today.min, one.pk))


def _sought(request, sought, today):
    """For the office: the pairings of its districts by the name of either side, or the one it has chosen."""
    visible = Pairing.objects.filter(voided_at__isnull=True, starts__lte=today).filter(
        district__in=permissions.districts(request.user, permissions.VOID_VISIT)
    )
    chosen = whole((request.POST or request.GET).get("pairing"))
    if sought:
        named = Q(enterprise__in=Enterprise.objects.named_like(sought).values("pk"))
        named |= Q(officer__in=Officer.objects.named_like(sought).values("pk"))
        found = visible.filter(named)
    else:
        found = visible.filter(pk=chosen) if chosen else visible.none()
    return list(_with_week(found, today).order_by("-starts", "pk")[:FOUND])


def _with_week(pairings, today):
    """Each with the officer's day at the enterprise this week and the deputy's, and the officer's last day there."""
    iso, valid = today.isocalendar(), Q(visit__voided_at__isnull=True)
    week = Q(visit__iso_year=iso.year, visit__week_bit=1 << iso.week)
    officer, deputy = (Q(visit__visitor=visitor) for visitor in (Visit.Visitor.OFFICER, Visit.Visitor.DEPUTY))
    return pairings.annotate(
        week_day=Max("visit__date", filter=valid & week & officer),
        deputy_day=Max("visit__date", filter=valid & week & deputy),
        last_day=Max("visit__date", filter=valid & officer),
    ).select_related("officer", "enterprise", "deputy", "district")


def _first_choice(request, pairings):
    """What is chosen before anybody chooses: the pairing of the address, else the first, and who is asking."""
    named = request.GET.get("pairing", "")
    chosen = next((one for one in pairings if str(one.pk) == named), pairings[0] if pairings else None)
    deputy = chosen is not None and chosen.deputy is not None and chosen.deputy.user_id == request.user.pk
    visitor = Visit.Visitor.DEPUTY if deputy else Visit.Visitor.OFFICER
    return {"pairing": chosen.pk if chosen else None, "visitor": visitor, "work": []}


def _save(request, form, version=None):
    """The answer to a form in order: on to the saved visit, or None with the reason standing in the form."""
    try:
        visit, is_new = form.save(Actor.of(request), version)
    except SameFormOtherVisit as repeated:
        form.renew()
        form.add_error(None, str(repeated))
        return None
    except ValidationError as broken:
        form.add_error(None, broken.messages)
        form.existing = Visit.objects.in_place(form.visit())
        return None
    counted = "；".join(periods_of(visit, form.today)) if is_new else ""
    said = (
        f"已保存，编号{visit.number}。计入：{counted}。"
        if is_new
        else f"这条走访已经保存，编号{visit.number}，没有重复登记。"
    )
    messages.success(request, said, extra_tags=str(visit.form_key or ""))  # which tells the browser to drop its draft
    return redirect(where_next(visit, form.cleaned_data.get("raised")))


def where_next(visit, raised):
    """Where a saved visit leads: to its page, or on to the issue that the enterprise has raised."""
    if not raised:
        return reverse("visit", args=[visit.pk])
    known = {"enterprise": visit.pairing.enterprise_id, "raised_on": visit.date.isoformat()}
    return f"{reverse('issue-new')}?{urlencode(known)}"


def _counts(request, pairings, today, office):
    asked = {"pairings": pairings, "user": request.user, "today": today, "office": office}
    form = VisitForm(request.GET, **asked)
    form.fields["content"].required = False
    form.is_valid()
    return render(request, "enterprises/_visit_counts.html", {"counts": _counted(form, pairings, today), "form": form})


def _counted(form, pairings, today):
    """What the visit that the form tells so far will be counted into; nothing while that is not known."""
    if form.is_bound:
        data = getattr(form, "cleaned_data", {})
        return periods_of(form.visit(), today) if data.get("pairing") and data.get("date") else ()
    chosen = next((one for one in pairings if one.pk == form.initial["pairing"]), None)
    if chosen is None:
        return ()
    visitor, briefing = form.initial["visitor"], BRIEFING in form.initial["work"]
    date = form.initial.get("date") or today
    visit = Visit(district=chosen.district, pairing=chosen, date=date, visitor=visitor, is_briefing=briefing)
    return periods_of(visit, today)


@require_http_methods(["GET", "HEAD", "POST"])
def replace(request, pk):
    """更正: another record in the place of this one, which becomes void and stays to be seen."""
    old = fetch(request, pk)
    permissions.require(request.user, permissions.RECORD_VISIT, old.district)
    today, office = local_day(request.at), may_act_as_office(request.user, old.pairing)
    pairings = list(_with_week(Pairing.objects.filter(pk=old.pairing_id), today))
    asked = {"pairings": pairings, "user": request.user, "today": today, "office": office, "correcting": old}
    form = VisitForm(request.POST or None, request.FILES or None, initial=_as_it_stands(old), **asked)
    # what is sent again is answered with the record it made, though the old one has since given way
    if not may_correct(request.user, old) and not (form.is_valid() and form.sent_before()):
        raise PermissionDenied("更正由首席服务官本人、录入人或办公室办理。")
    if request.method == "POST" and form.is_valid():
        try:
            answer = _save(request, form, whole(request.POST.get("version")) or 0)
        except StaleRecord as stale:
            return show(request, fetch(request, pk), stale=stale, status=409)
        if answer:
            return answer
    context = {"form": form, "visit": old, "shell": shell(request.user), "counts": _counted(form, pairings, today)}
    return render(request, "enterprises/visit_replace.html", context, status=422 if form.errors else 200)


def _as_it_stands(visit):
    """The visit as its form shows it."""
    briefing = [BRIEFING] if visit.is_briefing else []
    return {
        "pairing": visit.pairing_id,
        "day": OTHER,
        "date": visit.date,
        "visitor": visit.visitor,
        "work": briefing + visit.work.split(),
        "policies": _policies_of(visit),
        "content": visit.content,
    }


def _policies_of(visit):
    """The policies that the visit names, as far as they are known by these names."""
    known = {policy.name: policy for policy in Policy.objects.filter(district=visit.district)}
    return [known[name] for name in dict.fromkeys(names_in(visit.policies, known)) if name in known]


@require_http_methods(["GET", "HEAD", "POST"])
def void(request, pk):
    """作废, with a reason; the record stays to be seen."""
    visit = fetch(request, pk)
    require_office(request.user, visit)
    form = VoidForm(request.POST or None, initial={"version": visit.version})
    if request.method == "POST" and form.is_valid():
        try:
            visit.void(Actor.of(request), form.cleaned_data["version"], form.cleaned_data["reason"])
        except StaleRecord as stale:
            return show(request, fetch(request, pk), stale=stale, status=409)
        except ValidationError as closed:
            form.add_error(None, closed.messages)
        else:
            messages.success(request, f"已作废走访{visit.number}，原记录保留可查。")
            return redirect("visit", pk=pk)
    context = {"form": form, "visit": visit, "shell": shell(request.user)}
    return render(request, "enterprises/visit_void.html", context, status=422 if form.errors else 200)
