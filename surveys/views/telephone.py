"""电话答复: recorded by one person of the office, confirmed or thrown away by another."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from enterprises.models import Enterprise
from officers.actor import Actor
from officers.models import StaleRecord
from officers.views.writing import write_act
from surveys.forms.telephone import ConfirmForm, RejectForm, TelephoneForm
from surveys.impartial import require_impartial
from surveys.promise import by_telephone, is_alone
from surveys.telephone import ANOTHER_PERSON

from . import door
from .head import head
from .quality import A_PAGE, HERE

#: so many firms are offered under a name
MOST = 30


@require_safe
def replies(request, pk):
    """All telephone replies of a round, what became of them, and the way to record another."""
    survey = door.kept_survey(request, pk)
    rows = door.telephone_replies(request).filter(invitation__survey=survey).order_by("-recorded_at", "-pk")
    rows = door.others(request, rows, "invitation__enterprise")
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    asked = request.GET.get("who", "").replace("\x00", "").strip()[:60]
    open_ones = survey.invitations.open().known_to(request.user).select_related("enterprise").order_by("place")
    found = open_ones.filter(enterprise__in=Enterprise.objects.named_like(asked))[:MOST] if asked else []
    context = head(survey, HERE, request) | {
        "page": page, "asked": asked, "found": found, "most": MOST,
        "may_record": survey.is_confidential and survey.stage(request.at) == survey.Stage.OPEN,
    }  # fmt: skip
    return render(request, "surveys/telephone.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request, pk, invitation):
    """记录电话答复 of one firm."""
    survey = door.kept_survey(request, pk)
    asked = get_object_or_404(door.invitations(request).filter(survey=survey), pk=invitation)
    require_impartial(request.user, asked, request.at)
    if survey.published_at is None or not survey.is_confidential:
        messages.error(request, "这一轮调查不收电话答复。")
        return redirect("telephone-replies", pk=survey.pk)
    form = TelephoneForm(request.POST if request.method == "POST" else None, invitation=asked, at=request.at)
    if form.is_valid() and form.save(Actor.of(request)):
        messages.success(request, f"已记录{asked.enterprise}的电话答复，须由办公室另一人回电复核后才计入。")
        return redirect(HERE, pk=survey.pk)
    told = by_telephone(survey.questions.all(), is_alone(asked, asked.officer_asked_about()))
    context = head(survey, HERE, request) | {"form": form, "invitation": asked, "promise": told}
    return render(request, "surveys/telephone_new.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request, pk):
    """回电复核: all is asked once more; what agrees is the firm's answer."""
    kept = _to_decide(request, pk)
    survey = kept.invitation.survey
    form, status, overtaken = ConfirmForm(request.POST if request.method == "POST" else None, record=kept), 200, None
    try:
        if form.is_valid() and form.do(Actor.of(request)):
            said = f"已计入{kept.invitation.enterprise}的电话答复。"
            if kept.state == kept.State.OVERTAKEN:
                said = f"{kept.invitation.enterprise}已在网上提交，以网上的为准，电话答复没有计入。"
            messages.success(request, said)
            return redirect(HERE, pk=survey.pk)
        status = 422 if form.errors else 200
    except StaleRecord:
        kept.refresh_from_db()
        status, overtaken = 409, f"这份电话答复现在是“{kept.get_state_display()}”，没有保存。"
    context = head(survey, HERE, request) | {"form": form, "reply": kept, "overtaken": overtaken}
    return render(request, "surveys/telephone_confirm.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def reject(request, pk):
    """不予计入, with a reason; the answers are deleted."""
    kept = _to_decide(request, pk)
    survey = kept.invitation.survey
    return write_act(
        request, lambda data: RejectForm(data, record=_to_decide(request, pk)),
        title=f"不予计入：{kept.invitation.enterprise}", back=(reverse("telephone-confirm", args=[pk]), "回电复核"),
        done=reverse(HERE, args=[survey.pk]), said="已不予计入，答案已删除。", button="不予计入",
    )  # fmt: skip


def _to_decide(request, pk):
    kept = door.kept_row(request, door.telephone_replies(request), pk)
    require_impartial(request.user, kept.invitation, request.at)
    if kept.recorded_by_id == request.user.pk:
        raise PermissionDenied(ANOTHER_PERSON)
    return kept
