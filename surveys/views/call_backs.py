"""回访: the list and the draw, a call's result, and what follows from it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from officers import permissions
from officers.actor import Actor
from officers.models import StaleRecord
from officers.views.writing import write_act
from officers.workdays import local_day
from surveys.call_firms import OTHERS_DRAW, call_list, drawable
from surveys.forms.call_back import CallForm, DrawForm, ResultForm, VoidAnswerForm
from surveys.impartial import require_impartial
from surveys.models import CallBack, Flag
from surveys.void import answer_of, ask_again

from . import door
from .head import head
from .quality import A_PAGE, HERE

Why = CallBack.Why


@require_safe
def call_backs(request, pk):
    """Whom to call and how it went, the open ones first, with the form that draws."""
    survey = door.kept_survey(request, pk)
    return _list(request, survey, DrawForm(initial={"drawn_before": survey.draws.count(), "unit": "firms"}))


def _list(request, survey, form, status=200, problem=""):
    rows = door.others(request, door.call_backs(request).filter(survey=survey), "invitation__enterprise")
    if request.GET.get("all") != "1":
        rows = rows.waiting()
    page = Paginator(rows.order_by("pk"), A_PAGE).get_page(request.GET.get("page"))
    context = head(survey, HERE, request) | {
        "page": page, "form": form, "pool": drawable(survey).count(), "problem": problem,
        "waiting": _drawn(request, survey).count(), "barred": OTHERS_DRAW if permissions.serves(request.user) else "",
        "draws": survey.draws.select_related("drawn_by").order_by("pk"), "all": request.GET.get("all") == "1",
    }  # fmt: skip
    return render(request, "surveys/call_backs.html", context, status=status)


def _drawn(request, survey):
    """The drawn firms still to be called, without the reader's own."""
    rows = door.call_backs(request).filter(survey=survey, why=Why.DRAWN).waiting()
    return door.others(request, rows, "invitation__enterprise")


@require_POST
def draw(request, pk):
    """随机抽取: so many of those that answered."""
    survey = door.kept_survey(request, pk)
    form = DrawForm(request.POST)
    try:
        if form.is_valid() and (made := form.save(Actor.of(request), survey, drawable(survey).count())):
            messages.success(request, f"已从{len(made.pool)}家已提交的企业中随机抽取{made.size}家。")
            return redirect("call-backs", pk=survey.pk)
    except StaleRecord:
        fresh = DrawForm(initial={"drawn_before": survey.draws.count(), "unit": "firms"})
        return _list(request, survey, fresh, 409, "刚有人抽取过，没有再抽。下面是抽取后的名单。")
    return _list(request, survey, form, 422)


@require_POST
def export(request, pk):
    """The drawn firms still to be called, for whoever calls them; logged."""
    survey = door.kept_survey(request, pk)
    book = call_list(survey, _drawn(request, survey).order_by("pk"), Actor.of(request))
    return FileResponse(book, as_attachment=True, filename=f"回访名单-{local_day(request.at):%Y%m%d}.xlsx")


@require_http_methods(["GET", "HEAD", "POST"])
def new(request, pk, invitation):
    """Write down a call to a firm that asked for one, or about a flag (`?flag=`)."""
    survey = door.kept_survey(request, pk)
    asked = get_object_or_404(door.invitations(request).filter(survey=survey, submitted=True), pk=invitation)
    require_impartial(request.user, asked, request.at)
    number = request.GET.get("flag", "")
    flag = None
    if number:
        flags = Flag.objects.visible_to(request.user).filter(survey=survey, invitations=asked)
        flag = get_object_or_404(flags, pk=number if number.isdecimal() and len(number) < 18 else 0)
    why = Why.FLAGGED if flag else Why.ASKED
    form = CallForm(request.POST if request.method == "POST" else None, why=why)
    if form.is_valid() and (made := form.save(Actor.of(request), asked, flag)):
        messages.success(request, f"已登记对{asked.enterprise}的回访。")
        return redirect("call-back", pk=made.pk)
    context = head(survey, HERE, request) | {"form": form, "invitation": asked, "why": why.label}
    return render(request, "surveys/call_back_form.html", context, status=422 if form.errors else 200)


@require_safe
def call_back(request, pk):
    """One call: how it went and what may follow from it."""
    found = door.kept_row(request, door.call_backs(request), pk)
    handlings = list(found.second_handlings.filter(voided_at__isnull=True))
    survey, answer = found.survey, answer_of(found.invitation)
    settles = getattr(found, "settles", None)
    is_own_answer = answer is not None and found.done_at is not None and answer.entered_at <= found.done_at
    context = head(survey, HERE, request) | {
        "call": found, "handlings": handlings, "settles": settles,
        "may_void": found.is_own is False and not found.voided_response_id and is_own_answer,
        "may_ask_again": bool(found.voided_response_id) and found.invitation.submitted and answer is None,
        "may_hand_on": found.is_satisfied is False and found.why != Why.UNSATISFIED and not handlings,
        "may_correct": not found.voided_response_id and not handlings and not (settles and settles.decided_at),
        "is_open": survey.stage(request.at) == survey.Stage.OPEN,
    }  # fmt: skip
    return render(request, "surveys/call_back.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def result(request, pk):
    """登记回访结果 of a call that was due, or correct it while nothing has followed."""
    found = door.kept_row(request, door.call_backs(request), pk)
    require_impartial(request.user, found.invitation, request.at)
    form, status, overtaken = ResultForm(request.POST if request.method == "POST" else None, record=found), 200, None
    try:
        if form.is_valid() and form.do(Actor.of(request)):
            messages.success(request, f"已登记对{found.invitation.enterprise}的回访。")
            return redirect("call-back", pk=found.pk)
        status = 422 if form.errors else 200
    except StaleRecord as stale:
        found.refresh_from_db()
        form, status, overtaken = ResultForm(record=found), 409, str(stale)
    context = head(found.survey, HERE, request) | {
        "form": form, "invitation": found.invitation, "why": found.get_why_display(), "overtaken": overtaken,
        "settles": getattr(found, "settles", None),
    }  # fmt: skip
    return render(request, "surveys/call_back_form.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def void(request, pk):
    """作废 the answer that the firm says is not its own."""
    found = door.kept_row(request, door.call_backs(request), pk)
    require_impartial(request.user, found.invitation, request.at)
    back = reverse("call-back", args=[pk])
    note = "只作废这家企业计分的五项回答。它的文字意见和不计分题目的合计与企业分开保存，分不出是哪家的，仍然保留。"
    return write_act(
        request, lambda data: VoidAnswerForm(data, record=door.kept_row(request, door.call_backs(request), pk)),
        title=f"作废{found.invitation.enterprise}的答卷", back=(back, "回访"), done=back, said="已作废这份答卷。",
        button="作废", note=note,
    )  # fmt: skip


@require_POST
def again(request, pk):
    """再次邀请: the firm whose answer is void may answer anew, under another link."""
    found = door.kept_row(request, door.call_backs(request), pk)
    try:
        ask_again(found.invitation, Actor.of(request))
    except ValidationError as refused:
        messages.error(request, f"{refused.message}。")
    else:
        messages.success(request, f"已再次邀请{found.invitation.enterprise}，原链接作废，请把新链接送到企业。")
    return redirect("call-back", pk=found.pk)
