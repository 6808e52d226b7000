"""What the demo's people were reminded of in the last three weeks; today's reminders come by themselves."""

from datetime import datetime, time, timedelta

from enterprises.reminders import owed
from officers import notify
from officers.models import Notification
from officers.workdays import SHANGHAI

from .scene import Scene

SINCE, UNREAD_SINCE = timedelta(days=21), timedelta(days=3)


def remind(scene: Scene) -> None:
    """The reminders of each working day, as far as what they speak of is still open; the older ones were read."""
    for day in scene.calendar.workdays_between(scene.today - SINCE, scene.today - timedelta(days=1)):
        at = datetime.combine(day, time(9), SHANGHAI)
        notify.remind(scene.district, owed(scene.district, day, scene.calendar), at)
    read_at = datetime.combine(scene.today - UNREAD_SINCE, time(10), SHANGHAI)
    Notification.objects.filter(district=scene.district, created_at__lt=read_at).mark_read(read_at)
