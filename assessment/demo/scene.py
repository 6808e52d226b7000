"""What all makers of records share: the district, its people and firms, its days, and one seed for each of them."""

import random
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from enterprises.models import Enterprise, Exemption, Pairing, Policy
from officers.models import Deputy, District, Officer, Unit, User
from officers.workdays import SHANGHAI, Calendar

ONE_DAY = timedelta(days=1)
Row = tuple[int, int, int]  # a day in the tables: 0 for last year or 1 for this year, month, day


@dataclass
class Scene:
    """The district as it stands on the morning of `today`: records reach up to the evening before."""

    district: District
    today: date
    calendar: Calendar
    users: dict[str, User] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    officers: dict[str, Officer] = field(default_factory=dict)
    deputies: dict[str, Deputy] = field(default_factory=dict)  # by the code of the officer they stand beside
    enterprises: dict[str, Enterprise] = field(default_factory=dict)
    policies: dict[str, Policy] = field(default_factory=dict)
    pairings: list[Pairing] = field(default_factory=list)
    exemptions: list[Exemption] = field(default_factory=list)

    @property
    def years(self) -> tuple[int, int]:
        """Last year and this year."""
        return self.today.year - 1, self.today.year

    @property
    def yesterday(self) -> date:
        """The last day that has records."""
        return self.today - ONE_DAY

    @property
    def staff(self) -> User:
        """Who keeps the office's records."""
        return self.users["wenyining"]

    def rng(self, *key: object) -> random.Random:
        """A stream of its own for each maker and record, so that a change in one leaves the others alone."""
        return random.Random("·".join(map(str, key)))  # noqa: S311 - invents data, guards nothing

    def day(self, row: Row) -> date:
        """A day of the tables as a date."""
        return date(self.years[row[0]], *row[1:])

    def workday(self, row: Row) -> date:
        """A day of the tables, or the next working day when it is none."""
        return self.calendar.roll(self.day(row))

    def workday_before(self, day: date, count: int = 1) -> date:
        """The `count`-th working day before a day."""
        return self.calendar.workdays_between(day - timedelta(days=30 + 2 * count), day - ONE_DAY)[-count]

    def moment(self, day: date, rng: random.Random, first: int = 9, last: int = 17) -> datetime:
        """Some time on `day` between two hours; aware."""
        return datetime.combine(day, time(rng.randint(first, last), rng.randrange(60), rng.randrange(60)), SHANGHAI)

    def pairing_on(self, firm: str, day: date) -> Pairing | None:
        """The pairing of a firm that is in force on a day."""
        enterprise = self.enterprises[firm]
        return next((p for p in self.pairings if p.enterprise_id == enterprise.pk and covers(p, day)), None)

    def short_name(self, pairing: Pairing) -> str:
        """What the tables call the firm of a pairing."""
        return next(short for short, firm in self.enterprises.items() if firm.pk == pairing.enterprise_id)


def covers(pairing: Pairing, day: date) -> bool:
    """Whether a pairing is in force on a day, both end days included (G6)."""
    return pairing.starts <= day and (pairing.ends is None or day <= pairing.ends)
