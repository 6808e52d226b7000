"""What the demo's people were reminded of: in the last three weeks of everything, earlier this year of the ledgers that
never came. Today's reminders come by themselves."""

from datetime import date, datetime, time, timedelta

from enterprises.ledger_times import DUE
from enterprises.reminders import BEFORE, ledgers, owed
from officers import notify
from officers.models import Notification
from officers.periods import periods
from officers.workdays import SHANGHAI

from .scene import Scene

SINCE, UNREAD_SINCE = timedelta(days=21), timedelta(days=3)


def remind(scene: Scene) -> None:
    """The reminders of each working day, as far as what they speak of is still open; the older ones were read."""
    for day in _ledger_days(scene):
        notify.remind(scene.district, ledgers(scene.district, day, scene.calendar), _nine(day))
    for day in scene.calendar.workdays_between(scene.today - SINCE, scene.today - timedelta(days=1)):
        notify.remind(scene.district, owed(scene.district, day, scene.calendar), _nine(day))
    read_at = datetime.combine(scene.today - UNREAD_SINCE, time(10), SHANGHAI)
    Notification.objects.filter(district=scene.district, created_at__lt=read_at).mark_read(read_at)


def _ledger_days(scene: Scene) -> list[date]:
    """The working days of this year, up to three weeks ago, on which ledgers are reminded of."""
    dues = [DUE.due_day(month, scene.calendar) for month in periods("month", scene.years[1])]
    days = {scene.workday_before(due, left) if left else due for due in dues for left in BEFORE}
    return sorted(day for day in days if day < scene.today - SINCE)


def _nine(day: date) -> datetime:
    return datetime.combine(day, time(9), SHANGHAI)
