"""An officer's weeks: which were confirmed, which can be, and which were never owed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from officers.models import Officer
from officers.periods import Period
from officers.workdays import Calendar

from .confirm_week import due_on, is_late, opens_on, week_grid, week_on
from .models import Exemption, Pairing, WeeklyFeedback

WEEKS_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Week:
    """One week of one officer.

    state: "confirmed", "late" (confirmed after its last day), "waiting" (to be confirmed now), "missed" (past its
    last day: confirming is still possible), "early" (not over yet), "absent" (not owed).
    """

    period: Period
    state: str
    opens_on: date | None
    due_on: date
    feedback: WeeklyFeedback | None

    @property
    def may_be_confirmed(self) -> bool:
        """Whether the button is offered."""
        return self.state in ("waiting", "missed")


def judge(period: Period, owed: bool, feedback: WeeklyFeedback | None, calendar: Calendar, today: date) -> Week:
    """How one week stands."""
    opens, due = opens_on(period, calendar), due_on(period, calendar)
    if feedback is not None:
        state = "late" if is_late(feedback.entered_at, period, calendar) else "confirmed"
    elif not owed or opens is None:
        state = "absent"
    elif today < opens:
        state = "early"
    else:
        state = "waiting" if today <= due else "missed"
    return Week(period, state, opens, due, feedback)


def recent_weeks(officer: Officer, calendar: Calendar, today: date, also: Period | None = None) -> Sequence[Week]:
    """The officer's last weeks, this one first, and `also`, if it is none of them. Three queries."""
    shown = [week_on(today - timedelta(weeks=back)) for back in range(WEEKS_SHOWN)]
    if also is not None and also not in shown:
        shown.append(also)
    first, last = min(week.first for week in shown), shown[0].last
    own = [kind.objects.filter(officer=officer).in_force_between(first, last) for kind in (Pairing, Exemption)]
    served, exempt = (found.spans_by_officer()[officer.pk] for found in own)
    owed = {year: week_grid(year, calendar).owed_mask(served, exempt) for year in {week.year for week in shown}}
    given = {
        (each.iso_year, each.week): each
        for each in WeeklyFeedback.objects.standing()
        .filter(officer=officer, iso_year__in=owed)
        .select_related("entered_by")
        .order_by("pk")
    }
    return [
        judge(week, bool(owed[week.year] & week.bit), given.get((week.year, week.index)), calendar, today)
        for week in shown
    ]
