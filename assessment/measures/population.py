"""Who is scored, and the drafts that the sources fill: one per subject, one per pairing."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from sys import intern
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from assessment.rules.values import SubjectFacts, UnitFacts, Value
from enterprises.models import Exemption, Pairing
from officers.models import Officer, Unit
from officers.periods import Span

from .context import Context

QUARTERS = ("一季度", "二季度", "三季度", "四季度")


class Later(tuple[Any, ...]):
    """Evidence that is worked out when its sheet is written: that of a hundred thousand is never held at once.
    Holds the function that tells it, and what was found for it."""

    __slots__ = ()

    def __new__(cls, tell: Callable[..., Any], *found: Any) -> "Later":
        return super().__new__(cls, (tell, *found))

    def told(self) -> Any:
        """The evidence, JSON-able."""
        tell, *found = self
        return tell(*found)


#: what lies behind the facts, JSON-able once told
Evidence = dict[str, Any]


def told(evidence: Evidence) -> Evidence:
    """The evidence with what was put off worked out."""
    return {name: held.told() if isinstance(held, Later) else held for name, held in evidence.items()}


@dataclass(slots=True)
class PairingDraft:
    """One pairing of the year: a unit of the items that are scored per pairing."""

    pk: int
    officer_id: int
    enterprise_id: int
    code: str
    name: str
    deputy: str | None
    span: Span
    facts: dict[str, Value] = field(default_factory=dict)
    evidence: Evidence = field(default_factory=dict)

    @property
    def key(self) -> str:
        """What names the pairing among the officer's, in any database that holds the same records."""
        return f"{self.code}@{self.span.first.isoformat()}"

    def covers(self, day: date) -> bool:
        """Whether the pairing was in force on `day`, both end days included (G6)."""
        return self.span.first <= day and (self.span.last is None or day <= self.span.last)

    def described(self) -> dict[str, Any]:
        """The pairing as evidence, JSON-able."""
        return {
            "key": self.key,
            "code": self.code,
            "name": self.name,
            "deputy": self.deputy,
            "starts": self.span.first.isoformat(),
            "ends": self.span.last and self.span.last.isoformat(),
            **told(self.evidence),
        }


@dataclass(slots=True)
class SubjectDraft:
    """One subject with what the sources found: facts, units and the evidence behind them."""

    kind: str
    pk: int
    code: str
    name: str
    title: str
    unit_name: str
    attrs: dict[str, str]
    facts: dict[str, Value] = field(default_factory=dict)
    pairings: list[PairingDraft] = field(default_factory=list)
    quarters: dict[str, dict[str, Value]] = field(default_factory=dict)
    exempt: list[Span] = field(default_factory=list)
    evidence: Evidence = field(default_factory=dict)

    def subject_facts(self) -> SubjectFacts:
        """What the rules see: no evidence, only values."""
        units: dict[str, tuple[UnitFacts, ...]] = {}
        if self.kind == "officer":
            units["assignment"] = tuple(UnitFacts(p.key, p.name, p.facts) for p in self.pairings)
        if self.quarters:
            units["quarter"] = tuple(UnitFacts(key, key, facts) for key, facts in self.quarters.items())
        return SubjectFacts(self.facts, units, self.attrs)

    def described(self) -> dict[str, Any]:
        """The evidence as it is stored, JSON-able."""
        subject = {
            "kind": self.kind,
            "code": self.code,
            "name": self.name,
            "title": self.title,
            "unit": self.unit_name,
        }
        if self.kind == "officer":
            return {"subject": subject, "pairings": [p.described() for p in self.pairings], **told(self.evidence)}
        return {"subject": subject, **told(self.evidence)}


