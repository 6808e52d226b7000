"""One officer's ledger of one month: written and handed in by the officer's side, looked at by the office."""

from datetime import date

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from enterprises import report_content, writers
from enterprises.forms.ledger import LedgerForm, ReopenForm, ReturnForm
from enterprises.hand_in import AlreadyHandedIn, hand_in, save_draft
from enterprises.ledger_board import Board
from enterprises.models import Ledger
from officers import permissions
from officers.actor import Actor
from officers.doors import on_trusted_phones
from officers.models import Role, StaleRecord, WorkDay
from officers.periods import month_end
from officers.words import spoken
from officers.workdays import local_day


class MonthPage:
    """What the pages of a month share: whose it is, how it stands, what was handed in. Raises Http404 for a month
    that has not begun and for an officer whom this person may not see."""

    def __init__(self, request, officer, year, month):
        self.request, self.today = request, local_day(request.at)
        if not 1 <= month <= 12 or not (2000, 1) <= (year, month) <= (self.today.year, self.today.month):
            raise Http404
        self.first, self.last = days = date(year, month, 1), month_end(year, month)
        self.officer = get_object_or_404(writers.officers_for(request.user, *days), pk=officer)
        self.roles = writers.roles_towards(request.user, self.officer, *days)
        self.is_deputy = self.roles == {Role.DEPUTY}
        self.is_reader = permissions.allows(request.user, permissions.SEE_LEDGERS, self.officer.district)
        self.board = Board(self.officer.district, year, WorkDay.objects.calendar(self.officer.district), self.today)
        self.cell = self.board.rows([self.officer])[0].cells[month - 1]
        self.ledger = (
            Ledger.objects.visible_to(request.user).standing().filter(officer=officer, month=self.first).first()
        )
        self.submissions = []
        if self.ledger:
            people = ("submitted_by", "returned_by", "accepted_by")
            self.submissions = list(self.ledger.submissions.select_related(*people).order_by("sequence"))

    @property
    def path(self):
        """The numbers that name this page in `urls.py`."""
        return self.officer.pk, self.first.year, self.first.month

    @property
    def latest(self):
        """The last submission, None while there is none."""
        return self.submissions[-1] if self.submissions else None

    @property
    def may_check(self):
        """Whether this person may accept or return what lies with the office; never one's own."""
        if self.latest is None or self.latest.returned_at:
            return False
        own = (self.officer.user_id, self.latest.submitted_by_id)
        office = permissions.allows(self.request.user, permissions.CHECK_LEDGER, self.officer.district)
        return office and self.request.user.pk not in own

    def form(self, *data):
        """The form with the draft in it."""
        draft = self.ledger
        texts = {"progress": draft.progress, "suggestions": draft.suggestions} if draft else {}
        return LedgerForm(*data, initial={**texts, "version": draft.version if draft else 0})

    def _reason_form(self):
        return ReopenForm() if self.latest and self.latest.accepted_at else ReturnForm()

    def report(self):
        """What the page shows of the month: for whoever writes it what the records say now, else the copy of what was
        handed in last; None where that is not to be seen, or was never kept."""
        writes = self.roles and self.cell.may_be_written
        if self.latest is not None and not writes:
            return None if self.is_deputy else self.latest.content
        shown = writers.pairings_shown(self.request.user, self.officer, self.roles)
        return report_content.read(self.officer, self.first, self.last, shown)

    def rounds(self):
        """Each submission, the latest first, with what it changed and what became of a return."""
        month = [(each.received_at, each.returned_at) for each in self.submissions]
        told = iter(self.board.months.time(month or None).returns)
        rounds, before = [], None
        for each in self.submissions:
            changes = None
            if before is not None and before.content and each.content and not self.is_deputy:
                changes = report_content.differences(before.content, each.content)
            rounds.append({"submission": each, "changes": changes, "return": next(told) if each.returned_at else None})
            before = each
        return rounds[::-1]

    def answer(self, form=None, status=200, **more):
        """The page: for the office what was handed in; for the officer's side the ledger to write."""
        report = self.report()
        context = {
            "at": self,
            "officer": self.officer,
            "cell": self.cell,
            "due": self.cell.due,
            "rounds": self.rounds(),
            "report": report and report_content.shown(report),
            "ended": self.last < self.today,
            **more,
        }
        context |= {"may_check": self.may_check, "reason": more.get("reason") or self._reason_form()}
        if not self.roles:
            return render(self.request, "enterprises/ledger_check.html", context, status=status)
        context |= {"form": form or self.form(), "may_hand_in": permissions.HAND_IN_LEDGER.roles & self.roles}
        return render(self.request, "enterprises/ledger.html", context, status=status)


@on_trusted_phones
@require_http_methods(["GET", "HEAD", "POST"])
def ledger(request, officer, year, month):
    """The ledger of a month; a POST keeps the draft."""
    page = MonthPage(request, officer, year, month)
    if request.method != "POST":
        return page.answer()
    return _write(page, permissions.WRITE_LEDGER, save_draft, "草稿已保存，还没有上报。")


@on_trusted_phones
@require_POST
def handed_in(request, officer, year, month):
    """Hand the ledger in. The time that counts is the one at which this request arrived."""
    page = MonthPage(request, officer, year, month)
    late = request.at >= page.board.grid.due_at(month)
    said = f"{month}月台账已上报，{spoken(local_day(request.at))}{request.at.astimezone():%H:%M}收到。"
    if late and not page.submissions:
        said += "已过截止日，补报留档，不改变逾期。"
    return _write(page, permissions.HAND_IN_LEDGER, hand_in, said)


def _write(page, act, verb, said):
    """Check who writes and what, do it, and say so."""
    request = page.request
    writers.require(act, page.roles)
    form = page.form(request.POST)
    if not form.is_valid():
        return page.answer(form, status=422)
    try:
        verb(page.officer, page.first, form.texts, form.cleaned_data["version"], Actor.of(request))
    except AlreadyHandedIn as told:
        messages.warning(request, str(told))
    except StaleRecord as told:
        again = MonthPage(request, *page.path)
        form.data = {**form.texts, "version": told.record.version}
        return again.answer(form, status=409, stale=str(told))
    else:
        messages.success(request, said)
    return redirect("ledger", *page.path)
