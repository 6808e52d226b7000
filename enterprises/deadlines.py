"""An issue's clock from its steps: deadline, state, and the working days counted one by one (J4, G3, G4)."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from officers.workdays import Calendar

ONE_DAY = timedelta(days=1)
VOID = {"withdrawn": "已撤回", "merged": "已合并"}


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened to an issue: raised, reclassified (to major), escalated (handed to the office),
    closed, reopened, withdrawn or merged. Only the last two may be without a day."""

    kind: str
    on: date | None


@dataclass(frozen=True, slots=True)
class Limits:
    """Working days to close a general issue and to hand over a major one."""

    general: int = 7
    major: int = 3


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days on which the clock ran: after `start`, which does not count, up to `end`; no `end` while it runs."""

    start: date
    end: date | None
    cause: str  # what set it going, as the strip names it


@dataclass(frozen=True, slots=True)
class DayCount:
    """One day of the strip.

    kind: "start" (sets the clock, does not count), "work", "make_up" (a working day at a weekend), "off", "due",
    "late", "paused" (between closing and reopening), "met" (closed or handed over in time). `number`: which
    working day it is, None on days that do not count.
    """

    day: date
    number: int | None
    kind: str
    note: str
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class Clock:
    """What an issue's steps come to.

    kind: the limit it is judged by, "general" or "major"; "void" for a withdrawn or merged issue, which has no
    deadline. `met_on`: the last closing (general) or the handing over (major), in time or not; None while it is
    open. `provisional`: the deadline rests on a provisional day (G3). `missed`: it was made a major one after the
    general deadline without having been closed by it, which nothing heals, not even a closing at the weekend.
    """

    kind: str
    limit: int
    deadline: date | None
    met_on: date | None
    provisional: bool
    calendar: Calendar = field(repr=False, compare=False)
    stretches: tuple[Stretch, ...] = ()
    void_as: str = ""
    missed: bool = False

    @property
    def reopened(self) -> bool:
        """Whether the clock stood still in between, so that its open days are counted."""
        return len(self.stretches) > 1

    @property
    def used_days(self) -> int | None:
        """The working days it was open, None while it is not met."""
        return None if self.met_on is None else self.used_by(self.met_on)

    def used_by(self, day: date) -> int:
        """The working days it was open up to `day`, which is included."""
        ends = (day if run.end is None else min(run.end, day) for run in self.stretches)
        runs = zip(self.stretches, ends, strict=True)
        return sum(self.calendar.count_workdays(run.start, end) for run, end in runs)

    def overdue(self, as_of: date) -> bool | None:
        """Whether the limit was missed. None while that is not settled: the deadline does not lie before `as_of`
        (G7), or the issue is open again with its working days used up but not exceeded."""
        if self.deadline is None or self.deadline >= as_of:
            return None
        if self.missed:
            return True
        first_end = self.stretches[0].end
        if not self.reopened:
            return first_end is None or first_end > self.deadline
        if self._late_at_first() or self.used_by(self.met_on or as_of) > self.limit:
            return True
        return None if self.met_on is None else False

    def open_after_deadline(self, day: date) -> bool:
        """Whether `day` is later than the deadline and the issue was not closed by it."""
        due = self.deadline
        if due is None or due >= day:
            return False
        return any(run.start <= due and (run.end is None or run.end > due) for run in self.stretches)

    def days_left(self, today: date) -> int | None:
        """The working days that remain after `today`: 0 on the last one, below 0 when exceeded. None when the
        issue is met or void."""
        if self.deadline is None or self.met_on is not None:
            return None
        return self.limit - self.used_by(today)

    def state(self, as_of: date) -> str:
        """办理中, 待上交, 已超期, 已办结, 已上交, 超期办结, 超期上交, 已撤回 or 已合并."""
        if self.void_as:
            return self.void_as
        late = self.overdue(as_of)
        if self.met_on is not None:
            return ("超期" if late else "已") + self._ending
        if late:
            return "已超期"
        return "办理中" if self.kind == "general" else "待上交"

    def count_days(self, until: date) -> tuple[DayCount, ...]:
        """Every day from the start to the end of the clock, or to `until`, which is included, if that is earlier."""
        cells: list[DayCount] = []
        used = 0
        for run in self.stretches:
            while cells and cells[-1].day + ONE_DAY < run.start:
                cells.append(self._cell(cells[-1].day + ONE_DAY, None, "paused", "已办结，停计"))
            if cells and cells[-1].day == run.start:
                cells[-1] = replace(cells[-1], note=f"{cells[-1].note}，当日{self._opening(run)}")
            else:
                cells.append(self._cell(run.start, None, "start", self._opening(run)))
            while (day := cells[-1].day + ONE_DAY) <= (run.end or until) and day <= until:
                working = self.calendar.is_workday(day)
                used += working
                cells.append(self._cell(day, used if working else None, *self._count(day, used, working, run)))
        return tuple(cell for cell in cells if cell.day <= until)

    @property
    def _ending(self) -> str:
        return "办结" if self.kind == "general" else "上交"

    def _opening(self, run: Stretch) -> str:
        if run.end is None or run.end > run.start:
            return run.cause
        return f"{run.cause}，{'当日' if run.end == run.start else '此前已'}{self._ending}"

    def _late_at_first(self) -> bool:
        """Closed only after the deadline, before it was ever reopened: reopening does not heal that."""
        first = self.stretches[0]
        return first.end is not None and first.end > self.calendar.nth_workday(first.start, self.limit)

    def _count(self, day: date, used: int, working: bool, run: Stretch) -> tuple[str, str]:
        """What an open day is in the strip, and the note under it."""
        reason = self.calendar.reason(day)
        if day == run.end:
            late = used > self.limit or (run is self.stretches[0] and self._late_at_first())
            late = late or (self.missed and self.deadline is not None and day > self.deadline)
            return "late" if late else "met", self._ending
        if not working:
            return "off", reason
        if used > self.limit:
            return "late", "超期"
        weekend = day.weekday() >= 5
        if day == self.deadline:
            return "due", f"截止24时（{reason}）" if weekend else "截止24时"
        return "make_up" if weekend else "work", reason

    def _cell(self, day: date, number: int | None, kind: str, note: str) -> DayCount:
        return DayCount(day, number, kind, note, self.calendar.is_provisional(day))


def level_now(first_level: str, steps: Sequence[Step]) -> str:
    """The class of an issue after its steps: what was made a major one stays one."""
    return "major" if any(step.kind == "reclassified" for step in steps) else first_level


def clock(level: str, steps: Sequence[Step], calendar: Calendar, limits: Limits) -> Clock:
    """The clock of an issue whose class is now `level` ("general" or "major"), from its steps in the order in
    which they happened (J4). Raises ValueError for an unknown level, or when the steps do not say when it was
    raised."""
    if level not in ("general", "major"):
        raise ValueError(f"no such class of issues: {level!r}")
    for step in steps:
        if step.kind in VOID:
            return Clock("void", 0, None, None, False, calendar, void_as=VOID[step.kind])
    raised = _first("raised", steps)
    if raised is None:
        raise ValueError("an issue's steps begin with the day it was raised")
    if level == "general":
        return _general(raised, steps, calendar, limits.general)
    reclassified = _first("reclassified", steps)
    if reclassified is None:
        return _major(Stretch(raised, _first("escalated", steps), "提出"), calendar, limits.major)
    # What came after the reclassification cannot have kept the general deadline, which lay before it.
    earlier = [step for step in steps if step.on is not None and step.on <= reclassified]
    then = _general(raised, earlier, calendar, limits.general)
    # On a day off after the deadline the working days do not tell it yet: the deadline itself does.
    if then.overdue(reclassified) or then.open_after_deadline(reclassified):
        return replace(_general(raised, steps, calendar, limits.general), missed=True)
    return _major(Stretch(reclassified, _first("escalated", steps), "改为重点"), calendar, limits.major)


def _first(kind: str, steps: Sequence[Step]) -> date | None:
    return min((step.on for step in steps if step.kind == kind and step.on is not None), default=None)


def _major(run: Stretch, calendar: Calendar, limit: int) -> Clock:
    deadline = calendar.nth_workday(run.start, limit)
    provisional = calendar.provisional_between(run.start + ONE_DAY, deadline)
    return Clock("major", limit, deadline, run.end, provisional, calendar, (run,))


def _general(raised: date, steps: Sequence[Step], calendar: Calendar, limit: int) -> Clock:
    runs = [Stretch(raised, None, "提出")]
    for step in steps:
        if step.on is None:
            continue
        if step.kind == "closed" and runs[-1].end is None:
            runs[-1] = replace(runs[-1], end=max(step.on, runs[-1].start))
        elif step.kind == "reopened" and runs[-1].end is not None:
            runs.append(Stretch(max(step.on, runs[-1].end), None, "重新办理"))
    deadline = _deadline(runs, calendar, limit)
    provisional = calendar.provisional_between(raised + ONE_DAY, deadline)
    return Clock("general", limit, deadline, runs[-1].end, provisional, calendar, tuple(runs))


def _deadline(runs: Sequence[Stretch], calendar: Calendar, limit: int) -> date:
    """The day of the last open working day the limit allows, the last stretch running on past its end."""
    left = limit
    for run in runs[:-1]:
        used = calendar.count_workdays(run.start, run.end or run.start)
        if used >= left:
            return calendar.nth_workday(run.start, left)
        left -= used
    return calendar.nth_workday(runs[-1].start, left)
