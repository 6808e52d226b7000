"""The ledgers of a year, officers × months: the office's matrix, an officer's own list, the state of one month."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from officers.models import District, Officer, Unit
from officers.periods import Span
from officers.workdays import Calendar, local_day

from . import ledger_months
from .ledger_months import NOTHING, RETURNED, Filed, Month, Months
from .ledger_times import DUE, ledger_grid
from .models import Exemption, Ledger, Pairing, Submission


@dataclass(frozen=True, slots=True)
class Due:
    """When a month's ledger is due; `moved_by` says why that is not the 5th, empty when it is."""

    month: int
    day: date
    moved_by: str
    provisional: bool
    days_left: int  # working days after today; below 0 when it has passed
    is_now: bool  # the month whose ledger is due next

    @property
    def words(self) -> str:
        """10月8日24时截止（5日为国庆节假期，顺延）"""
        moved = f"（5日为{self.moved_by}，顺延）" if self.moved_by else ""
        return f"{self.day.month}月{self.day.day}日24时截止{moved}{'（暂定）' if self.provisional else ''}"

    @property
    def left(self) -> str:
        """剩6个工作日, 今天24时截止 or 已逾期."""
        if self.days_left < 0:
            return "已逾期"
        return f"剩{self.days_left}个工作日" if self.days_left else "今天24时截止"


@dataclass(frozen=True, slots=True)
class Cell:
    """One officer's month.

    state: "on_time", "late", "missing", "returned" (handing in again still keeps the time), "sent_back" (it no longer
    does, and nothing came), "draft", "open" (nothing in, not due yet), "exempt" or "absent" (not owed), "unborn" (the
    month has not begun).
    """

    due: Due
    state: str
    on: date | None  # received or, for a return that waits, returned
    again_by: date | None  # until when handing in again keeps the time
    waiting: bool  # the office has not looked yet
    owed: bool
    handed_in: bool

    @property
    def may_be_written(self) -> bool:
        """Whether a handing-in is possible: the month has begun and nothing lies with the office."""
        return not self.handed_in and self.state != "unborn"


@dataclass(frozen=True, slots=True)
class Row:
    """One officer's year: its cells, and of the months owed and past how many came in time."""

    officer: Officer
    cells: Sequence[Cell]
    counted: int  # masks of months
    on_time: int
    late: int

    @property
    def score(self) -> str:
        return f"{self.on_time.bit_count()}／{self.counted.bit_count()}"


