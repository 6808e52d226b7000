"""Whose ledgers of a year came late or never came: facts with their dates, for people who decide what follows.

Nothing follows by itself. The regulation (保障措施（七）) names 迟报、漏报、催而不报 and no number: from `AT_LEAST` on
an officer is listed. The judging is the board's; here its cells are only told.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from officers.models import Officer
from officers.words import full, spoken

from .ledger_board import Board, Cell, Row
from .models import CriticismDecision
from .reminders import ledger_reminders

AT_LEAST = 1
LATE, NEVER = "late", ("missing", "sent_back")


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One month that counted and did not come in time.

    `cell` is the board's ("late", "missing", "sent_back"), `reminded` the days of the reminders up to the due day.
    """

    year: int
    cell: Cell
    reminded: tuple[date, ...]

    @property
    def is_late(self) -> bool:
        """迟报: it came, after the due day. The others never came (漏报)."""
        return self.cell.state == LATE

    @property
    def is_ignored(self) -> bool:
        """催而不报: reminded up to the due day, and it never came. Of a ledger that was sent back only what was said
        after that day is a reminder."""
        since = self.cell.on if self.cell.state == "sent_back" else None
        return not self.is_late and any(since is None or day > since for day in self.reminded)

    @property
    def kind(self) -> str:
        """迟报 or 漏报."""
        return "迟报" if self.is_late else "漏报"

    @property
    def facts(self) -> str:
        """8月5日截止，8月9日收到"""
        due = f"{self._say(self.cell.due.day)}截止"
        if self.is_late:
            return f"{due}，{self._say(self.cell.on)}收到"
        if self.cell.state == "sent_back":
            return f"{due}，{self._say(self.cell.on)}退回，{self._say(self.cell.again_by)}前没有重报"
        return f"{due}，没有收到"

    @property
    def reminders(self) -> str:
        """8月3日、8月5日提醒过, or that nothing is on record."""
        days = "、".join(self._say(day) for day in self.reminded)
        return f"截止前{days}提醒过" if days else "截止前没有提醒记录"

    @property
    def words(self) -> str:
        """The month with everything that is on record about it, in one line."""
        ignored = "（催而不报）" if self.is_ignored else ""
        return f"{self.cell.due.month}月{self.kind}{ignored}：{self.facts}；{self.reminders}"

    def _say(self, day: date | None) -> str:
        if day is None:
            return "没有日期"
        return spoken(day) if day.year == self.year else full(day)


@dataclass(frozen=True, slots=True)
class Candidate:
    """An officer's year: what did not come in time, and what the office decided, the newest decision last."""

    officer: Officer
    year: int
    occurrences: Sequence[Occurrence]
    decisions: Sequence[CriticismDecision]

    @property
    def late(self) -> int:
        return sum(one.is_late for one in self.occurrences)

    @property
    def never(self) -> int:
        return len(self.occurrences) - self.late

    @property
    def ignored(self) -> int:
        return sum(one.is_ignored for one in self.occurrences)

    @property
    def is_listed(self) -> bool:
        return len(self.occurrences) >= AT_LEAST

    @property
    def decision(self) -> CriticismDecision | None:
        """The one that stands."""
        return self.decisions[-1] if self.decisions else None

    @property
    def counts(self) -> str:
        """迟报2次、漏报1次（其中催而不报1次）"""
        told = "、".join(f"{name}{count}次" for name, count in (("迟报", self.late), ("漏报", self.never)) if count)
        return told + (f"（其中催而不报{self.ignored}次）" if self.ignored else "")

    @property
    def work(self) -> str:
        """What a document would call it: the matter of the honour that may be entered."""
        return f"{self.year}年工作台账{self.counts}"


def candidates(board: Board, officers: Iterable[Officer]) -> list[Candidate]:
    """Those of the officers who are listed for the board's year, most first. Two queries beside the board's."""
    listed = [one for one in judged(board, officers) if one.is_listed]
    return sorted(listed, key=lambda one: (-one.ignored, -one.never, -one.late, one.officer.code))


def judged(board: Board, officers: Iterable[Officer]) -> list[Candidate]:
    """The year of each of the officers, whether there is anything to tell or not, in their order."""
    rows = board.rows(officers)
    reminded = ledger_reminders(board.district, [row.officer for row in rows], board.grid)
    decisions: dict[int, list[CriticismDecision]] = {}
    for decision in CriticismDecision.objects.of_year(board.district, board.year).select_related("decided_by"):
        decisions.setdefault(decision.officer_id, []).append(decision)
    return [
        Candidate(row.officer, board.year, _occurrences(board, row, reminded), decisions.get(row.officer.pk, ()))
        for row in rows
    ]


def _occurrences(board: Board, row: Row, reminded: dict[tuple[int, int], list[date]]) -> list[Occurrence]:
    """The months that count and are not in time: an exempt month or one that is still open never is."""
    failed = row.counted & ~row.on_time
    return [
        Occurrence(board.year, cell, tuple(reminded.get((row.officer.pk, cell.due.month), ())))
        for cell in row.cells
        if failed >> cell.due.month & 1
    ]
