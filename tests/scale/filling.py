"""A district that grows: as many rows of each kind as a test asks for, stored by the thousand."""

from datetime import date, timedelta

from enterprises.models import (
    Attendance,
    CriticismDecision,
    Discipline,
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
    Training,
    Visit,
    WeeklyFeedback,
)
from officers.models import Acting, Deputy, Officer, Unit
from tests.factories import ENTERED, at
from tests.visits.clock import NOW, TODAY

from .site_rows import SiteRows

MONTHS = [date(2020, month, 1) for month in range(9, 13)] + [date(2021, month, 1) for month in range(1, 9)]
#: what no one person has 10,000 of: enterprises of an officer, officers of a unit, enterprises of a deputy
OWN, IN_UNIT = 20, 20
#: what no district has 10,000 of, each more than any has
UNITS, POLICIES, OPEN_ISSUES = 300, 300, 50
#: serial numbers of facts that were here before
KEPT = 1000
EMPTY_WEEK = {
    "first": "2021-09-06", "last": "2021-09-12", "enterprises": [], "visits": [], "issues": [], "name": "林沐川",
    "title": "副局长", "unit": "区工信局", "code": "A01",
}  # fmt: skip


class Filling(SiteRows):
    """Adds rows up to a number, each kind in one go. `grow(10)` and then `grow(10_000)`."""

    def __init__(self, cast, run):
        self.cast, self.run, self.rows = cast, run, 0
        self.officers, self.firms, self.pairings = [cast.officer], [cast.enterprise], [cast.pairing]
        self.units, self.policies, self.trainings = [], [], []

    def grow(self, rows):
        """Every kind up to `rows`."""
        self.new = range(self.rows, rows)
        self._people()
        self._pairings()
        self._facts()
        self._months()
        self._office()
        self._site()
        self.rows = rows

    def _store(self, model, made):
        return model.objects.bulk_create(list(made), batch_size=500)

    def _fact(self, n, year=2021):
        return {"district": self.cast.district, "year": year, "serial": KEPT + n, "entered_at": ENTERED}

    def _people(self):
        here = {"district": self.cast.district}
        numbers = range(min(self.rows, UNITS), min(self.new.stop, UNITS))
        self.units += self._store(Unit, (Unit(**here, name=f"单位{n}", kind="other").spell() for n in numbers))
        people = ((n, self.units[n % len(self.units)]) for n in self.new)
        self.officers += self._store(
            Officer,
            (
                Officer(
                    **here, code=f"B{n:05}", name=f"服务官{n}", unit=self.cast.unit if n < IN_UNIT else unit,
                    phone=f"139{n:08}",
                ).spell()
                for n, unit in people
            ),
        )  # fmt: skip
        self._store(Deputy, (Deputy(**here, name=f"分包人{n}", unit=self.cast.unit).spell() for n in self.new))
        self.firms += self._store(
            Enterprise,
            (Enterprise(**here, credit_code=f"9{n:017}", name=f"企业{n}有限公司").spell() for n in self.new),
        )

    def _officer_of(self, n):
        """The officer of the cast for the first few, then everybody in turn."""
        return self.cast.officer if n < OWN else self.officers[n]

    def _pairings(self):
        served = {"deputy": self.cast.deputy, "starts": date(2020, 6, 1)}
        self.pairings += self._store(
            Pairing,
            (
                Pairing(**self._fact(n), officer=self._officer_of(n), enterprise=self.firms[n + 1], **served)
                for n in self.new
            ),
        )
        self._store(
            Exemption,
            (
                Exemption(
                    **self._fact(n), officer=self.officers[n], starts=date(2021, 3, 1), ends=date(2021, 3, 2),
                    reason="病假", approver="何景澄",
                )
                for n in self.new
            ),
        )  # fmt: skip
        self._store(
            Acting,
            (
                Acting(
                    **self._fact(n), officer=self.officers[n + 1], stand_in=self.cast.other_officer,
                    starts=date(2021, 3, 1), ends=date(2021, 3, 2), reason="学习", approver="何景澄",
                )
                for n in self.new
            ),
        )  # fmt: skip

    def _facts(self):
        own = self.pairings[: OWN + 1]
        self._store(
            Visit,
            (
                Visit(
                    **self._fact(n), pairing=own[n % len(own)], date=TODAY - timedelta(days=n // len(own)),
                    content=f"到企业了解生产经营情况{n}", is_briefing=n % 9 == 0, entered_by=self.cast.users["officer"],
                ).stamp()
                for n in self.new
            ),
        )  # fmt: skip
        self._issues(own)
        numbers = range(min(self.rows, POLICIES), min(self.new.stop, POLICIES))
        self.policies += self._store(
            Policy, (Policy(district=self.cast.district, name=f"惠企政策{n}").spell() for n in numbers)
        )
        self._store(
            PolicySupport,
            (
                PolicySupport(
                    **self._fact(n), enterprise=own[n % len(own)].enterprise, policy=self.policies[0],
                    date=TODAY - timedelta(days=n // len(own)),
                )
                for n in self.new
            ),
        )  # fmt: skip

    def _issues(self, own):
        issues = self._store(
            Issue,
            (
                Issue(
                    **self._fact(n), code=f"B{n}", enterprise=own[n % len(own)].enterprise, first_level="general",
                    raised_on=TODAY - timedelta(days=n % 200), content="用电增容申请受阻",
                )
                for n in self.new
            ),
        )  # fmt: skip
        # a few are open, the rest was closed on its day
        self._store(
            IssueStep,
            (
                IssueStep(
                    district=self.cast.district, issue=issue, sequence=1, kind="closed", on=issue.raised_on,
                    entered_at=ENTERED,
                )
                for n, issue in zip(self.new, issues, strict=True)
                if n >= 5 and n % (self.new.stop // OPEN_ISSUES or self.new.stop)
            ),
        )  # fmt: skip

    def _months(self):
        """The ledgers of as many officers as have that many months, and a week of everybody."""
        filed = [(self.officers[n // 12 + 1], MONTHS[n % 12], n) for n in self.new]
        ledgers = self._store(
            Ledger, (Ledger(**self._fact(n, month.year), officer=who, month=month) for who, month, n in filed)
        )
        self._store(
            Submission,
            (
                Submission(
                    district=self.cast.district, ledger=each, sequence=1, received_at=at(2021, 9, 3), content=EMPTY_WEEK
                )
                for each in ledgers
            ),
        )
        self._store(
            WeeklyFeedback,
            (
                WeeklyFeedback(
                    **self._fact(n), officer=self.officers[n + 1], iso_year=2021, week=36, content=EMPTY_WEEK
                )
                for n in self.new
            ),
        )

    def _office(self):
        self._store(
            Honour,
            (
                Honour(
                    **self._fact(n), officer=self.officers[n // 4], date=TODAY - timedelta(days=n % 4),
                    level="district", kind="commendation", work=f"防汛复产{n}", service_related=True,
                )
                for n in self.new
            ),
        )  # fmt: skip
        self._store(
            Discipline,
            (
                Discipline(
                    **self._fact(n), officer=self.officers[n], date=TODAY, kind="other", facts="事实",
                    document_no=f"{n}号", reported_by="区纪工委",
                )
                for n in self.new
            ),
        )  # fmt: skip
        self._store(
            CriticismDecision,
            (
                CriticismDecision(
                    district=self.cast.district, officer=self.officers[n + 1], year=2021, sequence=1,
                    decision="reminded", reason="已电话提醒", decided_at=NOW,
                )
                for n in self.new
            ),
        )  # fmt: skip
        self.trainings += self._store(
            Training, (Training(**self._fact(n), date=TODAY, topic=f"惠企政策{n}", hours="3.0") for n in self.new)
        )
        self._store(Attendance, (self._came(n) for n in self.new))
        self._store(Attendance, (self._came(n, self.officers[n]) for n in self.new if n))

    def _came(self, n, officer=None):
        """The officer of the cast to each session; everybody else to the first."""
        training = self.trainings[0 if officer else n]
        return Attendance(
            district=self.cast.district, training=training, officer=officer or self.cast.officer, state="present"
        )
