"""Confirming a week (六(一)): the records are read once more, and the copy stands."""

from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction

from officers.actor import Actor
from officers.models import Officer
from officers.periods import Period
from officers.workdays import Calendar, day_end

from . import report_content
from .models import WeeklyFeedback


class AlreadyConfirmed(Exception):
    """The week is confirmed; the message is a sentence for the user."""

    def __init__(self) -> None:
        super().__init__("这一周已经确认过，没有重复确认。")


def opens_on(week: Period, calendar: Calendar) -> date | None:
    """The day from which a week can be confirmed: its last working day, None for a week without any."""
    working = calendar.workdays_between(week.first, week.last)
    return working[-1] if working else None


def due_on(week: Period, calendar: Calendar) -> date:
    """The last day in time: the first working day after the week, so that Monday's visits of Sunday's week get in."""
    return calendar.nth_workday(week.last, 1)


def is_late(confirmed_at: datetime, week: Period, calendar: Calendar) -> bool:
    """Whether a week was confirmed after its last day."""
    return confirmed_at >= day_end(due_on(week, calendar))


def confirm_week(officer: Officer, week: Period, remark: str, actor: Actor) -> WeeklyFeedback:
    """Confirm what the records now say of the week. Returns the feedback; raises AlreadyConfirmed."""
    feedback = WeeklyFeedback(
        district=officer.district, officer=officer, iso_year=week.year, week=week.index, remark=remark
    )
    try:
        with transaction.atomic():
            feedback.content = report_content.read(officer, week.first, week.last)
            return feedback.enter(actor)
    except IntegrityError:
        if not WeeklyFeedback.objects.standing().filter(officer=officer, iso_year=week.year, week=week.index).exists():
            raise
        raise AlreadyConfirmed from None


def week_of(day: date) -> tuple[int, int]:
    """The ISO year and week that a page opens with: last week on Monday, when it is still to be confirmed."""
    year, index, _ = (day - timedelta(days=1)).isocalendar()
    return year, index
