"""What the office of a district has to do today: open and late duties of all officers from one collection, and what
waits at the office itself. A fixed number of queries, whatever the number of officers."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from django.db.models import Count, Exists, Min, OuterRef, Q, Subquery

from enterprises.models import Enterprise, Honour, Issue, IssueStep, Ledger, Pairing, Submission
from officers.models import CalendarChange, District, Job, Upload, User
from officers.next_year import missing_arrangement
from officers.workdays import Calendar, local_day
from surveys.models import Survey

from .measures import Ahead
from .running import RunningYear, running_years

#: pairings that end within so many days are to be followed by others
ENDING_SOON = timedelta(days=30)
#: failed jobs are told for so long
FAILED_LATELY = timedelta(days=7)
#: an issue handed to the office is new for so many working days, which lie within so many days; so many working days
#: before it closes a round of questions is told of
NEW_FOR, REACH_BACK = 3, timedelta(days=30)
ONE_DAY = timedelta(days=1)
#: rows of one sort that are listed; the rest is counted
LISTED = 5


@dataclass(frozen=True)
class Few:
    """The first rows of something and how many there are."""

    rows: list[Any]
    total: int

    @property
    def more(self) -> int:
        return self.total - len(self.rows)

    @classmethod
    def of(cls, rows: Any) -> "Few":
        """Of a queryset, in two queries."""
        return cls(list(rows[:LISTED]), rows.count())


@dataclass(frozen=True)
class Undone:
    """One officer's enterprises that a duty of this period still lacks."""

    code: str
    name: str
    unit: str
    due: date
    firms: list[str]


@dataclass(frozen=True)
class MonthOwed:
    """One month's ledgers that have not come in: whose, and until when."""

    year: int
    month: int
    due: date
    nominal: date | None
    late: bool
    provisional: bool
    officers: list[tuple[str, str]]  # name, unit


