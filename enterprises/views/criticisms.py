"""通报批评建议: whose ledgers of a year came late or never came, and what the office means to do about it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from enterprises.criticism_list import AT_LEAST, candidates, judged
from enterprises.forms.criticism import CriticismFilter, DecisionForm
from enterprises.ledger_board import Board
from enterprises.models import CriticismDecision, Honour
from officers import permissions
from officers.actor import Actor
from officers.models import Officer, StaleRecord, WorkDay
from officers.views.exporting import take
from officers.workdays import local_day

A_PAGE, FIRST_YEAR = 50, 2000
COLUMNS = (
    ("编号", 10), ("姓名", 12), ("单位", 24), ("迟报", 8), ("漏报", 8), ("其中催而不报", 14), ("情形", 80),
    ("意见", 10), ("理由", 40), ("登记人", 12), ("登记日期", 12),
)  # fmt: skip
OWN = "这是您本人的台账情况，请由办公室其他人登记意见。"


@require_safe
def criticisms(request):
    """The candidates of a year, most first, each with the facts and the decision that stands."""
    form, board, listed = _listed(request)
    shown = form.narrow(listed)
    context = {
        "form": form,
        "board": board,
        "page": Paginator(shown, A_PAGE).get_page(request.GET.get("page")),
        "listed": len(listed),
        "undecided": sum(one.decision is None for one in listed),
        "proposed": sum(one.decision is not None and one.decision.decision == "proposed" for one in listed),
        "at_least": AT_LEAST,
        "may_decide": permissions.allows(request.user, permissions.DECIDE_CRITICISM, board.district),
        "asked": request.GET.urlencode(),
    }
    return render(request, "enterprises/criticisms.html", context)


def _listed(request):
    """The filter, the board of its year, and the candidates of the officers whom it names."""
    districts = permissions.districts(request.user, permissions.SEE_CRITICISMS)
    if not districts:
        raise Http404
    today = local_day(request.at)
    form = CriticismFilter(request.GET, districts=districts, today=today)
    chosen = form.chosen
    board = Board(chosen["district"], chosen["year"], WorkDay.objects.calendar(chosen["district"]), today)
    officers = board.served_by(Officer.objects.visible_to(request.user), chosen["unit"], chosen["q"])
    return form, board, candidates(board, officers)


@require_POST
def export(request):
    """What the list shows, as a workbook."""
    form, board, listed = _listed(request)
    rows = (_row(one) for one in form.narrow(listed))
    name = f"{board.year}年通报批评建议"
    return take(request, "通报批评建议", name, COLUMNS, rows, permissions.SEE_CRITICISMS, board.district)


def _row(one):
    unit = one.officer.unit.name if one.officer.unit else ""
    facts = "\n".join(occurrence.words for occurrence in one.occurrences)
    counted = (one.officer.code, one.officer.name, unit, one.late, one.never, one.ignored, facts)
    told = one.decision
    if told is None:
        return (*counted, "", "", "", "")
    by, on = str(told.decided_by or ""), local_day(told.decided_at)
    return (*counted, told.get_decision_display(), told.reason, by, on)


@require_http_methods(["GET", "HEAD", "POST"])
def criticism(request, officer, year):
    """An officer's year with its facts and every decision; the office writes the next one here."""
    today = local_day(request.at)
    seen = Officer.objects.visible_to(request.user).filter(
        district__in=permissions.districts(request.user, permissions.SEE_CRITICISMS)
    )
    found = get_object_or_404(seen.select_related("district", "unit"), pk=officer)
    if not FIRST_YEAR <= year <= today.year:
        raise Http404
    told = {"officer": found, "year": year, "today": today}
    if request.method != "POST":
        return _shown(request, told)
    permissions.require(request.user, permissions.DECIDE_CRITICISM, found.district)
    if not CriticismDecision.may_decide(request.user, found):
        raise PermissionDenied(OWN)
    return _decide(request, told)


def _decide(request, told):
    form = DecisionForm(request.POST)
    if not _judged(told).is_listed:
        return _shown(request, told, problem="现在的记录里没有列入的情形，没有登记。", status=422)
    if form.is_valid():
        try:
            made = form.decide(Actor.of(request), told["officer"], told["year"])
        except StaleRecord:
            problem = "这位首席服务官的意见刚被别人登记过，没有保存。请看过下面新的意见后再登记。"
            return _shown(request, told, problem=problem, status=409)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"已登记：{made}。")
            return redirect("criticism", officer=told["officer"].pk, year=told["year"])
    return _shown(request, told, form=form, status=422)


def _judged(told):
    district = told["officer"].district
    board = Board(district, told["year"], WorkDay.objects.calendar(district), told["today"])
    return judged(board, [told["officer"]])[0]


def _shown(request, told, form=None, problem="", status=200):
    officer, found = told["officer"], _judged(told)
    decides = permissions.allows(request.user, permissions.DECIDE_CRITICISM, officer.district)
    own = not CriticismDecision.may_decide(request.user, officer)
    context = {
        "candidate": found,
        "officer": officer,
        "earlier": list(reversed(found.decisions[:-1])),
        "criticised": list(
            Honour.objects.visible_to(request.user).criticisms_about(officer, told["year"]).order_by("date", "pk")
        ),
        "form": form or DecisionForm(initial={"shown": len(found.decisions)}),
        "may_decide": decides and not own and found.is_listed,
        "own": OWN if decides and own else "",
        "problem": problem,
    }
    return render(request, "enterprises/criticism.html", context, status=status)
