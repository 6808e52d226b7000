"""How often and when a firm may be written to: while the round is open, on working days, twice at most, days apart."""

from datetime import datetime, time, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F

from officers.models import WorkDay
from officers.notify import is_time
from officers.workdays import SHANGHAI, Calendar, local_day

from .models import Invitation, Survey
from .models.invitation import DAYS_APART, MOST_REMINDERS


class Changed(Exception):
    """More firms than were shown, or none any more: somebody was faster. `count`: how many it would be now."""

    def __init__(self, count: int):
        super().__init__(f"名单刚有变化，没有执行。现在是{count}家，请核对后再点。")
        self.count = count


def require_open(survey: Survey, at: datetime) -> None:
    """Raise ValidationError, with a sentence, unless firms can answer at this moment."""
    stage = survey.stage(at)
    if stage != Survey.Stage.OPEN:
        raise ValidationError("调查还没有开始。" if stage == Survey.Stage.WAITING else "调查已经截止。")


def require_reminding_day(survey: Survey, at: datetime) -> None:
    """Raise ValidationError, with a sentence, when nobody is reminded at this moment."""
    require_open(survey, at)
    calendar, today = _calendar(survey), local_day(at)
    if not calendar.is_workday(today):
        raise ValidationError(f"今天不是工作日（{calendar.reason(today)}），不提醒企业。")


def one_at_a_time(survey: Survey) -> None:
    """Of two who press at once the second waits, and then counts anew. Call it in a transaction. Answers, which only
    refer to the round, do not wait."""
    Survey.objects.select_for_update(no_key=True).get(pk=survey.pk)


def require_no_more(rows: list[Invitation], shown: int) -> None:
    """Raise Changed unless these are firms that the page counted as `shown`; that some have answered since is well."""
    if not rows or len(rows) > shown:
        raise Changed(len(rows))


def next_time(survey: Survey, at: datetime) -> datetime:
    """The next moment at which a reminder may leave: this one, or nine o'clock of a working day."""
    calendar = _calendar(survey)
    if is_time(at, calendar):
        return at
    begins, day = time(settings.REMIND_HOUR), local_day(at)
    if at.astimezone(SHANGHAI).time() >= begins or not calendar.is_workday(day):
        day = calendar.nth_workday(day, 1)
    return datetime.combine(day, begins, SHANGHAI)


def count(invitation: Invitation, at: datetime) -> bool:
    """Count a reminder by mail at the moment it leaves; False when it would be one too many, too soon, or the firm has
    answered."""
    with transaction.atomic():
        reached = Invitation.objects.open().filter(pk=invitation.pk, delivered_at__isnull=False)
        standing = reached.select_for_update().first()
        if standing is None or not _may_follow(standing, at):
            return False
        Invitation.objects.filter(pk=invitation.pk).update(reminders=F("reminders") + 1, reminded_at=at)
    return True


def take_back(invitation: Invitation) -> None:
    """A reminder that certainly did not leave was none: count and time as they were before it, which `invitation`
    still holds."""
    counted = Invitation.objects.filter(pk=invitation.pk, reminders=invitation.reminders + 1)
    counted.update(reminders=invitation.reminders, reminded_at=invitation.reminded_at)


def _may_follow(invitation: Invitation, at: datetime) -> bool:
    last = invitation.reminded_at
    soon = last is not None and local_day(at) - local_day(last) < timedelta(days=DAYS_APART)
    return invitation.reminders < MOST_REMINDERS and not soon


def _calendar(survey: Survey) -> Calendar:
    return WorkDay.objects.calendar(survey.district)
