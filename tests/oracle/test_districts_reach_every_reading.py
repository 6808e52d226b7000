"""The control of the comparison: read one clause differently and the random districts show it.

Each case of readings.toml alters one expression of the naive scorer; if no officer's result changed, the districts
would not be able to tell a product that reads the clause so.
"""

import tomllib
from dataclasses import asdict
from datetime import date
from pathlib import Path

import pytest

from tests.oracle import days, naive
from tests.oracle.districts import district

READINGS = tomllib.loads((Path(__file__).parent / "readings.toml").read_text(encoding="utf-8"))
SOURCES = {module.__name__: Path(module.__file__).read_text(encoding="utf-8") for module in (days, naive)}

pytestmark = pytest.mark.long


def results(scorer, year, seed):
    """All sheets of one random district at the year's end and in its middle."""
    book = district(seed, year, 24)
    dates = (date(year + 1, 3, 1), date(year, 6, 30), date(year, 9, 7 + seed))
    return [{code: asdict(sheet) for code, sheet in scorer(book, year, as_of).sheets().items()} for as_of in dates]


def read_otherwise(module, old, new):
    """The naive scorer with one expression replaced."""
    sources = dict(SOURCES)
    sources[f"tests.oracle.{module}"] = SOURCES[f"tests.oracle.{module}"].replace(old, new)
    assert sources != SOURCES, "the scorer does not say so any more"
    names = {"__name__": naive.__name__}
    exec(sources[days.__name__], names)
    exec(sources[naive.__name__].replace("from tests.oracle.days import", "# as above:"), names)
    return names["Scorer"]


@pytest.fixture(scope="module")
def as_written():
    """What the unaltered scorer says, district by district."""
    return {(year, seed): results(naive.Scorer, year, seed) for seed in range(8) for year in (2021, 2020, 2026)}


@pytest.mark.parametrize("case", READINGS)
def test_another_reading_changes_a_score(case, as_written):
    scorer = read_otherwise(**READINGS[case])
    assert any(results(scorer, *of) != sheets for of, sheets in as_written.items())
