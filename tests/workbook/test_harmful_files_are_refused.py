"""Broken and hostile files: a sentence, nothing changed, little time and memory."""

import os
import random
import resource

import pytest

from officers.models import Unit
from officers.workbook.gate import MEGABYTE, Limits

from .hostile import FILES, long_sheet, slow_to_look_at
from .making import bring, district, district_book, write
from .snapshot import snapshot

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("make", "said"), FILES, ids=[make.__name__ for make, _ in FILES])
def test_a_harmful_file_is_refused_with_a_sentence(tmp_path, make, said):
    make(tmp_path / "book.xlsx")
    district()
    before, largest = snapshot(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found = bring(tmp_path / "book.xlsx")
    assert found.refused == said
    assert not found.imported
    assert snapshot() == before
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - largest < 100 * 1024


def test_a_file_beyond_the_limit_is_refused_before_it_is_opened(tmp_path):
    path = tmp_path / "book.xlsx"
    path.write_bytes(os.urandom(21 * MEGABYTE))
    assert bring(path).refused == "文件超过 20 MB"
    assert bring(path, limits=Limits().raised(30)).refused == "不是 Excel 工作簿（.xlsx）"


def test_limits_grow_together():
    raised = Limits().raised(60)
    assert (raised.packed, raised.inflated, raised.rows) == (60 * MEGABYTE, 1200 * MEGABYTE, 600_000)
    assert Limits().raised(5).inflated == Limits().inflated


@pytest.mark.parametrize(
    ("make", "limits"),
    [(long_sheet, Limits(memory=40 * MEGABYTE)), (slow_to_look_at, Limits(seconds=1))],
    ids=["memory", "time"],
)
def test_a_parser_that_runs_out_of_memory_or_time_takes_nothing_with_it(tmp_path, make, limits):
    make(tmp_path / "book.xlsx")
    found = bring(tmp_path / "book.xlsx", limits=limits)
    assert found.refused == "文件过大或已损坏，无法读取"
    assert not Unit.objects.exists()


def test_bytes_changed_at_random_never_get_further_than_a_sentence(tmp_path):
    dice = random.Random(20210309)
    good = write(tmp_path / "good.xlsx", {"单位": district_book()["单位"]}).read_bytes()
    path = tmp_path / "book.xlsx"
    district()
    for _ in range(40):
        data = bytearray(good)
        for _ in range(dice.randint(1, 8)):
            data[dice.randrange(len(data))] = dice.randrange(256)
        path.write_bytes(data)
        before = snapshot()
        found = bring(path, dry_run=True)
        assert found.refused or found.counts or found.warnings
        assert snapshot() == before
