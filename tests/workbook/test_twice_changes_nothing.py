"""Importing the same workbook again leaves the same database."""

from threading import Thread

import pytest
from django.db import connections

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


@pytest.mark.django_db(transaction=True)
def test_who_imports_while_another_does_waits_and_finds_it_all_there(tmp_path):
    """Otherwise both would find the rows new, and the second would break off at the first of them."""
    path, reports = write(tmp_path / "book.xlsx", district_book()), []

    def second():
        try:
            reports.append(bring(path))
        finally:
            connections.close_all()

    thread = Thread(target=second)

    def meanwhile(_):
        thread.start()
        thread.join(1)
        assert thread.is_alive(), "it did not wait"

    bring(path, finish=meanwhile)
    thread.join()
    (again,) = reports
    assert not again.refused
    assert all(count.unchanged and not count.new and not count.updated for count in again.counts.values())
