"""The office closes each month some weeks after its end; the last of them was opened again for a forgotten visit."""

from datetime import date, datetime, timedelta

from enterprises.models import ClosedMonth
from officers.periods import month_end

from .scene import Scene

#: months that are still open, the running one among them
OPEN = 3
#: days after the month's end: closed, opened again, closed again
CLOSED, REOPENED, AGAIN = 20, 23, 24
FORGOTTEN = "漏记一次走访，经核实后补录"


def closed_months(scene: Scene) -> list[ClosedMonth]:
    """The closings up to today, in the order of their months."""
    made = [_closed(scene, month, CLOSED) for month in _months(scene)]
    if made:
        first = made[-1]
        first.reopened_at = reopened_at(scene, first.starts)
        first.reopened_by, first.reopen_reason = scene.staff, FORGOTTEN
        made.append(_closed(scene, first.starts, AGAIN))
    return made


def reopened_month(scene: Scene) -> date | None:
    """The first day of the month that was opened again, the last that is closed."""
    return max(_months(scene), default=None)


def reopened_at(scene: Scene, month: date) -> datetime:
    """When a month was opened again."""
    return _moment(scene, month, REOPENED)


def _months(scene: Scene) -> list[date]:
    last = scene.today.year * 12 + scene.today.month - 1 - OPEN
    return [date(month // 12, month % 12 + 1, 1) for month in range(scene.years[0] * 12, last + 1)]


def _closed(scene: Scene, month: date, days: int) -> ClosedMonth:
    return ClosedMonth(
        district=scene.district,
        starts=month,
        ends=month_end(month.year, month.month),
        closed_at=_moment(scene, month, days),
        closed_by=scene.staff,
    )


def _moment(scene: Scene, month: date, days: int) -> datetime:
    day = month_end(month.year, month.month) + timedelta(days=days)
    return scene.moment(day, scene.rng("month", month, days))
