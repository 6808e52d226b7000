"""The list of enterprises' problems, and registering one."""

from datetime import timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from enterprises.docket import CHOICES, MOST_RUNNING, Docket
from enterprises.forms.issue import IssueFilters, IssueForm
from enterprises.forms.month import MOST_LATE_DAYS
from enterprises.issue_book import MOST_ROWS, issue_book
from enterprises.models import Enterprise, Issue, Pairing
from officers import permissions
from officers.actor import Actor
from officers.doors import on_trusted_phones
from officers.models import Unit
from officers.views.exporting import tell
from officers.workdays import local_day

from .finding import DESK, PHONE, at_a_desk, find_enterprise

ROWS_A_PAGE = 50


@on_trusted_phones
@require_safe
def issues(request):
    """The issues that may be seen: those under way by deadline, the others by choice."""
    form, docket = _asked(request)
    key = form.state_asked
    page = Paginator(docket.chosen(key), ROWS_A_PAGE).get_page(request.GET.get("page"))
    rows = docket.watch(page.object_list)
    desk = at_a_desk(request.user)
    context = {
        "form": form,
        "page": page,
        "rows": rows,
        "key": key,
        "choices": [(code, words, docket.counts[code]) for code, words in CHOICES],
        "cut_at": MOST_RUNNING if docket.is_cut else None,
        "several": len({row.issue.district_id for row in rows}) > 1,
        "may_register": permissions.allows(request.user, permissions.REGISTER_ISSUE),
        "may_export": page.paginator.count <= MOST_ROWS,
    }
    return render(request, "enterprises/issues.html" if desk else "enterprises/issues_phone.html", context)


@require_POST
def export(request):
    """What the list shows, all its pages, as a workbook."""
    form, docket = _asked(request)
    rows = docket.chosen(form.state_asked)
    if len(rows) > MOST_ROWS:
        raise Http404
    name = f"企业问题-{dict(CHOICES)[form.state_asked]}-{docket.today:%Y%m%d}.xlsx"
    book = issue_book(docket.watch(rows))
    tell(request, "企业问题", len(rows), permissions.SEE_ISSUES)
    return FileResponse(book, as_attachment=True, filename=name)


def _asked(request):
    """What the filters of the address ask for. Wrong ones narrow nothing."""
    if not permissions.allows(request.user, permissions.SEE_ISSUES):
        raise Http404
    form = IssueFilters(request.GET, units=Unit.objects.visible_to(request.user))
    form.is_valid()
    return form, Docket(form.narrow(Issue.objects.visible_to(request.user)), local_day(request.at))


@on_trusted_phones
@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    """登记问题: the deadline that follows is said before saving. One press, one record."""
    permissions.require(request.user, permissions.REGISTER_ISSUE)
    today = local_day(request.at)
    enterprises, kept = _enterprises(request.user, today)
    chosen = {name: request.GET[name] for name in ("enterprise", "raised_on", "first_level") if request.GET.get(name)}
    form = IssueForm(request.POST or None, enterprises=enterprises, kept=kept, today=today, initial=chosen)
    if kept is None and form.chosen is None and not form.is_bound:
        return find_enterprise(request, enterprises, "登记问题", "issue-new", ("企业问题", "issues"))
    # 重算截止日, for browsers without script, saves nothing
    counting = "count" in request.POST
    if form.is_bound and not counting and form.is_valid():
        issue, is_new = form.enter(Actor.of(request))
        _tell(request, issue, is_new, today)
        return redirect("issue", pk=issue.pk)
    context = {"form": form, "kept": kept, "shell": DESK if at_a_desk(request.user) else PHONE, "counting": counting}
    wrong = form.is_bound and not counting
    return render(request, "enterprises/issue_new.html", context, status=422 if wrong else 200)


def _enterprises(user, today):
    """(those an issue may be registered for, the own pairings under which that is possible), the latter None for the
    office. As with visits, what happened before a pairing ended may be entered for some days after."""
    office = permissions.districts(user, permissions.DECIDE_ISSUE)
    if office:
        return Enterprise.objects.filter(district__in=office), None
    lately = Pairing.objects.kept_by(user).in_force_between(today - timedelta(days=MOST_LATE_DAYS), today)
    found = lately.select_related("enterprise", "district").order_by("starts", "pk")
    kept = [pairing for pairing in found if pairing.takes_entries(today)]
    own = Enterprise.objects.filter(pk__in=[pairing.enterprise_id for pairing in kept])
    return own, kept


def _tell(request, issue, is_new, today):
    if not is_new:
        messages.warning(request, f"这份表单已登记为第{issue.code}号，没有再登记一次。")
        return
    (watched,) = Docket(Issue.objects.filter(pk=issue.pk), today).watch([issue.pk])
    messages.success(request, f"已登记第{issue.code}号问题，截止{watched.deadline}。")
    if watched.raised_under is None:
        messages.warning(request, "提出当天这家企业没有结对，不计入任何首席服务官。")
