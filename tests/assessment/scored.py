"""From records to a score in one word, for the tests of single rules."""

from datetime import date, timedelta

from assessment.assess import compute, context_for, scheme_for
from tests.factories import at, make_district, make_enterprise, make_officer, pair

SCHEME = "jiaozuo-officers"
ALL_YEAR = (date(2020, 6, 1), None)


class One:
    """A district with one officer, and as many enterprises as a test pairs the officer with."""

    def __init__(self):
        self.district = make_district()
        self.officer = make_officer(self.district)

    def firm(self, starts=ALL_YEAR[0], ends=ALL_YEAR[1]):
        """A new enterprise paired with the officer. Returns the pairing."""
        name = f"企业{len(self.district.enterprise_set.all())}"
        return pair(self.officer, make_enterprise(self.district, name), starts, ends)

    def account(self, year=2021, as_of=None):
        """The officer's account of the year."""
        as_of = as_of or date(year + 1, 3, 1)
        (sheet,) = compute(context_for(self.district, scheme_for(SCHEME, year), year, as_of))
        return sheet.account

    def points(self, item, **when):
        """The points of an item or group, as printed."""
        account = self.account(**when)
        (found,) = [each for each in (*account.items, *account.groups) if each.code == item]
        return None if found.points is None else str(found.points)


def last_second(year, month, day):
    """The end of a local day."""
    return at(year, month, day, 23, 59) + timedelta(seconds=59)
