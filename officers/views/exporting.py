"""What a list shows, taken away as a workbook. It is asked for by POST, since the log tells of it; the filter stays in
the address, as the list has it."""

from officers.actor import Actor
from officers.models import LogEntry
from officers.workbook.table import download


def take(request, what, title, columns, rows, act, district=None):
    """The answer that downloads these rows as `title`.xlsx; told by the log, as in `tell`."""
    rows = list(rows)
    tell(request, what, len(rows), act, district)
    return download(title, columns, rows)


def tell(request, what, count, act, district=None):
    """Let the log tell who takes `count` rows of `what` away, and what the filter asked for.

    It is the log of `district`; where a list is of several, that of the grant by which the person may see it.
    """
    note = f"{count}条；条件：{request.GET.urlencode() or '无'}"
    district = district or next(grant.district for grant in request.user.active_grants if grant.role in act.roles)
    LogEntry.write(Actor.of(request), f"导出{what}", note=note, district=district)
