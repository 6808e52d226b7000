"""A district of N officers with a full year of facts, the same one for the same N: 1.2 N pairings with some 43 visits
each, 12 ledgers and 3 issues an officer, supports, honours, exemptions and two survey rounds.

Rows lie in the tables in the order of the year, as they would in life, and not pairing by pairing.
"""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.core.management import call_command
from django.db import models

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
from officers.models import District, Officer, Unit
from officers.periods import periods
from officers.workdays import SHANGHAI
from surveys.models import Answer, Question, Response, Survey

from .loading import load, settle

YEAR, AS_OF = 2021, date(2022, 3, 1)
SCHEME = "jiaozuo-officers@2020.1"
ENTERED = datetime(2021, 1, 4, 1, tzinfo=UTC)
ASPECTS = ("深入企业", "服务态度", "工作效率", "问题解决", "政策落实")
CHOICES = ("非常满意", "满意", "基本满意", "不满意", "非常不满意")

Rows = Iterator[tuple[Any, ...]]


def populate(officers: int) -> dict[str, int]:
    """Migrate an empty database and fill it. Returns how many rows of each kind there are."""
    call_command("migrate", verbosity=0)
    year = Year(officers, District.objects.create(code="BENCH", name="测试区"))
    year.people()
    year.pairings()
    year.visits()
    year.ledgers()
    year.issues()
    year.surveys()
    year.honours()
    settle(year.rows)
    return {model._meta.model_name: count for model, count in year.rows.items()}


