"""Confirming a week (六(一)): the records are read once more, and the copy stands."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from officers.actor import Actor
from officers.models import Officer
from officers.periods import Grid, Period, period_of, periods
from officers.workdays import Calendar, day_end

from . import report_content
from .ledger_times import IN_FORCE_FROM
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


def week_grid(year: int, calendar: Calendar) -> Grid:
    """The weeks of a year under the duty to feed back: owed like a week's visit, by whoever serves all its days."""
    return Grid("iso_week", year, calendar, IN_FORCE_FROM)


def week_on(day: date) -> Period:
    """The ISO week that holds a day."""
    year, index = period_of("iso_week", day)
    return periods("iso_week", year)[index - 1]
