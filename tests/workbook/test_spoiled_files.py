"""T28: workbooks spoiled in every way the dice know are read or refused with a sentence; nothing of them stays.

All are read in one process, under the memory the real child has. Those that still say something else than the good one
then go all the way into the database.
"""

import json
import random
import subprocess
import sys

import pytest
from django.db import transaction

from assessment.workbook import SHEETS
from officers.workbook.gate import Refusal
from officers.workbook.reading import ROOT

from . import fuzzing
from .making import bring, district, district_book, write
from .snapshot import snapshot

pytestmark = pytest.mark.django_db

SEED = 20210309
TITLES = [sheet.title for sheet in SHEETS]


@pytest.fixture
def reader():
    """Hands a file to the reading process and returns what it says."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.workbook.fuzzing", json.dumps(TITLES)],
        cwd=ROOT,
        env={"PYTHONUTF8": "1"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:

        def read(path):
            process.stdin.write(f"{path}\n")
            process.stdin.flush()
            return json.loads(process.stdout.readline())

        yield read
        process.stdin.close()


def fuzz(reader, folder, files, deep):
    """So many spoiled files; of those that say something else, up to `deep` into the database. Returns the counts."""
    dice = random.Random(SEED)
    good = write(folder / "good.xlsx", district_book())
    path, whole, district_made = folder / "book.xlsx", reader(good)["messages"], district()
    counts = {"files": 0, "refused": 0, "read": 0, "other": 0, "memory": 0}
    before = snapshot()
    for number in range(files):
        path.write_bytes(fuzzing.spoil(good.read_bytes(), dice))
        said = reader(path)
        assert "fault" not in said, (SEED, number, said["fault"])
        assert said["seconds"] < 5, (SEED, number)
        counts["files"] += 1
        counts["memory"] = said["memory"]
        counts["refused" if "refused" in said else "read"] += 1
        if said.get("messages", whole) != whole and counts["other"] < deep:
            counts["other"] += 1
            into_the_database(path, before, (SEED, number))
    assert district_made.pk
    return counts


def into_the_database(path, before, where):
    """An import of it comes in whole or leaves everything as it was, and says why."""
    with transaction.atomic():
        found = bring(path)
        if found.imported:
            assert not found.errors, where
        else:
            assert found.refused or found.errors, where
            assert snapshot() == before, where
        transaction.set_rollback(True)
    assert snapshot() == before, where


def told(counts):
    sys.stdout.write(f"T28: {counts}\n")


def test_500_spoiled_files(reader, tmp_path):
    counts = fuzz(reader, tmp_path, 500, deep=20)
    told(counts)
    assert counts["files"] == 500
    assert counts["other"] == 20
    assert counts["refused"] > 50
    assert counts["read"] > 50
    assert counts["memory"] < 300 * 1024


@pytest.mark.long
def test_9000_spoiled_files(reader, tmp_path):
    counts = fuzz(reader, tmp_path, 9_000, deep=300)
    told(counts)
    assert counts["files"] == 9_000
    assert counts["other"] == 300
    assert counts["memory"] < 300 * 1024


def test_the_reading_process_tells_of_a_fault(reader, tmp_path):
    """The control: something that is no refusal is seen."""
    assert "FileNotFoundError" in reader(tmp_path / "nowhere.xlsx")["fault"]
    assert issubclass(Refusal, Exception)