@dataclass
class Agenda:
    """Everything the page 今日 tells of one district."""

    district: District
    today: date
    at: datetime
    calendar: Calendar
    reader: User
    handles: bool = True  # the reader is of the office, not a leader: workbooks are its business alone
    years: dict[int, RunningYear] = field(default_factory=dict)

    @cached_property
    def ahead(self) -> list[Ahead]:
        """Open and late, of all years that run, by due day."""
        return sorted((each for running in self.years.values() for each in running.ahead), key=lambda each: each.due)

    def of_kind(self, kind: str) -> list[Ahead]:
        return [each for each in self.ahead if each.kind == kind]

    def undone(self, kind: str) -> list[Undone]:
        """The officers who have not done it at all their enterprises this period, those with most of them first."""
        found: dict[str, list[Ahead]] = defaultdict(list)
        for each in self.of_kind(kind):
            found[each.subject.code].append(each)
        rows = [
            Undone(code, held[0].subject.name, held[0].subject.unit_name, held[0].due, [_firm(each) for each in held])
            for code, held in found.items()
        ]
        return sorted(rows, key=lambda row: (-len(row.firms), row.code))

    def months(self) -> list[MonthOwed]:
        """The ledgers not handed in, month by month; those sent back are told one by one."""
        found: dict[tuple[int, int], list[Ahead]] = defaultdict(list)
        for each in self.of_kind("ledger"):
            if each.sent_back is None and each.period is not None:
                found[each.period.year, each.period.index].append(each)
        return [
            MonthOwed(
                *month, held[0].due, held[0].nominal, held[0].late, held[0].provisional,
                [(each.subject.name, each.subject.unit_name) for each in held],
            )
            for month, held in sorted(found.items())
        ]  # fmt: skip

    def sent_back(self) -> list[Ahead]:
        """The ledgers that wait to be handed in again."""
        return [each for each in self.of_kind("ledger") if each.sent_back is not None]

    @cached_property
    def to_check(self) -> list[tuple[date, int, date]]:
        """(month, how many, since when) of what was handed in and neither accepted nor sent back. One query."""
        waiting = Submission.objects.waiting().filter(district=self.district)
        rows = waiting.order_by().values("ledger__month").annotate(count=Count("pk"), first=Min("received_at"))
        return [(row["ledger__month"], row["count"], local_day(row["first"])) for row in rows.order_by("ledger__month")]

    @cached_property
    def drafts(self) -> int:
        """Ledgers that are written and not handed in. One query."""
        return Ledger.objects.drafts().filter(district=self.district).count()

    @cached_property
    def _handed_over(self) -> Any:
        """Issues that officers have handed to the office and that are not ended, with the day of it."""
        steps = IssueStep.objects.filter(issue=OuterRef("pk"), voided_at__isnull=True, kind="escalated")
        waiting = Issue.objects.filter(district=self.district).with_state().filter(state="handed")
        return waiting.annotate(handed_on=Subquery(steps.order_by("sequence").values("on")[:1]))

    @cached_property
    def _lately(self) -> date:
        """The third working day before today."""
        return self.calendar.workdays_between(self.today - REACH_BACK, self.today - ONE_DAY)[-NEW_FOR]

    @cached_property
    def handed_lately(self) -> Few:
        """Those of them handed over within three working days."""
        new = self._handed_over.filter(handed_on__gte=self._lately)
        return Few.of(new.select_related("enterprise").order_by("handed_on", "pk"))

    @cached_property
    def handed_before(self) -> tuple[int, date | None]:
        """How many were handed over earlier, and the first day of it. One query."""
        old = self._handed_over.filter(handed_on__lt=self._lately).aggregate(count=Count("pk"), first=Min("handed_on"))
        return old["count"], old["first"]

    @cached_property
    def ending(self) -> Few:
        """Pairings that end within thirty days without another one for the enterprise."""
        next_one = Pairing.objects.filter(
            enterprise=OuterRef("enterprise"), voided_at__isnull=True, starts__gt=OuterRef("ends")
        )
        ending = Pairing.objects.filter(
            ~Exists(next_one),
            district=self.district,
            voided_at__isnull=True,
            ends__gte=self.today,
            ends__lte=self.today + ENDING_SOON,
        )
        return Few.of(ending.select_related("officer", "enterprise").order_by("ends", "pk"))

    @cached_property
    def without_officer(self) -> Few:
        """(name, credit code) of the enterprises for which nobody answers today."""
        alone = Enterprise.objects.filter(district=self.district).unpaired_on(self.today)
        return Few.of(alone.order_by("credit_code").values_list("name", "credit_code"))

    @cached_property
    def jobs(self) -> Few:
        """Work under way, and what failed in the last days and was neither tried again nor dropped; each with
        `upload_id`, the workbook that it is about."""
        here, upload = Job.objects.filter(district=self.district), Upload.objects.filter(job=OuterRef("pk"))
        same = Q(key=OuterRef("key"))
        # a run that is started on another day has another key
        same |= Q(run__year=OuterRef("run__year"), run__scheme__code=OuterRef("run__scheme__code"))
        again = here.filter(same, kind=OuterRef("kind"), pk__gt=OuterRef("pk"))
        settled = upload.exclude(state__in=(Upload.State.CHECKING, Upload.State.IMPORTING))
        failed = here.filter(~Exists(again), ~Exists(settled), state=Job.State.FAILED)
        listed = here.active() | failed.filter(finished_at__gte=self.at - FAILED_LATELY)
        return Few.of(
            listed.annotate(upload_id=Subquery(upload.values("pk")[:1])).order_by("-pk").select_related("run")
        )

    @cached_property
    def uploads(self) -> Few:
        """Workbooks that were checked and wait for the office to import or drop them."""
        return Few.of(Upload.objects.filter(district=self.district).waiting().listed().order_by("-pk"))

    @cached_property
    def calendar_missing(self) -> str | None:
        """The sentence while next year's holidays are not known. At most three queries, none before November."""
        return missing_arrangement(self.district, self.today)

    @cached_property
    def calendar_changes(self) -> list[CalendarChange]:
        """Changes of the calendar that wait for a second person; there are few of them. One query."""
        return list(CalendarChange.objects.pending().filter(district=self.district).order_by("pk")[:LISTED])

    @cached_property
    def honours_waiting(self) -> int:
        """Honours of enterprises of which the office has not said whether service had part in them. One query."""
        return Honour.objects.filter(district=self.district).waiting().count()

    @cached_property
    def survey_drafts(self) -> list[Survey]:
        """Rounds of questions that are prepared and not published; there are few of them. One query."""
        return list(Survey.objects.drafts().filter(district=self.district).order_by("opens_at", "pk")[:LISTED])

    @cached_property
    def surveys_closing(self) -> list[Survey]:
        """Published rounds that close within three working days, with how many have answered. One query."""
        until = self.calendar.nth_workday(self.today, NEW_FOR)
        closing = Survey.objects.filter(district=self.district).closing_by(until, self.at)
        return list(closing.with_counts(self.reader).order_by("closes_at", "pk")[:LISTED])

    def ledger_counts(self, year: int) -> dict[str, int]:
        """How many ledgers of a year stand in each state, over all officers."""
        counts: dict[str, int] = defaultdict(int)
        for subject in self.years[year].population.subjects:
            for row in subject.evidence["ledgers"].told():
                counts[row["state"]] += 1
        return counts


def _firm(each: Ahead) -> str:
    return each.pairing.name if each.pairing else ""


def agenda(district: District, calendar: Calendar, at: datetime, reader: User, handles: bool = True) -> Agenda:
    """The agenda of a district at a moment, as `reader` may know it, for the office or, without `handles`, for those
    who only read it."""
    today = local_day(at)
    return Agenda(district, today, at, calendar, reader, handles, running_years(district, calendar, today))


def by_unit(people: Iterable[tuple[str, str]]) -> Iterator[tuple[str, list[str]]]:
    """(unit, names) in the order of the units, from (name, unit)."""
    found: dict[str, list[str]] = defaultdict(list)
    for name, unit in people:
        found[unit].append(name)
    yield from sorted(found.items())
