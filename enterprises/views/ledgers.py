"""The ledgers of a year: the office's matrix, an officer's own twelve months."""

from datetime import date
from io import BytesIO

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from enterprises import writers
from enterprises.forms.ledger import BoardForm
from enterprises.ledger_board import Board
from enterprises.ledger_workbook import write_board
from enterprises.models import Submission
from officers import permissions
from officers.documents.files import EXCEL, attachment
from officers.doors import on_trusted_phones
from officers.models import Officer, WorkDay
from officers.views.exporting import tell
from officers.workdays import local_day

OFFICERS_A_PAGE, WAITING_SHOWN = 50, 10


@on_trusted_phones
@require_safe
def ledgers(request):
    """The office and the leaders see officers × months; who writes ledgers sees their own months."""
    if permissions.allows(request.user, permissions.SEE_LEDGERS):
        return _matrix(request)
    if permissions.allows(request.user, permissions.WRITE_LEDGER):
        return _own(request)
    raise Http404


@require_POST
def exported(request):
    """The matrix as a workbook, of everybody whom the filter leaves."""
    if not permissions.allows(request.user, permissions.SEE_LEDGERS):
        raise Http404
    _, board, rows = _filtered(request)
    stream = BytesIO()
    write_board(stream, board, rows)
    tell(request, "台账总表", len(rows), permissions.SEE_LEDGERS, board.district)
    return attachment(stream.getvalue(), EXCEL, f"ledgers-{board.year}.xlsx")


def _filtered(request):
    """The filter, the board of its year, and the rows of everybody in it."""
    today = local_day(request.at)
    form = BoardForm(request.GET, districts=permissions.districts(request.user, permissions.SEE_LEDGERS), today=today)
    chosen = form.chosen
    district, year = chosen["district"], chosen["year"]
    board = Board(district, year, WorkDay.objects.calendar(district), today)
    officers = board.served_by(Officer.objects.visible_to(request.user), chosen["unit"], chosen["q"])
    return form, board, board.rows(officers)


def _matrix(request):
    form, board, rows = _filtered(request)
    page = Paginator(rows, OFFICERS_A_PAGE).get_page(request.GET.get("page"))
    waiting = (
        Submission.objects.visible_to(request.user)
        .filter(district=board.district)
        .waiting()
        .select_related("ledger__officer__unit")
        .order_by("received_at")
    )
    context = {
        "form": form,
        "board": board,
        "page": page,
        "totals": board.totals(rows),
        "waiting": waiting[:WAITING_SHOWN],
        "may_check": permissions.allows(request.user, permissions.CHECK_LEDGER, board.district),
        "asked": request.GET.urlencode(),
    }
    return render(request, "enterprises/ledgers.html", context)


def _own(request):
    today = local_day(request.at)
    years = (today.year, today.year - 1)
    year = next((year for year in years if str(year) == request.GET.get("year")), today.year)
    officers = list(writers.officers_of(request.user, date(year, 1, 1), date(year, 12, 31)).order_by("code"))
    officer = _chosen(officers, request.GET.get("officer"))
    context = {"officers": officers, "officer": officer, "today": today, "year": year, "years": years}
    if officer:
        board = Board(officer.district, year, WorkDay.objects.calendar(officer.district), today)
        row = board.rows([officer])[0]
        shown = writers.months_shown(request.user, officer, year)
        begun = 12 if year < today.year else today.month
        cells = [cell for cell in reversed(row.cells[:begun]) if cell.due.month in shown]
        counted, on_time = ([mask >> month & 1 for month in shown].count(1) for mask in (row.counted, row.on_time))
        context |= {"cells": cells, "counted": counted, "on_time": on_time}
    return render(request, "enterprises/own_ledgers.html", context)


def _chosen(officers, wanted):
    return next((officer for officer in officers if str(officer.pk) == wanted), officers[0] if officers else None)
