"""The control of the comparison of units: read one clause differently and the random record books show it.

Each case of units_readings.toml alters one expression of the naive scorer, as readings.toml does for Jiaozuo.
"""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from tests.oracle import units_facts, units_naive, units_scoring, units_xinyang
from tests.oracle.units_books import book

READINGS = tomllib.loads((Path(__file__).parent / "units_readings.toml").read_text(encoding="utf-8"))
MODULES = (units_facts, units_naive, units_xinyang, units_scoring)
SOURCES = {module.__name__: Path(module.__file__).read_text(encoding="utf-8") for module in MODULES}
YEARS = {"jilin-departments": 2021, "kunshan-departments": 2017, "kunshan-towns": 2017, "xinyang-counties": 2012}

pytestmark = pytest.mark.long


def results(sheets, scheme, seed):
    """All sheets of one random book at the year's end and in its middle."""
    year = YEARS[scheme]
    rows = BOOKS[scheme, seed]
    return [sheets(rows, scheme, year, as_of) for as_of in (date(year + 1, 3, 1), date(year, 9, 7))]


def read_otherwise(module, old, new):
    """The naive scorer of all four modules in one, with one expression replaced."""
    name = f"tests.oracle.units_{module}"
    assert SOURCES[name].count(old) == 1, "the scorer does not say so, or not only once"
    names = {"__name__": units_naive.__name__}
    for each, source in (SOURCES | {name: SOURCES[name].replace(old, new)}).items():
        exec(compile(source.replace("from tests.oracle.units_", "# as above: "), each, "exec"), names)
    return names["sheets"]


BOOKS = {(scheme, seed): book(scheme, seed, year, units=12) for scheme, year in YEARS.items() for seed in range(12)}


@pytest.fixture(scope="module")
def as_written():
    """What the unaltered scorer says, book by book."""
    return {of: results(units_scoring.sheets, *of) for of in BOOKS}


@pytest.mark.parametrize("case", READINGS)
def test_another_reading_changes_a_sheet(case, as_written):
    sheets = read_otherwise(**READINGS[case])
    assert any(results(sheets, *of) != found for of, found in as_written.items())
