from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from enterprises.merge_works import keep_apart, merge
from enterprises.same_work import THRESHOLD, WITHIN, candidates
from officers import permissions
from officers.actor import Actor
from officers.laws import lawful
from officers.models import Officer, StaleRecord
from officers.numbers import whole
from officers.workdays import local_day

from .honours import OWN

A_PAGE = 50


@require_safe
def same_works(request):
    """Titles that look like the same work, for a person to decide on."""
    districts = permissions.districts(request.user, permissions.SEE_HONOURS)
    if not districts:
        raise Http404
    year = _year(request)
    page = Paginator([one for each in districts for one in candidates(each, year)], A_PAGE)
    page = page.get_page(request.GET.get("page"))
    may_keep = permissions.allows(request.user, permissions.KEEP_HONOURS)
    context = {
        "year": year,
        "page": page,
        "pairs": [(one, may_keep and not one.concerns(request.user)) for one in page],
        "percent": round(THRESHOLD * 100),
        "days": WITHIN.days,
        "own": OWN if may_keep else "",
    }
    return render(request, "enterprises/same_works.html", context)


def _year(request):
    asked = request.POST.get("year") or request.GET.get("year", "")
    return whole(asked, 2000, 2100) or local_day(request.at).year


def _candidate(request):
    """The pair that the form names, as it stands now; 403 for who may not decide, as nobody does
    on their own, None when it is decided already."""
    visible = Officer.objects.visible_to(request.user).select_related("district")
    officer = get_object_or_404(visible, pk=whole(request.POST.get("officer")) or 0)
    if not permissions.allows(request.user, permissions.SEE_HONOURS, officer.district):
        raise Http404
    permissions.require(request.user, permissions.KEEP_HONOURS, officer.district)
    if officer.user_id == request.user.pk:
        raise PermissionDenied(OWN)
    titles = (request.POST.get("first"), request.POST.get("second"))
    found = candidates(officer.district, _year(request))
    return next((one for one in found if one.officer == officer and (one.first, one.second) == titles), None)


@require_POST
def decide(request):
    """Merge two titles under the one that is kept, or say that they are different works."""
    candidate = _candidate(request)
    if candidate is None:
        messages.warning(request, "这一对已经处理过，或记录刚被改过，请看现在的列表。")
    else:
        try:
            with lawful():
                _decide(request, candidate, Actor.of(request))
        except (StaleRecord, ValidationError) as refused:
            messages.error(request, "；".join(getattr(refused, "messages", [str(refused)])))
    return redirect(f"{reverse('same-works')}?year={_year(request)}")


def _decide(request, candidate, actor):
    keep = request.POST.get("keep")
    if "different" in request.POST:
        keep_apart(candidate, actor)
        said = f"已记下：“{candidate.first}”与“{candidate.second}”是不同的工作，不再列出。"
        messages.success(request, said)
    elif keep in (candidate.first, candidate.second):
        changed = merge(candidate, keep, actor)
        messages.success(request, f"已把{changed}条改为“{keep}”，同一项工作只计最高的一次。")
    else:
        messages.error(request, "请选保留哪个写法，再点“合并”。")
