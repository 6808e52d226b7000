"""A seeded round of 2,000 firms: honest ones behind carriers and in parks, and officers who fill in for their own."""

import random
from dataclasses import dataclass, field
from datetime import timedelta

from surveys.clusters import Seen
from tests.factories import at

FIRMS, OFFICERS = 2_000, 64
CARRIER_EXITS, PARK_SIZES = 60, (8, 20)
FIRST_DAY = at(2021, 12, 1, 9)


@dataclass
class Crowd:
    """Traces by whether they are honest; frauds by how they were done."""

    seed: int
    honest: list[Seen] = field(default_factory=list)
    frauds: dict[str, list[Seen]] = field(default_factory=dict)

    def __post_init__(self):
        self.random, self.number = random.Random(self.seed), 0
        self._mobile(int(FIRMS * 0.70))
        self._parks(int(FIRMS * 0.20))
        self._alone(int(FIRMS * 0.08))
        self._bookkeepers(int(FIRMS * 0.004))
        for way in (self._one_phone, self._phone_over_days, self._private_windows, self._two_at_once, self._from_work):
            seen: list[Seen] = []
            for place in range(8):
                seen += way(place)
            self.frauds[way.__name__] = seen

    def all(self):
        return [*self.honest, *(one for seen in self.frauds.values() for one in seen)]

    def _one(self, address, moment, *, officer=None, device=None):
        self.number += 1
        officer = self.random.randrange(OFFICERS) if officer is None else officer
        return Seen(self.number, officer, address, device or f"phone-{self.number}", moment)

    def _moment(self):
        """A third answers within two hours of the message; the others over ten days, by day."""
        if self.random.random() < 1 / 3:
            return FIRST_DAY + timedelta(seconds=self.random.randrange(2 * 3600))
        day, second = self.random.randrange(10), self.random.randrange(11 * 3600)
        return FIRST_DAY + timedelta(days=day, seconds=second)

    def _mobile(self, count):
        for _ in range(count):
            exit_ = self.random.randrange(CARRIER_EXITS)
            self.honest.append(self._one(f"carrier-{exit_}", self._moment()))

    def _parks(self, count):
        """Firms behind one address; in every third park one officer serves half of them."""
        park = 0
        while count > 0:
            size = min(count, self.random.randint(*PARK_SIZES))
            main = self.random.randrange(OFFICERS)
            for place in range(size):
                officer = main if park % 3 == 0 and place % 2 else None
                self.honest.append(self._one(f"park-{park}", self._moment(), officer=officer))
            park, count = park + 1, count - size

    def _alone(self, count):
        self.honest += [self._one(f"own-{n}", self._moment()) for n in range(count)]

    def _bookkeepers(self, count):
        """Two firms of different officers whose books one person keeps, and whose form that person fills in."""
        for n in range(count):
            for _ in range(2):
                self.honest.append(self._one(f"books-{n}", self._moment(), device=f"books-{n}"))

    def _sitting(self, place, way, firms, gap, device=None, address=None):
        moment, officer = self._moment(), self.random.randrange(OFFICERS)
        seen = []
        for _ in range(firms):
            seen.append(self._one(address or f"{way}-{place}", moment, officer=officer, device=device))
            moment += timedelta(seconds=self.random.randint(*gap))
        return seen

    def _one_phone(self, place):
        exit_ = self.random.randrange(CARRIER_EXITS)
        return self._sitting(
            place, "", self.random.randint(2, 6), (60, 300), device=f"hand-{place}", address=f"carrier-{exit_}"
        )  # fmt: skip

    def _phone_over_days(self, place):
        officer, device = self.random.randrange(OFFICERS), f"days-{place}"
        return [
            self._one(f"carrier-{self.random.randrange(CARRIER_EXITS)}", self._moment(), officer=officer, device=device)
            for _ in range(self.random.randint(2, 5))
        ]

    def _private_windows(self, place):
        return self._sitting(place, "windows", self.random.randint(3, 6), (50, 400))

    def _two_at_once(self, place):
        return self._sitting(place, "two", 2, (15, 60), address=f"carrier-{self.random.randrange(CARRIER_EXITS)}")

    def _from_work(self, place):
        """Over days from the officer's own office, where an honest firm answers now and then as well."""
        officer = self.random.randrange(OFFICERS)
        if place % 2:
            self.honest.append(self._one(f"work-{place}", self._moment()))
        return [self._one(f"work-{place}", self._moment(), officer=officer) for _ in range(self.random.randint(3, 5))]
