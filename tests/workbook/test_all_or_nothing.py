"""A workbook with any error changes nothing; a dry run never does; one entry in the log says what was done."""

import hashlib
import json

import pytest

from enterprises.models import Visit
from officers.models import LogEntry, Officer, RecordCounter

from .making import AT, FIRM, VISITS, bring, district, district_book, write
from .snapshot import snapshot

pytestmark = pytest.mark.django_db


def test_one_wrong_row_keeps_everything_out(brought):
    district()
    before = snapshot()
    found = brought(走访=[VISITS, ["A01", FIRM, "2021-01-14"], ["A01", FIRM, "x"]])
    assert (found.imported, found.error_count) == (False, 1)
    assert snapshot() == before
    assert not LogEntry.objects.exists()


def test_a_dry_run_reports_the_same_and_changes_nothing(brought):
    district()
    before = snapshot()
    dry = brought(options={"dry_run": True})
    assert snapshot() == before
    assert not RecordCounter.objects.exists()
    assert not LogEntry.objects.exists()
    real = brought()
    assert (dry.imported, real.imported) == (False, True)
    assert dry.counts == real.counts


def test_an_import_is_one_entry_with_digest_and_counts(tmp_path):
    path = write(tmp_path / "区县 2021.xlsx", district_book())
    bring(path)
    entry = LogEntry.objects.get()
    assert (entry.at, entry.actor, entry.action) == (AT, "命令 import_workbook", "导入工作簿")
    assert entry.district == district()
    assert entry.after["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert entry.after["file"] == "区县 2021.xlsx"
    assert entry.after["sheets"]["走访"] == [2, 0, 0]
    bring(path)
    assert LogEntry.objects.count() == 2


def test_the_report_is_json(brought):
    found = brought(走访=[VISITS, ["A01", FIRM, "x"]], 豁免=[["首席服务官编号", "备注"]])
    told = json.loads(json.dumps(found.as_json()))
    assert told["errors"][-1] == {"sheet": "走访", "row": 2, "column": "走访日期", "text": "不是日期 “x”"}
    assert told["counts"]["企业"] == {"new": 2, "updated": 0, "unchanged": 0, "identical": 0, "rejected": 0}


def test_a_law_that_only_the_database_knows_is_told_as_a_sentence(brought):
    """The checks should leave nothing to the database; should one be missing, the user still reads a sentence."""
    brought()
    Visit.objects.update(is_current=False, voided_at=AT, void_reason="更正")
    RecordCounter.objects.filter(kind="visit").update(last=0)
    found = brought()
    assert not found.imported
    assert found.refused
    assert Officer.objects.count() == 1
