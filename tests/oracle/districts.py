"""Random districts as rows of a workbook, from a seed: mostly edges, because that is where two calculators part.

Four officers share five enterprises, so that hand-overs, returns of the same officer and works praised twice are
common. Every row is one that the workbook's own rules allow.
"""

from datetime import date, datetime, timedelta

from stdnum.cn import uscc

from tests.oracle.days import DAY, Calendar, every_day
from tests.oracle.dice import FIRST_MOMENT, LAST_MOMENT, MORNING, Dice
from tests.oracle.rows import Book

ANSWERS = ("非常满意", "满意", "基本满意", "不满意", "非常不满意")
MOODS = ((70, 25, 5, 0, 0), (30, 40, 20, 7, 3), (0, 10, 30, 30, 30))
OFFICERS, FIRMS = 4, 5
HOLIDAYS = 4 * [(1, 1), (1, 2), (1, 3)] + [(10, day) for day in range(1, 8)]


class Maker(Dice):
    """Makes the rows of one district; `officers` is rounded up to whole clusters."""

    def __init__(self, seed: int, year: int, officers: int, void_everything: bool = False):
        super().__init__(seed, year)
        self.void = void_everything
        self._calendar_rows()
        self.calendar = Calendar(self.book["工作日历"])
        self.rounds = self._rounds()
        for cluster in range(-(-officers // OFFICERS)):
            self._cluster(cluster)

    # ------------------------------------------------------------------ what the district shares

    def _calendar_rows(self) -> None:
        published = Calendar([])
        for _ in range(self.random.choice((0, 0, 3, 8))):
            day = self.day(date(self.year, 1, 1), date(self.year + 1, 1, 31))
            self.add("工作日历", 日期=day, 是否工作日="否" if published.works(day) else "是", 说明="区内调整")
        if self.chance(20):  # a week off
            monday = self.day()
            monday -= DAY * monday.weekday()
            for day in every_day(monday, monday + 6 * DAY):
                self.add("工作日历", 日期=day, 是否工作日="否", 说明="停工")

    def _rounds(self) -> dict[str, date]:
        closing = [date(self.year, 6, 30), date(self.year, 12, 31), date(self.year + 1, 1, 1), date(self.year, 1, 1)]
        closing += [self.day() for _ in range(3)]
        chosen = self.random.sample(closing, self.random.choice((1, 2, 3, 5)))
        return {f"{self.year}第{n}轮": day for n, day in enumerate(chosen, start=1)}

    # ------------------------------------------------------------------ four officers and their firms

    def _cluster(self, cluster: int) -> None:
        officers = [f"A{cluster * OFFICERS + n + 1:04d}" for n in range(OFFICERS)]
        unit = f"第{cluster + 1}局"
        self.add("单位", 单位名称=unit, 单位类别="区直部门")
        for code in officers:
            self.add("首席服务官", 编号=code, 姓名=f"官{code}", 单位名称=unit)
            self._exemptions(code)
            self._ledgers(code)
            self._findings(code)
        works = [f"事项{cluster}-{n}" for n in range(4)]
        papers = [None, None, *(f"通〔{self.year}〕{cluster}{n}号" for n in range(3))]
        for code in officers:
            many = self.random.choice((0, 1, 3, 5, 14, 30))
            self._honours("首席服务官", code, many, works, papers)
        self._honours("单位", unit, 1, works, papers)
        for n in range(FIRMS):
            body = f"9141{cluster * FIRMS + n:013d}"
            code = body + uscc.calc_check_digit(body)
            self.add("企业", 统一社会信用代码=code, 企业名称=f"企业{cluster * FIRMS + n:04d}")
            spans = self._pairings(code, officers)
            self._supports(code, spans)
            self._issues(code, spans)
            self._responses(code)
            self._honours("企业", code, self.random.choice((0, 1, 3)), works, papers)

    def _pairings(self, firm: str, officers: list[str]) -> list[tuple[date, date]]:
        """Who answers for a firm, one after the other, with and without gaps; returns the spans within reach."""
        first = self.day(date(self.year - 1, 6, 1), date(self.year, 3, 1)) if self.chance(70) else self.day()
        limit, spans, renewed, officer = date(self.year + 1, 2, 28), [], False, officers[0]
        while first < limit:
            officer = officer if renewed else self.random.choice(officers)
            last = limit if renewed and self.chance(60) else self._last(first)
            holiday = date(self.year, *self.random.choice(HOLIDAYS))
            renewed = first < holiday and not renewed and self.chance(30)
            if renewed:  # the same two go on before the quarter's first working day
                last = holiday
            is_open = not renewed and (last >= limit or self.chance(25))
            deputy = "分包" if self.chance(70) else None
            ends = None if is_open else last
            self.add(
                "结对", 首席服务官编号=officer, 统一社会信用代码=firm, 分包人=deputy, 开始日期=first, 结束日期=ends
            )
            spans.append((first, ends or limit))
            self._visits(officer, firm, spans[-1], deputy)
            if renewed:
                self._visit(officer, firm, holiday, None, 80)
            if is_open:
                break
            first = last + DAY * (1 if renewed else self.random.choice((1, 1, 1, 1, 2, 3, 8, 45)))
        return spans

    def _last(self, first: date) -> date:
        if self.chance(30) and first < date(self.year, 12, 31):
            return self.day(first, date(self.year + 1, 1, 31))
        return first + DAY * self.random.choice((400, 400, 200, 90, 60, 30, 12, 6, 0))

    def _visits(self, officer: str, firm: str, span: tuple[date, date], deputy: str | None) -> None:
        rate = self.random.choice((0, 30, 58, 60, 62, 80, 92, 97, 100))
        talks = self.random.choice((0, 2, 4, 12, 30))
        for monday in every_day(span[0] - 6 * DAY, span[1])[::7]:
            days = [day for day in every_day(monday, monday + 6 * DAY) if span[0] <= day <= span[1]]
            for _ in range(self.random.choice((1, 1, 1, 2)) if days and self.chance(rate) else 0):
                self._visit(officer, firm, self.random.choice(days), deputy, talks)
        for day in span:  # the edges of the term, on working days or not
            if self.chance(15):
                self._visit(officer, firm, day, deputy, 50)

    def _visit(self, officer: str, firm: str, day: date, deputy: str | None, talks: int) -> None:
        self.add(
            "走访",
            首席服务官编号=officer,
            统一社会信用代码=firm,
            走访日期=day,
            走访人="分包人" if deputy and self.chance(15) else self.random.choice(("本人", None)),
            政策宣讲="是" if self.chance(talks) else self.random.choice(("否", None)),
            内容="走访",
            状态="失实" if self.void or self.chance(4) else self.random.choice(("有效", None)),
        )

    def _exemptions(self, officer: str) -> None:
        for _ in range(self.random.choice((0, 0, 1, 2, 4))):
            first = self.day(date(self.year - 1, 12, 1), date(self.year, 12, 31))
            length = self.random.choice((0, 1, 4, 6, 7, 11, 30, 92, 200))
            if self.chance(30):
                first, length = first - DAY * first.weekday(), 4
            self.add(
                "豁免",
                首席服务官编号=officer,
                开始日期=first,
                结束日期=first + DAY * length,
                事由="学习",
                批准人="办公室",
            )

    def _ledgers(self, officer: str) -> None:
        care = self.random.choice((40, 80, 95, 100))
        months = [date(self.year - 1, 12, 1), *(date(self.year, n, 1) for n in range(1, 13)), date(self.year + 1, 1, 1)]
        for month in months:
            after = (month + 31 * DAY).replace(day=1)
            due = self.calendar.roll(after.replace(day=5))
            if self.chance(10):
                continue
            times = {} if self.chance(5) else self._submission(due, after, care)
            self.add("工作台账", 首席服务官编号=officer, 月份=month, **times)

    def _submission(self, due: date, after: date, care: int) -> dict[str, datetime]:
        if self.chance(care):
            first = datetime.combine(self.random.choice((due, due, after)), LAST_MOMENT)
        else:
            first = self.moment(due + DAY * self.random.choice((1, 1, 2, 20)))
        if not self.chance(25):
            return {"上报时间": first}
        returned = first + timedelta(minutes=self.random.choice((0, 1, 600, 5000)))
        if self.chance(20):
            return {"上报时间": first, "退回时间": returned}
        again = datetime.combine(self.nth(returned.date(), 1, 3, 3, 4, 4, 9), self.moment(due).time())
        if self.chance(10):
            again = datetime.combine(due, LAST_MOMENT)
        return {"上报时间": first, "退回时间": returned, "重报时间": max(returned, again)}

    def _findings(self, officer: str) -> None:
        for what, percent in (("inaction", 25), ("cap_lifted", 30)):
            for _ in range(self.random.choice((1, 1, 2)) if self.chance(percent) else 0):
                self.add(
                    "考核记录",
                    考核办法="jiaozuo-officers",
                    考核对象=officer,
                    事项=what,
                    日期=self.day(date(self.year - 1, 12, 1), date(self.year + 1, 1, 31)),
                    数值=self.random.choice(("是", "是", "否")),
                    文号=f"认〔{self.year}〕1号",
                )

    # ------------------------------------------------------------------ what happens to a firm

    def _near(self, spans: list[tuple[date, date]]) -> date:
        """A day about the year; half of the time a day on which a pairing begins or ends, or its neighbour."""
        ends = [day for span in spans for day in span]
        if ends and self.chance(50):
            return self.random.choice(ends) + DAY * self.random.choice((-1, 0, 0, 1))
        return self.day(date(self.year - 1, 12, 1), date(self.year, 12, 31))

    def _supports(self, firm: str, spans: list[tuple[date, date]]) -> None:
        for n in range(self.random.choice((0, 1, 2, 3, 4, 6))):
            self.add("政策支持", 统一社会信用代码=firm, 日期=self._near(spans), 政策名称=f"政策{n % 3}")

    def _issues(self, firm: str, spans: list[tuple[date, date]]) -> None:
        for n in range(self.random.choice((0, 1, 2, 4, 8))):
            raised = self._near(spans)
            level, moved = self.random.choice((("一般", None), ("重点", None), ("重点", self._moved(raised))))
            closed = None if self.chance(20) else self.nth(raised, 0, 3, 6, 7, 7, 7, 8, 8, 15)
            sent_up = None
            if level == "重点" and not self.chance(15):
                sent_up = self.nth(moved or raised, 0, 1, 2, 3, 3, 3, 4, 4, 12)
            self.add(
                "企业问题",
                问题编号=f"W{firm[-6:]}-{n}",
                统一社会信用代码=firm,
                类别=level,
                提出日期=raised,
                改类日期=moved,
                上交日期=sent_up,
                办结日期=closed,
                状态="撤回" if self.void or self.chance(8) else self.random.choice(("正常", None)),
                内容="诉求",
            )

    def _moved(self, raised: date) -> date:
        if self.chance(20):
            return self.nth(raised, 7) + DAY
        return self.nth(raised, 0, 1, 5, 6, 7, 7, 8, 8, 10)

    def _responses(self, firm: str) -> None:
        mood = self.random.choice(MOODS)
        for name, closes in self.rounds.items():
            if self.chance(35):
                continue
            handed = closes - DAY * self.random.choice((0, 0, 3, 12))
            when = datetime.combine(handed, LAST_MOMENT if self.chance(40) else MORNING)
            if self.chance(10):
                when = datetime.combine(closes + DAY, FIRST_MOMENT)
            answers = self.random.choices(ANSWERS, mood, k=5)
            self.add(
                "满意度",
                统一社会信用代码=firm,
                轮次=name,
                截止日期=closes,
                填报时间=when,
                **dict(zip(("深入企业", "服务态度", "工作效率", "问题解决", "政策落实"), answers, strict=True)),
                状态="作废" if self.void or self.chance(8) else self.random.choice(("有效", None)),
            )

    def _honours(self, kind: str, code: str, many: int, works: list[str], papers: list[str | None]) -> None:
        tilt = self.random.choice(("praise", "blame", "both"))
        for n in range(many):
            blame = tilt == "blame" or (tilt == "both" and self.chance(40))
            what = "通报批评" if blame else self.random.choice(("工作表彰", "称号", "重大政策支持"))
            level = self.random.choice(("国家", "省", "市", "区"))
            work = self.random.choice(works)
            if many > 5 and not blame:
                work += f"·{n}"
            related = {"首席服务官": (None, None, "是", "否"), "企业": (None, "否", "是", "是", "是"), "单位": (None,)}
            self.add(
                "表彰通报",
                对象类型=kind,
                对象编号=code,
                日期=self.day(date(self.year - 1, 12, 20), date(self.year + 1, 1, 5)),
                类型=what,
                级别=level if what == "称号" else self.random.choice((level, None)),
                工作事项=work,
                服务相关=self.random.choice(related[kind]),
                文号=self.random.choice(papers),
            )


def district(seed: int, year: int, officers: int, void_everything: bool = False) -> Book:
    """The rows of a random district."""
    return Maker(seed, year, officers, void_everything).book
