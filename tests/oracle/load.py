"""Rows of a workbook straight into the models, for scoring thousands of officers without writing a file.

The tests of the samples go through `import_workbook`; this loader knows no rules, it only translates.
"""

from collections import defaultdict
from datetime import UTC, date, datetime, time
from itertools import count
from zoneinfo import ZoneInfo

from assessment.models import Record
from enterprises.models import (
    Enterprise,
    Exemption,
    Honour,
    Issue,
    IssueStep,
    Ledger,
    Pairing,
    Policy,
    PolicySupport,
    Submission,
    Visit,
)
from officers.models import District, Officer, Unit, WorkDay
from surveys.models import Answer, Question, Response, Survey
from tests.oracle.naive import QUESTIONS
from tests.oracle.rows import Book

SHANGHAI = ZoneInfo("Asia/Shanghai")
ENTERED = datetime(2020, 1, 1, tzinfo=UTC)


class Loader:
    """Writes one district's rows; every kind of record in one statement."""

    def __init__(self, book: Book, code: str):
        self.book = book
        self.district = District.objects.create(code=code, name=code)
        self.serial = count(1)

    def rows(self, sheet: str) -> list[dict]:
        return self.book.get(sheet, [])

    def fact(self, day: date) -> dict:
        return {"district": self.district, "year": day.year, "serial": next(self.serial), "entered_at": ENTERED}

    def void(self, is_void: bool) -> dict:
        return {"voided_at": ENTERED, "void_reason": "核实不符"} if is_void else {}

    def load(self) -> District:
        self._people()
        self._pairings()
        self._visits()
        self._ledgers()
        self._firms_records()
        self._issues()
        self._survey()
        self._honours()
        return self.district

    def _people(self) -> None:
        kinds = {kind.label: kind.value for kind in Unit.Kind}
        WorkDay.objects.bulk_create(
            WorkDay(district=self.district, day=r["日期"], is_workday=r["是否工作日"] == "是", note=r["说明"] or "")
            for r in self.rows("工作日历")
        )
        units = [
            Unit(district=self.district, name=r["单位名称"], kind=kinds[r["单位类别"]], group=r["分组"] or "")
            for r in self.rows("单位")
        ]
        self.units = {unit.name: unit for unit in Unit.objects.bulk_create(units)}
        officers = [
            Officer(district=self.district, code=r["编号"], name=r["姓名"], unit=self.units.get(r["单位名称"]))
            for r in self.rows("首席服务官")
        ]
        self.officers = {officer.code: officer for officer in Officer.objects.bulk_create(officers)}
        firms = [
            Enterprise(district=self.district, credit_code=r["统一社会信用代码"], name=r["企业名称"])
            for r in self.rows("企业")
        ]
        self.firms = {firm.credit_code: firm for firm in Enterprise.objects.bulk_create(firms)}

    def _pairings(self) -> None:
        made = [
            Pairing(
                officer=self.officers[r["首席服务官编号"]],
                enterprise=self.firms[r["统一社会信用代码"]],
                starts=r["开始日期"],
                ends=r["结束日期"],
                **self.fact(r["开始日期"]),
            )
            for r in self.rows("结对")
        ]
        self.pairings = defaultdict(list)
        for pairing in Pairing.objects.bulk_create(made):
            self.pairings[pairing.officer.code, pairing.enterprise.credit_code].append(pairing)
        Exemption.objects.bulk_create(
            Exemption(
                officer=self.officers[r["首席服务官编号"]],
                starts=r["开始日期"],
                ends=r["结束日期"],
                reason=r["事由"],
                approver=r["批准人"],
                **self.fact(r["开始日期"]),
            )
            for r in self.rows("豁免")
        )

    def _visits(self) -> None:
        made = []
        for r in self.rows("走访"):
            day = r["走访日期"]
            pairing = next(
                p
                for p in self.pairings[r["首席服务官编号"], r["统一社会信用代码"]]
                if p.starts <= day <= (p.ends or day)
            )
            visit = Visit(
                pairing=pairing,
                date=day,
                visitor="deputy" if r["走访人"] == "分包人" else "officer",
                is_briefing=r["政策宣讲"] == "是",
                **self.fact(day),
                **self.void(r["状态"] == "失实"),
            )
            made.append(visit.stamp())
        Visit.objects.bulk_create(made, batch_size=2000)

    def _ledgers(self) -> None:
        rows = self.rows("工作台账")
        ledgers = Ledger.objects.bulk_create(
            Ledger(officer=self.officers[r["首席服务官编号"]], month=r["月份"], **self.fact(r["月份"])) for r in rows
        )
        made = []
        for ledger, r in zip(ledgers, rows, strict=True):
            if r["上报时间"]:
                returned = local(r["退回时间"]) if r["退回时间"] else None
                made.append(self._submission(ledger, 1, r["上报时间"], returned))
            if r["重报时间"]:
                made.append(self._submission(ledger, 2, r["重报时间"], None))
        Submission.objects.bulk_create(made)

    def _submission(self, ledger: Ledger, sequence: int, at: datetime, returned: datetime | None) -> Submission:
        return Submission(
            district=self.district, ledger=ledger, sequence=sequence, received_at=local(at), returned_at=returned
        )

    def _firms_records(self) -> None:
        policies = {
            name: Policy.objects.create(district=self.district, name=name)
            for name in {r["政策名称"] for r in self.rows("政策支持")}
        }
        PolicySupport.objects.bulk_create(
            PolicySupport(
                enterprise=self.firms[r["统一社会信用代码"]],
                date=r["日期"],
                policy=policies[r["政策名称"]],
                **self.fact(r["日期"]),
            )
            for r in self.rows("政策支持")
        )

    def _issues(self) -> None:
        rows = self.rows("企业问题")
        issues = Issue.objects.bulk_create(
            Issue(
                code=r["问题编号"],
                enterprise=self.firms[r["统一社会信用代码"]],
                raised_on=r["提出日期"],
                first_level="major" if r["类别"] == "重点" and not r["改类日期"] else "general",
                content=r["内容"] or "",
                **self.fact(r["提出日期"]),
            )
            for r in rows
        )
        columns = (("reclassified", "改类日期"), ("escalated", "上交日期"), ("closed", "办结日期"))
        made = []
        for issue, r in zip(issues, rows, strict=True):
            steps = sorted(((kind, r[column]) for kind, column in columns if r[column]), key=lambda step: step[1])
            if r["状态"] == "撤回":
                steps.append(("withdrawn", None))
            for sequence, (kind, day) in enumerate(steps, start=1):
                made.append(
                    IssueStep(
                        district=self.district, issue=issue, sequence=sequence, kind=kind, on=day, entered_at=ENTERED
                    )
                )
        IssueStep.objects.bulk_create(made)

    def _survey(self) -> None:
        rows = self.rows("满意度")
        rounds = {}
        for name, closes in {r["轮次"]: r["截止日期"] for r in rows}.items():
            survey = Survey.objects.create(district=self.district, name=name, closes_on=closes)
            rounds[name] = Question.objects.bulk_create(
                Question(district=self.district, survey=survey, position=n, aspect=aspect, text=aspect)
                for n, aspect in enumerate(QUESTIONS)
            )
        responses = Response.objects.bulk_create(
            Response(
                survey=rounds[r["轮次"]][0].survey,
                enterprise=self.firms[r["统一社会信用代码"]],
                submitted_at=local(r["填报时间"]),
                **self.fact(r["截止日期"]),
                **self.void(r["状态"] == "作废"),
            )
            for r in rows
        )
        Answer.objects.bulk_create(
            Answer(district=self.district, response=response, question=question, choice=r[question.aspect])
            for response, r in zip(responses, rows, strict=True)
            for question in rounds[r["轮次"]]
        )

    def _honours(self) -> None:
        kinds = {kind.label: kind.value for kind in Honour.Kind}
        levels = {level.label: level.value for level in Honour.Level}
        targets = {"首席服务官": ("officer", self.officers), "企业": ("enterprise", self.firms)}
        targets["单位"] = ("unit", self.units)
        made = []
        for r in self.rows("表彰通报"):
            name, known = targets[r["对象类型"]]
            related = r["服务相关"] or ("是" if name == "officer" else "否")
            made.append(
                Honour(
                    **{name: known[r["对象编号"]]},
                    date=r["日期"],
                    kind=kinds[r["类型"]],
                    level=levels.get(r["级别"], ""),
                    work=r["工作事项"],
                    service_related=related == "是",
                    document_no=r["文号"] or "",
                    **self.fact(r["日期"]),
                )
            )
        Honour.objects.bulk_create(made)
        Record.objects.bulk_create(
            Record(
                scheme_code=r["考核办法"],
                officer=self.officers.get(r["考核对象"]),
                unit=self.units.get(r["考核对象"]),
                item=r["事项"],
                date=r["日期"],
                value="" if r["数值"] is None else str(r["数值"]),
                rater=r["评议人"] or "",
                related=r["关联对象"] or "",
                document_no=r["文号"] or "",
                **self.fact(r["日期"]),
            )
            for r in self.rows("考核记录")
        )


def local(at: datetime) -> datetime:
    """A time of the workbook as the moment it means (G1)."""
    return at.replace(tzinfo=SHANGHAI)


def load(book: Book, code: str) -> District:
    """The district with these rows in the database."""
    return Loader(book, code).load()


def at_noon(day: date) -> datetime:
    """A moment of a local day."""
    return datetime.combine(day, time(12), tzinfo=SHANGHAI)
