"""意见: what firms wrote, without their names, and what the office makes of it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from officers import permissions
from officers.actor import Actor
from officers.models import StaleRecord
from surveys import handle_remark
from surveys.forms.remark import RemarkFilters
from surveys.models import FEWEST, Remark, RoundResult, Survey

from .head import head

A_PAGE = 30
REFUSAL = "您本人联系或服务企业，不能查看企业写的意见。"


@require_safe
def remarks(request, pk):
    """The texts of a round that may be read now, in an order that tells nothing. How many wait is not told: beside the
    firms that have just answered, a number that rises would tell which of them wrote something."""
    survey = _held(request, pk)
    form = RemarkFilters(request.GET)
    readable = Remark.objects.visible_to(request.user).filter(survey=survey).readable()
    found = form.narrow(readable).select_related("question", "issue", "case").order_by("pk")
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = head(survey, "survey-remarks", request) | {
        "page": page,
        "form": form,
        "waits": not RoundResult.objects.filter(survey=survey, answered__gte=FEWEST).exists(),
        "fewest": FEWEST,
    }
    return render(request, "surveys/remarks.html", context)


@require_POST
def act(request, pk, remark, code):
    """转为企业问题, 办公室办理 or 已阅, in one click."""
    survey = _held(request, pk)
    visible = Remark.objects.visible_to(request.user).filter(survey=survey).readable()
    found = get_object_or_404(visible.select_related("survey", "district"), pk=remark)
    actor = Actor.of(request)
    try:
        if code == "issue":
            issue = handle_remark.to_issue(found, actor)
            messages.success(request, f"已转为企业问题{issue.code}，请核对类别和期限。")
            return redirect("issue", pk=issue.pk)
        if code == "case":
            case = handle_remark.to_case(found, actor)
            messages.success(request, f"已列为办公室办理事项{case.number}。")
            return redirect("survey-case", pk=case.pk)
        if code != "noted":
            raise Http404
        handle_remark.note(found, actor)
    except StaleRecord:
        messages.error(request, "这条意见刚被别人处理过。")
    except ValidationError as refusal:
        messages.error(request, "；".join(refusal.messages))
    else:
        messages.success(request, "已阅，不再列入待处理。")
    return redirect("survey-remarks", pk=survey.pk)


def _held(request, pk):
    """A published round whose texts the person may read: the office, unless they also serve firms."""
    if not permissions.allows(request.user, permissions.KEEP_SURVEYS):
        raise Http404
    rounds = Survey.objects.visible_to(request.user).filter(published_at__isnull=False)
    survey = get_object_or_404(rounds.select_related("district"), pk=pk)
    if not permissions.holds_links(request.user, survey.district):
        raise PermissionDenied(REFUSAL)
    return survey
