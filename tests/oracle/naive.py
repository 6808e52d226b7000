"""A second calculator of the Jiaozuo scheme, written from the rulebook alone and day by day.

It shares no code with the product: rows of the workbook go in (a dict of sheets, each a list of dicts by header, with
dates, times and months already typed), points come out. Slow and plain on purpose; where it and the product disagree,
the text decides which of the two is wrong.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from tests.oracle.days import DAY, Calendar, spans_of_months, weeks

EFFECTIVE = date(2020, 3, 7)
QUESTIONS = ("深入企业", "服务态度", "工作效率", "问题解决", "政策落实")
MARKS = {"非常满意": 10, "满意": 8, "基本满意": 6, "不满意": 3, "非常不满意": 0}


@dataclass
class Sheet:
    """What one officer gets: points by item (None: pending), the group `adjust`, total, grade, flags, interval."""

    points: dict[str, Decimal | None]
    total: Decimal | None = None
    grade: str | None = None
    flags: list[str] = field(default_factory=list)
    low: Decimal = Decimal(0)
    high: Decimal = Decimal(0)


def half_up(value: Fraction) -> Decimal:
    """G8, for numbers that are not negative."""
    return Decimal(int(value * 100 + Fraction(1, 2))).scaleb(-2)


def yes(value: str | None, blank: bool) -> bool:
    return blank if value is None else value == "是"


class Scorer:
    """All officers of one district for one year, as of one day."""

    def __init__(self, book: dict[str, list[dict]], year: int, as_of: date):
        self.book, self.year, self.as_of = book, year, as_of
        self.calendar = Calendar(book.get("工作日历", []))
        self.pairings = self._by("结对", "首席服务官编号")
        self.exemptions = self._by("豁免", "首席服务官编号")
        self.visits = self._by("走访", "首席服务官编号", "统一社会信用代码")
        self.ledgers = self._by("工作台账", "首席服务官编号")
        self.supports = self._by("政策支持", "统一社会信用代码")
        self.issues = self._by("企业问题", "统一社会信用代码")
        self.responses = self._by("满意度", "统一社会信用代码")
        self.honours = self._by("表彰通报", "对象类型", "对象编号")
        self.records = self._by("考核记录", "考核对象")

    def _by(self, sheet: str, *columns: str) -> dict:
        found = defaultdict(list)
        for row in self.book.get(sheet, []):
            key = tuple(row[column] for column in columns)
            found[key if len(key) > 1 else key[0]].append(row)
        return found

    def sheets(self) -> dict[str, Sheet]:
        """A sheet for every officer with a pairing in force on some day of the year."""
        first, last = date(self.year, 1, 1), date(self.year, 12, 31)
        return {
            officer: self.sheet(officer)
            for officer, pairings in self.pairings.items()
            if any(p["开始日期"] <= last and (p["结束日期"] or last) >= first for p in pairings)
        }

    # ------------------------------------------------------------------ what was in force, what is owed

    @staticmethod
    def in_force(pairing: dict, day: date) -> bool:
        return pairing["开始日期"] <= day and (pairing["结束日期"] is None or day <= pairing["结束日期"])

    def firms_on(self, officer: str, day: date) -> set[str]:
        return {p["统一社会信用代码"] for p in self.pairings[officer] if self.in_force(p, day)}

    def owed(self, officer: str, pairings: list[dict], days: list[date]) -> bool:
        """G6, where one of `pairings` has to be in force on each working day."""
        working = [day for day in days if self.calendar.works(day)]
        return (
            days[0] >= EFFECTIVE
            and bool(working)
            and all(any(self.in_force(p, day) for p in pairings) for day in working)
            and not all(self.exempt(officer, day) for day in working)
        )

    def exempt(self, officer: str, day: date) -> bool:
        return any(row["开始日期"] <= day <= row["结束日期"] for row in self.exemptions[officer])

    def counts(self, day: date) -> bool:
        """A dated fact (G7)."""
        return day.year == self.year and day < self.as_of

    def visited(self, officer: str, firm: str) -> list[dict]:
        return [v for v in self.visits[officer, firm] if v["走访人"] != "分包人" and v["状态"] != "失实"]

    # ------------------------------------------------------------------ the five indicators

    def attendance(self, officer: str) -> Decimal:
        """J1 with G11."""
        scored = []
        for pairing in self.pairings[officer]:
            days_there = {v["走访日期"] for v in self.visited(officer, pairing["统一社会信用代码"])}
            owed = [week for week in weeks(self.year) if week[-1] < self.as_of and self.owed(officer, [pairing], week)]
            done = sum(any(day in days_there for day in week) for week in owed)
            points = max(Fraction(10) - Fraction(1, 2) * (len(owed) - done), Fraction(0))
            if owed and Fraction(done, len(owed)) < Fraction(60, 100):
                points = Fraction(0)
            scored.append((points, len(owed)))
        return self.mean(scored, full=10)

    def policy(self, officer: str) -> Decimal:
        """J3 with G11."""
        scored = []
        for pairing in self.pairings[officer]:
            firm = pairing["统一社会信用代码"]
            talks = {v["走访日期"] for v in self.visited(officer, firm) if v["政策宣讲"] == "是"}
            owed = [
                quarter
                for quarter in spans_of_months(self.year, 3)
                if quarter[-1] < self.as_of and self.owed(officer, [pairing], quarter)
            ]
            done = sum(any(day in talks for day in quarter) for quarter in owed)
            points = max(Fraction(15 - 3 * (len(owed) - done)), Fraction(0))
            held = [day for day in talks if self.counts(day) and self.in_force(pairing, day)]
            if len(held) < {0: 0, 1: 1, 2: 1, 3: 2, 4: 2}[len(owed)]:
                points = Fraction(0)
            received = [s for s in self.supports[firm] if self.counts(s["日期"]) and self.in_force(pairing, s["日期"])]
            if len(received) >= 3:
                points = Fraction(15)
            scored.append((points, len(owed)))
        return self.mean(scored, full=15)

    @staticmethod
    def mean(scored: list[tuple[Fraction, int]], full: int) -> Decimal:
        weight = sum(owed for _, owed in scored)
        if not weight:
            return half_up(Fraction(full))
        return half_up(sum((points * owed for points, owed in scored), Fraction(0)) / weight)

    def ledger(self, officer: str) -> Decimal:
        """J2."""
        handed_in = {row["月份"]: row for row in self.ledgers[officer]}
        bad = 0
        for month in spans_of_months(self.year, 1):
            due = self.calendar.roll(month[-1] + 5 * DAY)
            if due < self.as_of and self.owed(officer, self.pairings[officer], month):
                bad += not self.in_time(handed_in.get(month[0]), due)
        return max(Decimal(15 - 2 * bad), Decimal(0)).quantize(Decimal("0.01"))

    def in_time(self, row: dict | None, due: date) -> bool:
        if row is None or row["上报时间"] is None:
            return False
        first, returned, again = row["上报时间"], row["退回时间"], row["重报时间"]
        if returned is None:
            return first.date() <= due
        limit = self.calendar.nth_after(returned.date(), 3)
        if again is None:
            return first.date() <= due and self.as_of <= limit
        return (first if again.date() <= limit else again).date() <= due

    def issue_points(self, officer: str) -> Decimal:
        """J4."""
        overdue = 0
        for firm in {p["统一社会信用代码"] for p in self.pairings[officer]}:
            for issue in self.issues[firm]:
                if issue["状态"] != "撤回" and firm in self.firms_on(officer, issue["提出日期"]):
                    deadline, late = self.judged(issue)
                    overdue += late and deadline.year == self.year and deadline < self.as_of
        return max(Decimal(10 - 2 * overdue), Decimal(0)).quantize(Decimal("0.01"))

    def judged(self, issue: dict) -> tuple[date, bool]:
        """An issue's deadline, and whether it was missed."""
        raised, moved = issue["提出日期"], issue["改类日期"]
        general = self.calendar.nth_after(raised, 7)
        not_closed = issue["办结日期"] is None or issue["办结日期"] > general
        if issue["类别"] == "一般":
            return general, not_closed
        if moved is not None and moved > general and not_closed:
            return general, True
        limit = self.calendar.nth_after(moved or raised, 3)
        return limit, issue["上交日期"] is None or issue["上交日期"] > limit

    def satisfaction(self, officer: str) -> Decimal | None:
        """J5."""
        means = []
        for firm in {p["统一社会信用代码"] for p in self.pairings[officer]}:
            sums = [
                sum(MARKS[row[question]] for question in QUESTIONS)
                for row in self.responses[firm]
                if row["状态"] != "作废"
                and row["填报时间"] < datetime.combine(row["截止日期"] + DAY, datetime.min.time())
                and self.counts(row["截止日期"])
                and firm in self.firms_on(officer, row["截止日期"])
            ]
            if sums:
                means.append(Fraction(sum(sums), len(sums)))
        return half_up(sum(means, Fraction(0)) / len(means)) if means else None

    # ------------------------------------------------------------------ adjustment and result

    def told(self, officer: str) -> list[dict]:
        """The rows of 表彰通报 that touch the officer (J6)."""
        rows = [row for row in self.honours["首席服务官", officer] if yes(row["服务相关"], True)]
        for firm in {p["统一社会信用代码"] for p in self.pairings[officer]}:
            rows += [
                row
                for row in self.honours["企业", firm]
                if yes(row["服务相关"], False) and firm in self.firms_on(officer, row["日期"])
            ]
        return [row for row in rows if self.counts(row["日期"])]

    def bonus(self, officer: str) -> int:
        best: dict[str, int] = {}
        for row in self.told(officer):
            if row["类型"] != "通报批评":
                high = row["类型"] == "重大政策支持" or (row["类型"] == "称号" and row["级别"] in ("国家", "省"))
                best[row["工作事项"]] = max(best.get(row["工作事项"], 0), 2 if high else 1)
        return sum(best.values())

    def criticisms(self, officer: str, own_only: bool = False) -> int:
        rows = [
            row
            for row in self.told(officer)
            if row["类型"] == "通报批评" and (row["对象类型"] == "首席服务官" or not own_only)
        ]
        return len({row["文号"] for row in rows if row["文号"]}) + sum(not row["文号"] for row in rows)

    def found(self, officer: str, what: str) -> bool:
        """A finding of misconduct, or of the leading group: the latest one in the year, no finding meaning no."""
        rows = [row for row in self.records[officer] if row["事项"] == what and self.counts(row["日期"])]
        return bool(rows) and max(rows, key=lambda row: row["日期"])["数值"] == "是"

    def sheet(self, officer: str) -> Sheet:
        """J7, J8, J9."""
        bonus, malus = self.bonus(officer), -self.criticisms(officer)
        adjust = bonus + malus
        if not self.found(officer, "cap_lifted"):
            adjust = max(-10, min(10, adjust))
        sheet = Sheet(
            {
                "attendance": self.attendance(officer),
                "ledger": self.ledger(officer),
                "policy": self.policy(officer),
                "issues": self.issue_points(officer),
                "satisfaction": self.satisfaction(officer),
                "bonus": Decimal(bonus).quantize(Decimal("0.01")),
                "malus": Decimal(malus).quantize(Decimal("0.01")),
                "adjust": Decimal(adjust).quantize(Decimal("0.01")),
            }
        )
        known = sum(sheet.points[item] for item in ("attendance", "ledger", "policy", "issues", "adjust"))
        if sheet.points["satisfaction"] is None:
            sheet.low, sheet.high = known, known + 50
        else:
            sheet.total = sheet.low = sheet.high = known + sheet.points["satisfaction"]
            sheet.grade = next(
                (g for least, g in ((90, "优秀"), (80, "良好"), (60, "称职")) if sheet.total >= least), "不称职"
            )
        raised = {
            "commend": sheet.grade == "优秀",
            "review": sheet.grade == "不称职",
            "accountable_grade": sheet.grade == "不称职" and self.found(officer, "inaction"),
            "accountable_criticism": self.criticisms(officer, own_only=True) >= 2,
        }
        sheet.flags = [flag for flag, up in raised.items() if up]
        return sheet
