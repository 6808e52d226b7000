"""A run's digest is that of what was scored: the same records give the same one, whichever rows hold them."""

from datetime import date

import pytest

from tests.assessment.commands import output_of, sample
from tests.factories import compute_run, honour, make_district
from tests.oracle.districts import district
from tests.oracle.load import load

pytestmark = pytest.mark.django_db

DIGESTS = ("digest", "facts_digest", "calendar_digest")


def digests(run):
    return {name: getattr(run, name) for name in DIGESTS}


def test_the_same_workbook_in_two_districts_gives_the_same_digests():
    first, second = make_district("one"), make_district("two")
    load(district(1, 2021, 4), "between")  # so that no row of the second has the number of a row of the first
    for place in (second, first):
        output_of("import_workbook", str(sample("jiaozuo-2021-11")), "--district", place.code)
    assert digests(compute_run(first)) == digests(compute_run(second))


def test_computing_again_gives_the_same_digests():
    place = load(district(1, 2021, 4), "d")
    assert digests(compute_run(place)) == digests(compute_run(place))


def test_another_day_or_another_record_gives_another_digest():
    place = load(district(1, 2021, 4), "d")
    run = compute_run(place)
    assert compute_run(place, as_of=date(2022, 2, 28)).digest != run.digest
    honour(date(2021, 4, 1), "新工作", officer=place.officer_set.first())
    assert compute_run(place).digest != run.digest
