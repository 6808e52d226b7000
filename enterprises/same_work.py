"""Honours of one officer that may be for the same work under two titles (J6). Found for a person to decide on."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import combinations, product

from officers.models import District, Officer, User

from .models import DifferentWorks, Honour, Pairing

#: titles are alike when at least half of their pairs of neighbouring characters are shared
THRESHOLD = Fraction(1, 2)
#: and one honour of each lies at most so far from the other
WITHIN = timedelta(days=90)


def likeness(one: str, other: str) -> Fraction:
    """How far two titles are alike, from 0 to 1: twice the shared pairs of neighbouring characters, through the pairs
    of both (Dice). Punctuation, spaces and width do not matter. Symmetric; 1 for the same characters."""
    first, second = _letters(one), _letters(other)
    if first == second:
        return Fraction(1)
    ours, theirs = _pairs(first), _pairs(second)
    together = len(ours) + len(theirs)
    return Fraction(2 * len(ours & theirs), together) if together else Fraction(0)


def _letters(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).lower()
    return "".join(char for char in folded if char.isalnum())


def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[place : place + 2] for place in range(len(text) - 1))


@dataclass(frozen=True)
class Candidate:
    """Two titles of one officer that look like the same work, with the honours under each, oldest first."""

    officer: Officer
    first: str
    second: str
    likeness: Fraction
    ours: tuple[Honour, ...]
    theirs: tuple[Honour, ...]

    @property
    def percent(self) -> int:
        """The likeness in whole percent."""
        return round(self.likeness * 100)

    def concerns(self, user: User) -> bool:
        """Whether it counts for the officer whose account this is."""
        return self.officer.user_id == user.pk

    def under(self, title: str) -> tuple[Honour, ...]:
        """The honours under one of the two titles."""
        return self.ours if title == self.first else self.theirs


def candidates(district: District, year: int) -> list[Candidate]:
    """The pairs of titles of a year that a person has not decided on, the most alike first. Three queries.

    An enterprise's honour belongs to the officer whose pairing was in force on its day. What the office found not to
    be service related counts nowhere and is left out, and so are criticisms: they go by their document.
    """
    works: dict[Officer, dict[str, list[Honour]]] = defaultdict(lambda: defaultdict(list))
    for officer, honour in _by_officer(district, date(year, 1, 1) - WITHIN, date(year, 12, 31) + WITHIN):
        works[officer][honour.work].append(honour)
    decided = set(DifferentWorks.objects.filter(district=district).values_list("officer_id", "first", "second"))
    found = [
        Candidate(officer, first, second, alike, tuple(titles[first]), tuple(titles[second]))
        for officer, titles in works.items()
        for first, second in combinations(sorted(titles), 2)
        if (officer.pk, first, second) not in decided
        and _near(titles[first], titles[second], year)
        and (alike := likeness(first, second)) >= THRESHOLD
    ]
    return sorted(found, key=lambda one: (-one.likeness, one.officer.code, one.first, one.second))


def _near(ours: Iterable[Honour], theirs: Iterable[Honour], year: int) -> bool:
    """Whether one of each lies within the days, at least one of them in the year."""
    return any(
        abs(one.date - other.date) <= WITHIN and year in (one.date.year, other.date.year)
        for one, other in product(ours, theirs)
    )


def _by_officer(district: District, first: date, last: date) -> Iterator[tuple[Officer, Honour]]:
    """The honours dated in these days, each with the officer whom it counts for."""
    pairings = defaultdict(list)
    for pairing in Pairing.objects.filter(district=district).in_force_between(first, last).select_related("officer"):
        pairings[pairing.enterprise_id].append(pairing)
    honours = (
        Honour.objects.standing()
        .filter(district=district, date__range=(first, last), unit__isnull=True)
        .exclude(kind=Honour.Kind.CRITICISM)
        .exclude(service_related=False, confirmed=False)
        .select_related("officer", "enterprise")
        .order_by("date", "pk")
    )
    for honour in honours:
        if honour.officer_id:
            yield honour.officer, honour
            continue
        for pairing in pairings[honour.enterprise_id]:
            if pairing.starts <= honour.date and (pairing.ends is None or honour.date <= pairing.ends):
                yield pairing.officer, honour
