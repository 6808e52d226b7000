"""发放: slips to print, a list for SMS, mails; and which of them have arrived."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from officers.actor import Actor
from officers.models import StaleRecord
from officers.workdays import local_day
from surveys import hand_out, letters, links, qr, wording
from surveys.forms.invitation import ShownForm, WhichForm
from surveys.models import Handout, Letter
from surveys.patience import Changed

from .head import head
from .holding import held_round, secret

LATEST = 30
CLOSED = "调查已截止，不再发放链接。"


@require_safe
def handing_out(request, pk):
    """What can be handed out, what was, and how far the mails have come."""
    return _page(request, held_round(request, pk))


@require_POST
def slips(request, pk):
    """打印纸条."""
    return _hand_out(request, pk, Handout.Kind.SLIPS, hand_out.MOST_SLIPS)


@require_POST
def sms(request, pk):
    """下载短信名单."""
    return _hand_out(request, pk, Handout.Kind.LIST, hand_out.MOST_ROWS)


@require_POST
def mails(request, pk):
    """发邀请邮件, to those whom the button counted."""
    survey = held_round(request, pk)
    form = ShownForm(request.POST)
    if not form.is_valid():
        return _page(request, survey, problem="请从本页的按钮发送。", status=422)
    try:
        count = letters.invite(survey, Actor.of(request), form.cleaned_data["shown"])
    except Changed as changed:
        return _page(request, survey, problem=str(changed), status=409)
    except ValidationError as refused:
        return _page(request, survey, problem=refused.message, status=409)
    messages.success(request, f"{count}封邮件已排队，几分钟内陆续发出；发出后自动标记为已送达。")
    return redirect("survey-hand-out", pk)


@require_POST
def again(request, pk, handout):
    """再次打印或下载, what of a handout still holds."""
    survey = held_round(request, pk)
    found = get_object_or_404(survey.handouts.select_related("survey__district"), pk=handout)
    if survey.stage(request.at) == survey.Stage.CLOSED:
        return _page(request, survey, problem=CLOSED, status=409)
    try:
        with transaction.atomic():
            rows = hand_out.again(found, Actor.of(request))
    except ValidationError as refused:
        return _page(request, survey, problem=refused.message, status=409)
    if not rows:
        return _page(request, survey, problem="这一批企业都已提交、已撤回或换了链接。", status=409)
    return answer(request, survey, rows, found.kind)


@require_POST
def delivered(request, pk, handout):
    """标记一批已送达."""
    survey = held_round(request, pk)
    found = get_object_or_404(survey.handouts.select_related("survey"), pk=handout)
    try:
        count = hand_out.mark_delivered(found, Actor.of(request))
    except StaleRecord:
        return _page(request, survey, problem="这一批刚才已经标记过了。", status=409)
    rest = found.count - count
    kept = f"；另{rest}家已送达、已提交、已撤回或换了链接，没有动" if rest else ""
    messages.success(request, f"已标记{count}家送达{kept}。")
    return redirect("survey-hand-out", pk)


def _hand_out(request, pk, kind, most):
    survey = held_round(request, pk)
    form = WhichForm(request.POST, most=most, auto_id=f"{kind}_%s")
    if survey.stage(request.at) == survey.Stage.CLOSED:
        return _page(request, survey, problem=CLOSED, status=409)
    asked = form.narrow(survey) if form.is_valid() else None
    if asked is None:
        return _page(request, survey, forms={kind: form}, status=422)
    with transaction.atomic():
        rows = list(hand_out.listed(asked)[:most])
        handed = hand_out.with_number(rows, survey) if kind == Handout.Kind.LIST else rows
        hand_out.hand_out(survey, handed, kind, Actor.of(request))
    return answer(request, survey, rows, kind)


def answer(request, survey, rows, kind):
    """The slips as a page to print, or the list as a workbook."""
    if kind == Handout.Kind.SLIPS:
        drawn = [(row, qr.code(links.address(row))) for row in rows]
        context = {
            "survey": survey, "slips": drawn, "issuer": wording.issuer(survey), "until": wording.until(survey),
            "promise": wording.PROMISE[survey.mode], "questions": survey.questions.count(),
        }  # fmt: skip
        return secret(render(request, "surveys/slips.html", context))
    is_reminder = kind == Handout.Kind.REMINDER
    name = f"{'短信提醒名单' if is_reminder else '短信名单'}-{local_day(request.at):%Y%m%d}.xlsx"
    book = hand_out.sms_list(rows, survey, again=is_reminder)
    return secret(FileResponse(book, as_attachment=True, filename=name))


def _page(request, survey, *, problem="", forms=None, status=200):
    waiting = survey.invitations.open()
    states = dict(
        Letter.objects.filter(invitation__survey=survey).values_list("state").annotate(Count("pk")).order_by()
    )
    given = forms or {}
    context = head(survey, "survey-invitations", request) | {
        "open": waiting.count(),
        "undelivered": survey.invitations.undelivered().count(),
        "to_mail": letters.to_invite(survey).count(),
        "has_mail": letters.is_configured(),
        "mails": [(state.label, state.value, states[state.value]) for state in Letter.State if state in states],
        "handouts": survey.handouts.defer("links").select_related("made_by")[:LATEST],
        "slips_form": given.get(Handout.Kind.SLIPS) or WhichForm(most=hand_out.MOST_SLIPS, auto_id="slips_%s"),
        "list_form": given.get(Handout.Kind.LIST) or WhichForm(most=hand_out.MOST_ROWS, auto_id="list_%s"),
        "most_slips": hand_out.MOST_SLIPS,
        "problem": problem,
        "is_closed": survey.stage(request.at) == survey.Stage.CLOSED,
        "is_open": survey.stage(request.at) == survey.Stage.OPEN,
    }
    return render(request, "surveys/hand_out.html", context, status=status)
