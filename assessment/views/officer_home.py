from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from assessment.desks import HOME, desks_of, furnish
from assessment.display.due import this_week
from assessment.display.firms import firm, legend
from assessment.display.so_far import so_far
from assessment.display.tasks import feedback_row, rows, to_draft
from assessment.models import ScoreSheet
from assessment.rules.wording import number
from enterprises.models import Issue
from officers.doors import on_trusted_phones
from officers.models import Role
from officers.words import spoken, weekday
from officers.workdays import local_day

DESKS_A_PAGE = 10
#: what the person keeps elsewhere, at the foot of the home, and whose it is
LINKS = (
    ("走访记录", "visits", HOME),
    ("企业问题", "issues", HOME),
    ("工作台账", "ledgers", HOME),
    ("每周反馈", "weekly", (Role.OFFICER,)),
    ("得分表", "own-sheets", (Role.OFFICER,)),
    ("表彰通报", "honours", (Role.OFFICER,)),
    ("通讯录", "directory", HOME),
    ("工作日历", "calendar", HOME),
    ("提醒", "notifications", HOME),
)


@on_trusted_phones
@never_cache
@require_safe
def officer_home(request):
    """What an officer has to do, what it costs if it is not done, and how the enterprises stand; for deputies and
    liaisons the same of the officers whom they serve, without points so far."""
    if not request.user.holds(*HOME):
        raise Http404
    today = local_day(request.at)
    page = Paginator(desks_of(request.user, today), DESKS_A_PAGE).get_page(request.GET.get("page"))
    desks = list(page.object_list)
    furnish(desks, today)
    shown = [_shown(desk, request.user, today) for desk in desks]
    context = {
        "page": page,
        "desks": shown,
        "date": f"{spoken(today)}　{weekday(today)}",
        "week": this_week(today, desks[0].calendar) if desks else "",
        "alone": page.paginator.count == 1 and desks[0].own,
        "links": _links(request.user),
    }
    _link(shown, request.user)
    return render(request, "assessment/officer_home.html", context)


def _shown(desk, user, today):
    """One desk as the template shows it."""
    tasks = rows(desk.tasks, today, desk.calendar)
    if desk.drafts_ledger:
        tasks = [to_draft(row) if row.kind == "ledger" else row for row in tasks]
    firms = [
        firm(each.pk, each.enterprise.name, desk.drafts(each), desk.last_visits.get(each.pk), today)
        for each in desk.pairings
    ]
    if week := desk.week_to_confirm(today):
        tasks.append(feedback_row(week, today, desk.calendar))
    open_tasks = sorted((row for row in tasks if not row.late), key=lambda row: row.when.left)
    return {
        "desk": desk,
        "scheme": today.year in desk.years,
        "year": today.year,
        "open": open_tasks,
        "late": [row for row in tasks if row.late],
        "at_stake": number(sum((row.points for row in open_tasks), start=0)),
        "firms": firms,
        "legend": legend(firms),
        **(_score(desk, user, today) if desk.own else {}),
    }


def _score(desk, user, today):
    """The points so far, and the latest sheet there is."""
    running = desk.years.get(today.year)
    account = running.account(desk.officer.code) if running else None
    sheets = ScoreSheet.objects.visible_to(user).filter(officer=desk.officer, run__finished_at__isnull=False)
    return {
        "score": so_far(running.context.scheme, account) if account else None,
        "sheet": sheets.order_by("-run_id").values("run_id", "code").first(),
    }


def _links(user):
    return [(label, reverse(name)) for label, name, roles in LINKS if user.holds(*roles)]


def _link(shown, user):
    """Give every row the page on which it is done. One query, for the issues."""
    listed = [row for each in shown for row in (*each["open"], *each["late"])]
    codes = {row.issue for row in listed if row.issue}
    visible = Issue.objects.visible_to(user).filter(code__in=codes).values_list("district_id", "code", "pk")
    issues = {(district, code): pk for district, code, pk in visible}
    for each in shown:
        for row in (*each["open"], *each["late"]):
            row.url = _place_of(row, each["desk"].officer, issues)
        for held in each["firms"]:
            held.url = f"{reverse('visit-new')}?pairing={held.pairing}"


def _place_of(row, officer, issues):
    if row.kind == "issue":
        issue = issues.get((officer.district_id, row.issue))
        return reverse("issue", args=[issue]) if issue else ""
    if row.kind == "ledger":
        return reverse("ledger", args=[officer.pk, row.month.year, row.month.month])
    if row.kind == "week":
        return reverse("weekly-week", args=[row.week.year, row.week.index])
    return f"{reverse('visit-new')}?pairing={row.pairing}"
