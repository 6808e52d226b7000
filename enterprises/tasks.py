"""What Celery calls. A message only says "look": rows say what there is to do, so any number of them does it once."""

import logging

from celery import shared_task
from django.utils import timezone

from officers import notify
from officers.models import District, ReminderRound, WorkDay
from officers.workdays import local_day

from . import reminders

logger = logging.getLogger(__name__)


@shared_task(name="enterprises.tasks.remind")
def remind():
    """Make the reminders that today's nine o'clock asks for, also when it has passed. Returns how many are new."""
    at = timezone.now()
    day = local_day(at)
    made = 0
    for district in District.objects.exclude(pk__in=ReminderRound.objects.filter(day=day).values("district_id")):
        try:
            calendar = WorkDay.objects.calendar(district)
            if notify.is_time(at, calendar):
                made += notify.remind(district, reminders.owed(district, day, calendar), at) or 0
        except Exception:  # whatever it was: the next look tries again, and the other districts have theirs
            logger.exception("the reminders of %s broke off", district.code)
    return made