class Year:
    """The year of one district. Keys count from 1; pairing k is that of enterprise k and of officer `officer_of(k)`."""

    def __init__(self, officers: int, district: District):
        self.officers, self.enterprises = officers, officers + officers // 5
        self.district = district
        self.chance = random.Random(officers)
        self.rows: dict[type[models.Model], int] = {}

    def officer_of(self, enterprise: int) -> int:
        return (enterprise - 1) % self.officers + 1

    def began(self, enterprise: int) -> date:
        """Most pairings run for years; every tenth begins in April."""
        return date(2021, 4, 1) if enterprise % 10 == 0 else date(2020, 3, 9)

    def load(self, model: type[models.Model], columns: str, rows: Rows, **same: Any) -> None:
        """Number the rows from 1, store them, and remember how many there were."""
        counted = 0

        def numbered() -> Rows:
            nonlocal counted
            for counted, row in enumerate(rows, 1):
                yield (counted, *row)

        load(model, ["id", *columns.split()], numbered(), district_id=self.district.pk, **same)
        self.rows[model] = counted

    def load_facts(self, model: type[models.Model], columns: str, rows: Rows, **same: Any) -> None:
        """The same for facts, which are numbered, perhaps void, and know when they were entered."""
        void = {} if "voided_at" in columns else {"void_reason": ""}
        serials = ((serial, *row) for serial, row in enumerate(rows, 1))
        self.load(model, f"serial {columns}", serials, year=YEAR, version=1, entered_at=ENTERED, **void, **same)

    def people(self) -> None:
        units = ((f"单位{n}", "department", "") for n in range(self.officers // 20 + 1))
        self.load(Unit, "name kind group", units)
        people = ((f"FWG{n:06d}", f"服务官{n}", n // 20 + 1) for n in range(self.officers))
        self.load(Officer, "code name unit_id", people, phone="", title="科长")
        firms = ((f"9141{n:014d}", f"示范区第{n}企业有限公司") for n in range(self.enterprises))
        self.load(Enterprise, "credit_code name", firms, area="", industry="", contact="", phone="")

    def pairings(self) -> None:
        keys = range(1, self.enterprises + 1)
        rows = ((self.officer_of(key), key, self.began(key)) for key in keys)
        self.load_facts(Pairing, "officer_id enterprise_id starts", rows, end_reason="")
        lifted = ((key, date(2021, 5, 10), date(2021, 5, 28)) for key in range(7, self.officers + 1, 20))
        self.load_facts(Exemption, "officer_id starts ends", lifted, reason="参加培训", approver="办公室")

    def visits(self) -> None:
        columns = "pairing_id date iso_year week_bit visitor is_briefing voided_at void_reason"
        self.load_facts(
            Visit, columns, self._visits(), policies="", content="到企业了解生产经营情况，宣讲惠企政策", is_current=True
        )

    def _visits(self) -> Rows:
        chance = self.chance.random
        for week in periods("iso_week", YEAR):
            days = [week.first + timedelta(days=n) for n in range(5)]
            for key in range(1, self.enterprises + 1):
                drawn = chance()
                # one week in seven goes by without a visit
                if drawn < 0.86 and days[0] >= self.began(key):
                    void = ENTERED if drawn < 0.015 else None
                    visitor = "deputy" if 0.015 <= drawn < 0.06 else "officer"
                    day = days[int(drawn * 1000) % 5]
                    briefing = (key + week.index) % 11 == 0
                    yield key, day, YEAR, week.bit, visitor, briefing, void, "未到企业" if void else ""

    def ledgers(self) -> None:
        months = [month.first for month in periods("month", YEAR)]
        rows = ((officer, month) for month in months for officer in range(1, self.officers + 1))
        self.load_facts(Ledger, "officer_id month", rows, progress="", suggestions="")
        self.load(Submission, "ledger_id sequence received_at returned_at", self._submissions(months), return_reason="")

    def _submissions(self, months: list[date]) -> Rows:
        ledger = 0
        for month in months:
            third = datetime.combine((month + timedelta(days=31)).replace(day=3), time(16, 30), SHANGHAI)
            late, back, again = (third + timedelta(days=days) for days in (9, 1, 2))
            for _ in range(self.officers):
                ledger += 1
                drawn = self.chance.random()
                if drawn < 0.03:
                    continue  # never handed in
                yield ledger, 1, late if drawn < 0.08 else third, back if drawn > 0.95 else None
                if drawn > 0.95:
                    yield ledger, 2, again, None

    def issues(self) -> None:
        self.load_facts(
            Issue, "code enterprise_id raised_on first_level", self._issues(), nature="", content="用工问题"
        )
        self.load(IssueStep, 'issue_id sequence kind "on"', self._steps(), note="", entered_at=ENTERED)

    def _issues(self) -> Rows:
        for number in range(1, 3 * self.officers + 1):
            enterprise = (number * 7) % self.enterprises + 1
            yield f"WT{number:07d}", enterprise, self._raised(number), "major" if number % 4 == 0 else "general"

    def _raised(self, number: int) -> date:
        return date(YEAR, 1, 4) + timedelta(days=number * 350 // (3 * self.officers + 1))

    def _steps(self) -> Rows:
        for number in range(1, 3 * self.officers + 1):
            days = self.chance.randrange(1, 12)
            if number % 4 == 0:
                yield number, 1, "escalated", self._raised(number) + timedelta(days=days // 3)
            yield number, 2, "closed", self._raised(number) + timedelta(days=days)

    def surveys(self) -> None:
        firms = range(1, self.enterprises + 1)
        closes = (date(2021, 6, 30), date(2021, 12, 31))
        self.load(Survey, "name closes_on", ((f"第{n}轮", day) for n, day in enumerate(closes, 1)))
        asked = ((survey, n, aspect, aspect) for survey in (1, 2) for n, aspect in enumerate(ASPECTS))
        self.load(Question, "survey_id position aspect text", asked)
        at = [datetime.combine(day - timedelta(days=5), time(10), SHANGHAI) for day in closes]
        replies = ((survey, firm, at[survey - 1]) for survey in (1, 2) for firm in firms)
        self.load_facts(Response, "survey_id enterprise_id submitted_at", replies)
        self.load(Answer, "response_id question_id choice", self._answers())

    def _answers(self) -> Rows:
        # mostly the best two of the five
        for response in range(2 * self.enterprises):
            first = len(ASPECTS) * (response // self.enterprises) + 1
            for question in range(first, first + len(ASPECTS)):
                yield response + 1, question, CHOICES[int(5 * self.chance.random() ** 3)]

    def honours(self) -> None:
        policies = ((f"惠企政策{n}",) for n in range(20))
        self.load(Policy, "name", policies)
        firms = range(1, self.enterprises + 1)
        given = (
            (firm, date(2021, 3 * n + 2, firm % 28 + 1), n + 1)
            for n in range(3)
            for firm in firms
            if firm % (n + 1) == 0
        )
        self.load_facts(PolicySupport, "enterprise_id date policy_id", given)
        told = ((officer, *_honour(officer)) for officer in range(1, self.officers + 1, 3))
        columns = "officer_id date kind level work document_no"
        self.load_facts(Honour, columns, told, service_related=True)


def _honour(officer: int) -> tuple[Any, ...]:
    kind, level = (("commendation", "city"), ("title", "province"), ("criticism", "district"))[officer % 9 // 3]
    return date(2021, officer % 12 + 1, 15), kind, level, f"工作{officer % 4}", f"文〔2021〕{officer % 50}号"