class Population:
    """All subjects of a collection, found by key, with their pairings found by enterprise."""

    def __init__(self, subjects: Iterable[SubjectDraft]):
        self.subjects = list(subjects)
        self.by_pk = {subject.pk: subject for subject in self.subjects}
        self.pairings: dict[int, PairingDraft] = {}
        self.by_enterprise: dict[int, list[PairingDraft]] = defaultdict(list)
        self.briefings: dict[tuple[str, ...], dict[int, list[date]]] = {}
        self.books: Any = None

    def add_pairing(self, pairing: PairingDraft) -> None:
        self.pairings[pairing.pk] = pairing
        self.by_pk[pairing.officer_id].pairings.append(pairing)
        self.by_enterprise[pairing.enterprise_id].append(pairing)

    def pairing_on(self, enterprise_id: int, day: date) -> PairingDraft | None:
        """The pairing of an enterprise in force on a day of the year; no two ever are."""
        return next((p for p in self.by_enterprise.get(enterprise_id, ()) if p.covers(day)), None)


def gather(context: Context) -> Population:
    """The subjects of the scheme in the year: officers with a pairing in force on some day of it, or the units of the
    scheme's kinds. Ordered by code; for units, by name. A fixed number of queries."""
    if context.scheme.subject == "officer":
        return _officers(context)
    return _units(context)


def paired_in_year(context: Context) -> QuerySet[Pairing]:
    """The pairings that the year counts, of the subjects alone that the context names."""
    pairings = Pairing.objects.in_force_between(context.year_begins, context.year_ends).filter(
        district=context.district
    )
    return pairings.filter(officer__code__in=context.codes) if context.codes else pairings


def _officers(context: Context) -> Population:
    pairings = paired_in_year(context)
    officers = (
        Officer.objects.filter(Exists(pairings.filter(officer=OuterRef("pk"))))
        .order_by("code")
        .values_list("pk", "code", "name", "title", "unit__name")
    )
    attrs: dict[str, str] = {}  # officers are all of one kind
    population = Population(
        SubjectDraft("officer", pk, code, name, intern(title), intern(unit_name or ""), attrs)
        for pk, code, name, title, unit_name in officers.iterator()
    )
    rows = pairings.order_by("starts", "enterprise__credit_code").values_list(
        "pk", "officer_id", "enterprise_id", "enterprise__credit_code", "enterprise__name", "deputy__name",
        "starts", "ends",
    )  # fmt: skip
    for *keys, code, name, deputy, starts, ends in rows.iterator(chunk_size=10_000):
        # interned: the same words come back with the issues
        population.add_pairing(PairingDraft(*keys, intern(code), intern(name), deputy, Span(starts, ends)))
    _add_exemptions(context, population)
    return population


def _add_exemptions(context: Context, population: Population) -> None:
    # a week at either end of the year reaches into its neighbour
    exemptions = Exemption.objects.filter(
        district=context.district,
        voided_at__isnull=True,
        ends__gte=context.year_begins.replace(year=context.year - 1, month=12),
        starts__lte=context.year_ends.replace(year=context.year + 1, month=1),
    ).order_by("starts", "pk")
    for row in exemptions.only("officer_id", "starts", "ends", "reason", "year", "serial").iterator():
        subject = population.by_pk.get(row.officer_id)
        if subject is None:
            continue
        subject.exempt.append(Span(row.starts, row.ends))
        subject.evidence.setdefault("exemptions", []).append(
            {
                "starts": row.starts.isoformat(),
                "ends": row.ends.isoformat(),
                "reason": row.reason,
                "number": row.number,
            }
        )


def _units(context: Context) -> Population:
    kinds = [kind.value for kind in Unit.Kind if kind.label in context.scheme.unit_kinds]
    # all of them even when some are asked for: a peer statistic needs the peers
    units = Unit.objects.filter(district=context.district, kind__in=kinds)
    names = sorted(units.values_list("name", "pk", "group"))
    return Population(
        SubjectDraft(context.scheme.subject, pk, name, name, "", name, {"group": group} if group else {})
        for name, pk, group in names
    )
