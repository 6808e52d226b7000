"""The product and the naive scorer of units give the same sheets for the samples and for random record books."""

import json
import random
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from officers.models import District
from tests.assessment.commands import SAMPLES, sample, scheme_and_year
from tests.oracle.load import load
from tests.oracle.rows import read, write
from tests.oracle.units_books import book
from tests.oracle.units_comparing import assessed, differences
from tests.oracle.units_scoring import SCHEMES, sheets

FIRST_YEARS = {"jilin-departments": 2021, "kunshan-departments": 2017, "kunshan-towns": 2017, "xinyang-counties": 2012}
NAMES = [path.name.removesuffix(".expected.json") for path in sorted(SAMPLES.glob("*.expected.json"))]
UNITS = [name for name in NAMES if scheme_and_year(name)[0] in SCHEMES]

pytestmark = pytest.mark.django_db


def compared(scheme, seed):
    """Differences at the year's end, on a random day, and on the first or last of the year."""
    year = FIRST_YEARS[scheme] + (0, 0, 1, -1)[seed % 4]  # a year before the scheme is judged by its first version
    rows, code = book(scheme, seed, year, units=seed % 7 + 2), str(seed)
    load(rows, code)
    some_day = date(year, 1, 1) + timedelta(days=random.Random(seed).randrange(400))
    edge = (date(year, 12, 31), date(year + 1, 1, 1), date(year, 1, 1), date(year, 1, 2))[seed % 4]
    dates = (date(year + 1, 3, 1), some_day, edge)
    return [difference for as_of in dates for difference in differences(rows, code, scheme, year, as_of)]


@pytest.mark.parametrize("name", UNITS)
def test_the_naive_scorer_gives_the_samples_their_points(name):
    scheme, year = scheme_and_year(name)
    found = sheets(read(sample(name)), scheme, year, date(year + 1, 3, 1))
    expected = json.loads((SAMPLES / f"{name}.expected.json").read_text(encoding="utf-8"))
    assert list(found) == [one.pop("name") for one in expected]
    for sheet, one in zip(found.values(), expected, strict=True):
        assert {key: sheet[key] for key in one} == one
        assert list(sheet["points"]) == list(one["points"])


@pytest.mark.parametrize("scheme", SCHEMES)
def test_both_calculators_agree_on_units(scheme):
    assert [difference for seed in range(8) for difference in compared(scheme, seed)] == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_both_calculators_agree_on_units_through_the_workbook(scheme, tmp_path):
    """The rows as a file, brought in by the command."""
    year = FIRST_YEARS[scheme]
    rows, file = book(scheme, 100, year), tmp_path / "区.xlsx"
    write(rows, file)
    call_command("import_workbook", str(file), stdout=StringIO())
    assert list(differences(rows, District.objects.get().code, scheme, year, date(year + 1, 3, 1))) == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_one_unit_alone_gets_the_sheet_of_the_whole_district(scheme):
    year = FIRST_YEARS[scheme]
    load(book(scheme, 101, year), "d")
    as_of = date(year + 1, 3, 1)
    for sheet in assessed("d", scheme, year, as_of):
        assert assessed("d", scheme, year, as_of, "--subject", sheet["subject"]["code"]) == [sheet]


@pytest.mark.long
@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("hundred", range(10, 15))
def test_both_calculators_agree_on_five_hundred_books(scheme, hundred):
    for seed in range(100 * hundred, 100 * hundred + 100):
        assert compared(scheme, seed) == []
