"""Importing the same workbook again leaves the same database."""

import pytest

from .making import SAMPLES, bring, district_book, write
from .snapshot import snapshot

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("sample", sorted(SAMPLES.glob("*.xlsx")), ids=lambda path: path.stem)
def test_a_sample_imported_twice(sample):
    first = bring(sample)
    assert first.is_clean
    before = snapshot()
    again = bring(sample)
    assert snapshot() == before
    assert [(count.new, count.updated) for count in again.counts.values()] == [(0, 0)] * len(again.counts)
    assert [count.unchanged for count in again.counts.values()] == [count.new for count in first.counts.values()]


def test_the_small_district_with_every_sheet(tmp_path):
    path = write(tmp_path / "book.xlsx", district_book())
    bring(path)
    before = snapshot()
    again = bring(path)
    assert snapshot() == before
    assert all(count.unchanged and not count.new and not count.updated for count in again.counts.values())