class Board:
    """Judges officers of one district for a year, as it stands on `today`. Seven queries, however many officers."""

    def __init__(self, district: District, year: int, calendar: Calendar, today: date):
        self.district, self.year, self.calendar, self.today = district, year, calendar, today
        self.grid = ledger_grid(year, calendar)
        self.months = Months(self.grid, calendar, today)

    @cached_property
    def dues(self) -> tuple[Due, ...]:
        """The twelve due days."""
        coming = [period.index for period in self.grid.periods if self.grid.due_day(period.index) >= self.today]
        begun = [index for index in coming if self.grid.periods[index - 1].first <= self.today]
        return tuple(self._due(period.index, begun[:1]) for period in self.grid.periods)

    def _due(self, index: int, now: list[int]) -> Due:
        day, nominal = self.grid.due_day(index), DUE.nominal(self.grid.periods[index - 1])
        left = self.calendar.count_workdays(self.today, day) if day >= self.today else -1
        return Due(
            month=index,
            day=day,
            moved_by=self.calendar.reason(nominal).removesuffix("（暂定）") if self.grid.moved(index) else "",
            provisional=bool(self.grid.provisional_mask() >> index & 1),
            days_left=left,
            is_now=index in now,
        )

    def served_by(self, visible: QuerySet[Officer], unit: Unit | None = None, q: str = "") -> QuerySet[Officer]:
        """Those of the visible officers who served an enterprise in the year, of a unit and called so, by code."""
        paired = Pairing.objects.in_force_between(self.grid.periods[0].first, self.grid.periods[-1].last)
        officers = visible.filter(Exists(paired.filter(officer=OuterRef("pk"))), district=self.district)
        if unit:
            officers = officers.filter(unit=unit)
        return officers.named_like(q).select_related("unit").order_by("code")

    def rows(self, officers: Iterable[Officer]) -> list[Row]:
        """A row for each of the officers, in their order."""
        people = list(officers)
        only = {"officer__in": [officer.pk for officer in people]} if len(people) < 100 else {}
        first, last = self.grid.periods[0].first, self.grid.periods[-1].last
        here = {"district": self.district, **only}
        served = Pairing.objects.filter(**here).in_force_between(first, last).spans_by_officer()
        lifted = Exemption.objects.filter(**here).in_force_between(first, last).spans_by_officer()
        handed = Submission.objects.of_year(self.district, self.year)
        if only:
            handed = handed.filter(ledger__officer__in=only["officer__in"])
        filed = ledger_months.collect(handed.as_filed())
        waiting = set(handed.waiting().order_by("pk").values_list("ledger__officer_id", "ledger__month__month"))
        drafts = Ledger.objects.drafts().filter(month__gte=first, month__lte=last, **here)
        drafted = set(drafts.order_by("pk").values_list("officer_id", "month__month"))
        return [
            self._row(officer, served[officer.pk], lifted[officer.pk], filed.get(officer.pk, NOTHING), waiting, drafted)
            for officer in people
        ]

    def _row(
        self, officer: Officer, served: list[Span], lifted: list[Span], filed: Filed, waiting: Any, drafted: Any
    ) -> Row:
        standing = self.grid.status_masks(served, lifted)
        counted, on_time = self.months.judge(standing, filed)
        late = sum(
            1 << due.month
            for due in self.dues
            if counted >> due.month & 1 and self.months.found(due.month, filed[due.month]).state == "late"
        )
        cells = []
        for due in self.dues:
            key = officer.pk, due.month
            state = self.months.state(due.month, standing, filed[due.month])
            owed = bool(standing.owed >> due.month & 1)
            cells.append(self._cell(due, state, filed[due.month], key in waiting, key in drafted, owed))
        return Row(officer, cells, counted, on_time, late)

    def _cell(self, due: Due, state: str, month: Month, waiting: bool, drafted: bool, owed: bool) -> Cell:
        on, again_by = None, None
        filings = ledger_months.filings(month)
        if filings:
            time = self.months.time(month)
            on = time.received_at and local_day(time.received_at)
            if filings[-1][1] is not None:  # sent back, and nothing came since
                on, again_by = local_day(filings[-1][1]), time.returns[-1].limit
                state = "returned" if time.open_until else "sent_back"
            elif state in ("open", "exempt", "absent"):
                found = self.months.found(due.month, month).state
                state = RETURNED.get(found, found) if state == "open" else state
        elif state == "open" and self.grid.periods[due.month - 1].first > self.today:
            state = "unborn"
        elif state in ("open", "exempt", "absent") and drafted:
            state = "draft"
        return Cell(due, state, on, again_by, waiting, owed, bool(filings) and filings[-1][1] is None)

    def totals(self, rows: Sequence[Row]) -> dict[str, Any]:
        """What the rows come to: by month and altogether."""
        counted = [sum(row.counted >> due.month & 1 for row in rows) for due in self.dues]
        on_time = [sum(row.on_time >> due.month & 1 for row in rows) for due in self.dues]
        states = [cell.state for row in rows for cell in row.cells]
        late = sum(row.late.bit_count() for row in rows)
        return {
            "by_month": [
                (due, f"{done}／{owed}" if owed else "")
                for due, done, owed in zip(self.dues, on_time, counted, strict=True)
            ],
            "on_time": sum(on_time),
            "counted": sum(counted),
            "late": late,
            "missing": sum(counted) - sum(on_time) - late,
            "returned": states.count("returned"),
            "waiting": sum(cell.waiting for row in rows for cell in row.cells),
        }
