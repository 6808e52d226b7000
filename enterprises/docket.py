"""Issues with their clocks: a page of them, and those under way by deadline. Queries do not grow with the rows."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Count, QuerySet

from officers.models import WorkDay
from officers.words import full, spoken, weekday
from officers.workdays import Calendar

from .deadlines import Clock, Limits, Step, clock, level_now
from .issue_course import CLOSED, ENDED, GENERAL, HANDED, MAJOR, VOID
from .models import Issue, IssueStep, Pairing

#: how many issues under way are put into the order of their deadlines; beyond it, the first that were raised
MOST_RUNNING = 2000
#: an issue with no more working days than these is near its deadline
NEAR = 2
LEVELS = dict(Issue.Level.choices)
#: what can be asked for: (key, words)
RUNNING, NEARING, LATE, ALL = "running", "near", "late", "all"
CHOICES = (
    (RUNNING, "办理中"),
    (NEARING, "临期"),
    (LATE, "逾期"),
    (HANDED, "已上交"),
    (CLOSED, "已办结"),
    (ENDED, "已撤回"),
    (ALL, "全部"),
)
STORED = {RUNNING: (GENERAL, MAJOR), HANDED: (HANDED,), CLOSED: (CLOSED,), ENDED: (ENDED, VOID)}


@dataclass(frozen=True)
class Watched:
    """One issue with what its steps come to on `today`; the pairing it was raised under, and the one of today."""

    issue: Issue
    steps: list[IssueStep]
    clock: Clock
    today: date
    raised_under: Pairing | None = None
    kept_under: Pairing | None = None

    @cached_property
    def state(self) -> str:
        return self.issue.state_after(self.steps)

    @property
    def level(self) -> str:
        """一般, 重点, or 重点（原为一般）."""
        now = level_now(self.issue.first_level, [Step(step.kind, step.on) for step in self.steps])
        return LEVELS[now] + ("" if now == self.issue.first_level else "（原为一般）")

    @property
    def is_running(self) -> bool:
        return self.state in (GENERAL, MAJOR)

    @property
    def is_late(self) -> bool:
        return self.clock.overdue(self.today) is True

    @property
    def deadline(self) -> str:
        """9月28日, with the year when it is another one, and 暂定 when it may still move."""
        day = self.clock.deadline
        if day is None:
            return "—"
        return (spoken(day) if day.year == self.today.year else full(day)) + (
            "（暂定）" if self.clock.provisional else ""
        )

    @property
    def tag(self) -> tuple[str, str]:
        """The state as (tone, words)."""
        if self.state == VOID:
            return "", "已作废"
        if self.state == ENDED:
            return "", "已并入" if self.clock.void_as == "已合并" else "已撤回"
        if self.state == CLOSED and self.clock.kind == "major":
            return ("bad", "超期上交，已办结") if self.is_late else ("good", "已办结")
        if self.is_running and not self.is_late:
            return ("warn", "临期") if is_near(self.clock, self.today) else ("blue", self.clock.state(self.today))
        words = self.clock.state(self.today)
        return ("bad" if self.is_late else "good"), words

    @property
    def left(self) -> tuple[str, str]:
        """What remains, as (tone, words); empty words when the clock does not run."""
        return left(self.clock, self.today) if self.is_running else ("", "")

    @property
    def said(self) -> str:
        """How far the clock is, in one sentence; empty where there is none."""
        found, until = self.clock, self.clock.met_on or self.today
        if found.deadline is None:
            return ""
        used = found.used_by(until)
        over = f"，超{used - found.limit}个工作日" if used > found.limit else ""
        if found.met_on is not None:
            ending = "办结" if found.kind == "general" else "上交办公室"
            return f"{self._dated(found.met_on)}{ending}，用了{used}个工作日{over}。"
        remains = f"{self.deadline}24时截止，{left(found, self.today)[1]}"
        return f"到今天（{spoken(self.today)}，{weekday(self.today)}）已用{used}个工作日，{remains}。"

    def _dated(self, day: date) -> str:
        """A day, with its year when that is another one."""
        return spoken(day) if day.year == self.today.year else full(day)


def left(found: Clock, today: date) -> tuple[str, str]:
    """剩N个工作日, 今天24时到期 or 已超N个工作日, with its tone."""
    days = found.days_left(today)
    if days is None:
        return "", ""
    if found.overdue(today):
        return "bad", f"已超{-days}个工作日" if days < 0 else "已过截止日"
    if today == found.deadline:
        return "warn", "今天24时到期"
    return ("warn" if days <= NEAR else ""), f"剩{days}个工作日"


def is_near(found: Clock, today: date) -> bool:
    """Whether little time is left, but some."""
    days = found.days_left(today)
    return days is not None and days <= NEAR and not found.overdue(today)


def clock_of(issue: Issue, steps: Iterable[IssueStep], calendar: Calendar) -> Clock:
    """The clock of an issue by the limits of the regulation. A void issue has none."""
    if issue.is_void:
        return Clock("void", 0, None, None, False, calendar, void_as="已作废")
    return _clock(issue.first_level, issue.raised_on, [Step(step.kind, step.on) for step in steps], calendar)


def _clock(first_level: str, raised_on: date, steps: list[Step], calendar: Calendar) -> Clock:
    return clock(level_now(first_level, steps), [Step("raised", raised_on), *steps], calendar, Limits())


class Docket:
    """The issues of a queryset by state, as they stand on `today`."""

    def __init__(self, found: QuerySet, today: date):
        self.found, self.today = found.with_state(), today
        self._calendars: dict[int, Calendar] = {}

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """How many there are of each choice."""
        stored = dict(self.found.order_by().values_list("state").annotate(Count("pk")))
        counts = {key: sum(stored.get(state, 0) for state in states) for key, states in STORED.items()}
        flags = [(late, near) for _, _, late, near in self._running]
        return counts | {
            LATE: sum(late for late, _ in flags),
            NEARING: sum(near for _, near in flags),
            ALL: sum(stored.values()),
        }

    @property
    def is_cut(self) -> bool:
        """Whether more are under way than are put in order."""
        return self.counts[RUNNING] > MOST_RUNNING

    def chosen(self, key: str) -> Sequence[int] | QuerySet:
        """The ids of a choice: those under way by deadline, the others as they were raised, the latest first."""
        if key in (RUNNING, NEARING, LATE):
            return [pk for _, pk, late, near in self._running if {RUNNING: True, LATE: late, NEARING: near}[key]]
        rows = self.found if key == ALL else self.found.filter(state__in=STORED[key])
        return rows.order_by("-raised_on", "-pk").values_list("pk", flat=True)

    @cached_property
    def _running(self) -> list[tuple[date, int, bool, bool]]:
        """(deadline, id, late, near) of those under way, by deadline. Two queries."""
        running = self.found.filter(state__in=STORED[RUNNING]).order_by("raised_on", "pk")
        rows = list(running.values_list("pk", "district_id", "first_level", "raised_on")[:MOST_RUNNING])
        steps: dict[int, list[Step]] = defaultdict(list)
        told = IssueStep.objects.standing().filter(issue__in=[pk for pk, *_ in rows])
        for issue, kind, on in told.values_list("issue_id", "kind", "on"):
            steps[issue].append(Step(kind, on))
        judged = []
        for pk, district, first_level, raised_on in rows:
            found = _clock(first_level, raised_on, steps[pk], self._calendar(district))
            is_late = found.overdue(self.today) is True
            judged.append((found.deadline or raised_on, pk, is_late, is_near(found, self.today)))
        return sorted(judged)

    def _calendar(self, district: int) -> Calendar:
        if district not in self._calendars:
            self._calendars[district] = WorkDay.objects.calendar(district)
        return self._calendars[district]

    def watch(self, pks: Sequence[int]) -> list[Watched]:
        """These issues in this order with their clocks and officers. Three queries, and two a district."""
        # not in_bulk, which asks once more for every thousand
        found = Issue.objects.filter(pk__in=list(pks)).select_related("enterprise", "district")
        rows = {issue.pk: issue for issue in found}
        steps: dict[int, list[IssueStep]] = defaultdict(list)
        for step in IssueStep.objects.standing().filter(issue__in=list(rows)):
            steps[step.issue_id].append(step)
        pairings: dict[int, list[Pairing]] = defaultdict(list)
        firms = {issue.enterprise_id for issue in rows.values()}
        held = Pairing.objects.filter(enterprise__in=firms, voided_at__isnull=True).select_related("officer__unit")
        for pairing in held:
            pairings[pairing.enterprise_id].append(pairing)
        return [
            Watched(
                issue := rows[pk],
                steps[pk],
                clock_of(issue, steps[pk], self._calendar(issue.district_id)),
                self.today,
                _on(pairings[issue.enterprise_id], issue.raised_on),
                _on(pairings[issue.enterprise_id], self.today),
            )
            for pk in pks
        ]


def _on(pairings: Iterable[Pairing], day: date) -> Pairing | None:
    """The pairing in force on a day."""
    return next((one for one in pairings if one.starts <= day and (one.ends is None or day <= one.ends)), None)
