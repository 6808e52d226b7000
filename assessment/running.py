"""The running year: what the officers of a district still have to do today, what it costs if it is not done, and the
points so far. One collection as of today answers all of it, the same one that is assessed later.

What enterprises answered is never read here: before publication nobody sees it (`display.hidden_items`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

from officers.models import District
from officers.workdays import Calendar

from . import schemes
from .assess import default_as_of, scheme_for
from .measures import Ahead, Context, SubjectDraft, collect, look_ahead
from .measures.collect import SOURCES
from .measures.population import Population
from .models import AssessmentRun
from .rules.account import Account
from .rules.evaluate import Evaluator
from .rules.reading import read_scheme
from .rules.scheme import Scheme
from .rules.values import SubjectFacts
from .rules.whatif import Stake, with_facts
from .rules.wording import Wording

#: what a running score is counted from: everything but what enterprises answered
SCORED = tuple(source for source in SOURCES if source != "survey")
#: what there is to do rests on these alone
TO_DO = ("duty", "cases")


@dataclass(frozen=True)
class Task:
    """Something to do, with what missing it costs by the clause, by item, unweighted; `falls` tells the exceptions
    that would then take more than the clause's own value."""

    ahead: Ahead
    year: int
    costs: dict[str, Decimal] = field(default_factory=dict)
    falls: tuple[str, ...] = ()

    @property
    def points(self) -> Decimal:
        return sum(self.costs.values(), Decimal(0))


class RunningYear:
    """One year of a district as of today. `codes` narrows it to these officers."""

    def __init__(self, context: Context, sources: Sequence[str]):
        self.context = context
        self.population: Population = collect(context, sources=sources)
        self.subjects: dict[str, SubjectDraft] = {subject.code: subject for subject in self.population.subjects}

    @cached_property
    def ahead(self) -> list[Ahead]:
        """Everything open or late, by due day."""
        return look_ahead(self.context, self.population)

    def tasks_of(self, code: str) -> list[Task]:
        """The same of one officer, with what each costs if it is missed."""
        return [self._task(each) for each in self.ahead if each.subject.code == code]

    def account(self, code: str) -> Account | None:
        """The points so far of one officer; None for who is not assessed this year."""
        subject = self.subjects.get(code)
        return Evaluator(self.context.scheme).account(subject.subject_facts()) if subject else None

    @cached_property
    def _stake(self) -> Stake:
        return Stake(self.context.scheme)

    @cached_property
    def _wording(self) -> Wording:
        return Wording(self.context.scheme)

    def _task(self, each: Ahead) -> Task:
        if each.late:
            return Task(each, self.context.year)
        facts = each.subject.subject_facts()
        done, missed = (_settled(facts, each, then) for then in (each.done, each.missed))
        falls = tuple(self._wording.line(item, line) for item, line in self._stake.exceptions(done, missed))
        return Task(each, self.context.year, self._stake.face_value(done, missed), falls)


def _settled(facts: SubjectFacts, each: Ahead, then: object) -> SubjectFacts:
    """The officer's facts once the duty is settled that way."""
    if each.pairing is None or each.kind == "issue":
        return with_facts(facts, then)
    return with_facts(facts, then, "assignment", each.pairing.key)


def schemes_in_force(district: District, years: Sequence[int]) -> dict[int, Scheme]:
    """The schemes by which the district assesses its officers, by year: that of its latest run, in the version for the
    year; the only one there is while nothing has been computed yet; none when that leaves a choice. One query."""
    runs = AssessmentRun.objects.filter(district=district, scheme__subject="officer").select_related("scheme")
    latest = runs.order_by("-pk").first()
    if latest is None:
        codes = {name.partition("@")[0] for name in schemes.carried() if schemes.load(name).subject == "officer"}
        return {year: scheme_for(code, year) for code in codes for year in years} if len(codes) == 1 else {}
    if latest.scheme.code in {name.partition("@")[0] for name in schemes.carried()}:
        return {year: scheme_for(latest.scheme.code, year) for year in years}
    return dict.fromkeys(years, read_scheme(latest.scheme.source, f"{latest.scheme}.toml"))


def years_running(today: date) -> list[int]:
    """The years of which something may still be open: this one; until its assessment last year, whose December ledger
    is due in January; and from December the next, in which deadlines and the week around New Year may lie."""
    years = [today.year]
    if default_as_of(today.year - 1, today) == today:
        years.insert(0, today.year - 1)
    if today.month == 12:
        years.append(today.year + 1)
    return years


def running_years(
    district: District, calendar: Calendar, today: date, codes: Sequence[str] = (), sources: Sequence[str] = TO_DO
) -> dict[int, RunningYear]:
    """The running years of a district, by year; none where officers are assessed by no scheme. The number of queries
    depends on the scheme and the season alone."""
    return {
        year: RunningYear(Context(district, scheme, year, today, calendar, tuple(codes)), sources)
        for year, scheme in schemes_in_force(district, years_running(today)).items()
    }
