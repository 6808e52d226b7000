"""The product and the naive scorer give the same points, totals, grades and flags for random districts."""

import random
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from assessment.assess import compute, context_for, scheme_for
from officers.models import District
from tests.oracle.comparing import differences, products
from tests.oracle.districts import district
from tests.oracle.load import load
from tests.oracle.rows import write

# the year the scheme began in, a plain one, and one whose deadlines reach into a year without a published calendar
YEARS = (2020, 2021, 2026)

pytestmark = pytest.mark.django_db


def compared(seed, year, officers, void_everything=False):
    """Differences at the year's end, on a random day, and on a day on which something falls due."""
    book = district(seed, year, officers, void_everything)
    loaded = load(book, f"{seed}-{year}")
    some_day = date(year, 1, 1) + timedelta(days=random.Random(seed).randrange(430))
    dates = (date(year + 1, 3, 1), some_day, date(year, 3 * (seed % 4) + 3, 8))
    return [difference for as_of in dates for difference in differences(book, loaded, year, as_of)]


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("seed", range(5))
def test_both_calculators_agree(seed, year):
    assert compared(seed, year, officers=28) == []


@pytest.mark.parametrize("year", YEARS)
def test_both_calculators_agree_when_every_record_is_void(year):
    assert compared(7, year, officers=12, void_everything=True) == []


@pytest.mark.parametrize("year", YEARS)
def test_both_calculators_agree_through_the_workbook(year, tmp_path):
    """The rows as a file, brought in by the command."""
    book, file = district(11, year, 20), tmp_path / "区.xlsx"
    write(book, file)
    call_command("import_workbook", str(file), stdout=StringIO())
    assert list(differences(book, District.objects.get(), year, date(year + 1, 3, 1))) == []


@pytest.mark.long
@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("seed", range(1000, 1020))
def test_both_calculators_agree_on_ten_thousand_officers(seed, year):
    assert compared(seed, year, officers=170) == []


def test_the_order_in_which_records_were_entered_changes_nothing():
    book = district(3, 2021, 20)
    shuffled = {}
    for sheet, rows in book.items():
        shuffled[sheet] = random.Random(sheet).sample(rows, len(rows))
    as_of = date(2022, 3, 1)
    assert products(load(book, "a"), 2021, as_of) == products(load(shuffled, "b"), 2021, as_of)


def test_one_officer_alone_gets_the_sheet_of_the_whole_district():
    loaded, scheme, as_of = load(district(4, 2021, 12), "c"), scheme_for("jiaozuo-officers", 2021), date(2022, 3, 1)
    together = {sheet.draft.code: sheet for sheet in compute(context_for(loaded, scheme, 2021, as_of))}
    for code, sheet in together.items():
        (alone,) = compute(context_for(loaded, scheme, 2021, as_of, code))
        assert alone.account.canonical() == sheet.account.canonical()
        assert alone.body == sheet.body
