"""周报: one week of a district, who has confirmed it, and the text for the weekly report. Seven queries."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import IO, Any

from django.db.models import Exists, OuterRef
from openpyxl import Workbook

from officers.documents.official import OfficialPaper
from officers.models import District, Officer
from officers.periods import Period
from officers.workbook.writing import append, discard, new_sheet
from officers.workdays import Calendar

from .confirm_week import week_grid
from .ledger_paper import issuer_of
from .models import Exemption, Issue, IssueStep, Pairing, Visit, WeeklyFeedback
from .week_board import Week, judge

STATES = {
    "confirmed": "已确认",
    "late": "逾期确认",
    "waiting": "待确认",
    "missed": "未确认",
    "early": "本周未结束",
    "absent": "不需反馈",
}
HEADERS = ("首席服务官", "单位", "状态", "走访次数", "走访企业", "政策宣讲", "补充说明")


@dataclass(frozen=True, slots=True)
class Line:
    """One officer's week in the report."""

    officer: Officer
    week: Week
    visits: int
    enterprises: tuple[str, ...]
    briefings: int

    @property
    def state(self) -> str:
        return STATES[self.week.state]

    @property
    def remark(self) -> str:
        return self.week.feedback.remark if self.week.feedback else ""

    @property
    def cells(self) -> tuple[Any, ...]:
        """The line as a row under HEADERS."""
        unit = self.officer.unit.name if self.officer.unit else ""
        return (
            self.officer.name, unit, self.state, self.visits, "、".join(self.enterprises), self.briefings, self.remark,
        )  # fmt: skip


class WeekReport:
    """Reads a week of a district as the records now say."""

    def __init__(self, district: District, week: Period, calendar: Calendar, today: date):
        self.district, self.week, self.calendar, self.today = district, week, calendar, today

    @cached_property
    def lines(self) -> list[Line]:
        """A line for each officer who served an enterprise in the week, by code."""
        first, last = self.week.first, self.week.last
        paired = Pairing.objects.filter(district=self.district).in_force_between(first, last)
        officers = Officer.objects.filter(Exists(paired.filter(officer=OuterRef("pk")))).select_related("unit")
        lifted = Exemption.objects.filter(district=self.district).in_force_between(first, last)
        served, exempt = paired.spans_by_officer(), lifted.spans_by_officer()
        feedbacks = WeeklyFeedback.objects.standing().filter(
            district=self.district, iso_year=self.week.year, week=self.week.index
        )
        given = {each.officer_id: each for each in feedbacks.order_by("pk")}
        grid = week_grid(self.week.year, self.calendar)
        made = self._visits()
        return [
            Line(
                officer,
                judge(
                    self.week,
                    bool(grid.owed_mask(served[officer.pk], exempt[officer.pk]) & self.week.bit),
                    given.get(officer.pk),
                    self.calendar,
                    self.today,
                ),
                len(made[officer.pk]),
                tuple(dict.fromkeys(name for name, _ in made[officer.pk])),
                sum(briefing for _, briefing in made[officer.pk]),
            )
            for officer in officers.order_by("code")
        ]

    def _visits(self) -> dict[int, list[tuple[str, bool]]]:
        found: dict[int, list[tuple[str, bool]]] = defaultdict(list)
        rows = Visit.objects.valid().filter(district=self.district, date__gte=self.week.first, date__lte=self.week.last)
        values = rows.order_by("date", "pk").values_list(
            "pairing__officer_id", "pairing__enterprise__name", "is_briefing"
        )
        for officer, enterprise, briefing in values:
            found[officer].append((enterprise, briefing))
        return found

    @cached_property
    def counts(self) -> dict[str, int]:
        """What the week comes to."""
        days = (self.week.first, self.week.last)
        states = [line.week.state for line in self.lines]
        issues = Issue.objects.filter(district=self.district, voided_at__isnull=True, raised_on__range=days)
        steps = IssueStep.objects.standing().filter(district=self.district, kind="closed", on__range=days)
        return {
            "owed": sum(state != "absent" for state in states),
            "confirmed": states.count("confirmed") + states.count("late"),
            "late": states.count("late"),
            "visits": sum(line.visits for line in self.lines),
            "enterprises": len({name for line in self.lines for name in line.enterprises}),
            "briefings": sum(line.briefings for line in self.lines),
            "raised": issues.count(),
            "closed": steps.values("issue").distinct().order_by("issue").count(),
        }

    @property
    def title(self) -> str:
        """第38周（9月20日–26日）"""
        label = self.week.label.split(" ", 1)
        return f"{self.week.year}年{label[0]}（{label[1]}）"

    @property
    def paragraphs(self) -> list[str]:
        """The text of the weekly report, to copy."""
        has = self.counts
        told = [
            f"{self.title}，应反馈{has['owed']}人，已反馈{has['confirmed']}人"
            + (f"（其中逾期{has['late']}人）。" if has["late"] else "。"),
            f"走访企业{has['visits']}次，涉及{has['enterprises']}家；宣讲政策{has['briefings']}次；"
            f"企业新提出问题{has['raised']}件，办结{has['closed']}件。",
        ]
        waiting = [line.officer.name for line in self.lines if line.week.may_be_confirmed]
        if waiting:
            told.append(f"尚未反馈：{'、'.join(waiting)}。")
        remarks = [f"{line.officer.name}：{line.remark}" for line in self.lines if line.remark]
        return [*told, *remarks]

    def as_docx(self) -> bytes:
        """The report as an official paper, dated the day it is made."""
        paper = OfficialPaper(issuer_of(self.district), "首席服务官工作推进周报", self.title)
        for text in self.paragraphs:
            paper.paragraph(text)
        paper.table(HEADERS, [line.cells for line in self.lines], (16, 20, 16, 10, 26, 10, 20))
        paper.signatures(f"{issuer_of(self.district)}（盖章）", day=self.today)
        return paper.content()

    def write_xlsx(self, stream: IO[bytes]) -> None:
        """The lines as a workbook."""
        book = Workbook(write_only=True)
        try:
            sheet = new_sheet(book, f"{self.week.year}年第{self.week.index}周", HEADERS, (14, 24, 14, 10, 48, 10, 48))
            for line in self.lines:
                append(sheet, line.cells)
            book.save(stream)
        finally:
            discard(book)
