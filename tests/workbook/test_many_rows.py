"""What an import costs grows with its batches, not with its rows."""

import os
import resource
from contextlib import suppress
from datetime import date, timedelta
from itertools import chain
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import Workbook
from stdnum.cn import uscc

from enterprises.models import Visit
from officers.workbook import taking

from .making import FIRM, PAIRINGS, VISITS, bring, district_book, write

pytestmark = pytest.mark.django_db


def visits(count):
    days = (date(2020, 6, 1) + timedelta(days=number // 2) for number in range(count))
    return [VISITS, *[["A01", FIRM, day, ("本人", "分包人")[number % 2]] for number, day in enumerate(days)]]


def queries(path):
    with CaptureQueriesContext(
        connection,
    ) as counted:
        assert bring(path).is_clean
    return len(counted)


@pytest.mark.parametrize("kind", ["new", "unchanged", "changed"])
def test_a_batch_takes_the_same_queries_whatever_its_size(tmp_path, kind):
    """One year of the record numbers is opened by the first; SQLite splits an INSERT, so rows stay few."""
    bring(write(tmp_path / "base.xlsx", district_book()))
    taken = []
    for size in (5, 20):
        rows = visits(size)
        path = write(tmp_path / f"{kind}-{size}.xlsx", {"走访": rows})
        if kind != "new":
            bring(path)
        if kind == "changed":
            write(path, {"走访": [VISITS, *[[*row, "是"] for row in rows[1:]]]})
        else:
            bring(write(tmp_path / "year.xlsx", {"走访": [VISITS, ["A01", FIRM, "2020-12-31"]]}))
        taken.append(queries(path))
        Visit.objects.filter(date__year=2020).delete()
    assert taken[0] == taken[1]


@pytest.mark.parametrize("order", ["as written", "backwards"])
def test_rows_beyond_one_batch_all_come_in_once(tmp_path, monkeypatch, order):
    monkeypatch.setattr(taking, "BATCH", 7)
    monkeypatch.setattr(taking, "WINDOW", 20)
    rows = visits(50)
    if order == "backwards":
        rows[1:] = rows[:0:-1]
    path = write(tmp_path / "book.xlsx", district_book(走访=rows))
    assert bring(path).counts["走访"].new == 50
    assert bring(path).counts["走访"].unchanged == 50
    assert Visit.objects.count() == 50


def test_a_repetition_is_known_across_batches(tmp_path, monkeypatch):
    monkeypatch.setattr(taking, "BATCH", 7)
    monkeypatch.setattr(taking, "WINDOW", 7)
    rows = [*visits(30), ["A01", FIRM, date(2020, 6, 1), "本人", "是"], ["A01", FIRM, date(2020, 6, 2)]]
    found = bring(write(tmp_path / "book.xlsx", district_book(走访=rows)))
    assert [str(error) for error in found.errors] == ["表 走访 第 32 行 首席服务官编号: 与第 2 行重复，内容不同"]
    assert found.counts["走访"].identical == 1


def test_progress_is_told_row_by_row_of_all(tmp_path):
    told = []
    path = write(tmp_path / "book.xlsx", district_book(走访=visits(2500)))
    bring(path, progress=lambda done, total, title: told.append((done, total, title)))
    assert next(done for done, _, title in told if title == "走访") == 2000
    assert told == sorted(told, key=lambda each: each[0])
    assert told[-1][0] == told[-1][1]


@pytest.mark.long
def test_a_hundred_thousand_rows_come_in_within_bounded_memory(tmp_path):
    firms = [f"91410800MA{number:07d}" for number in range(1000)]
    firms = [code + uscc.calc_check_digit(code) for code in firms]
    days = [date(2021, 1, 1) + timedelta(days=3 * place) for place in range(100)]
    sheets = {
        "首席服务官": [["编号", "姓名"], ["A01", "张三"]],
        "企业": [["统一社会信用代码", "企业名称"], *[[firm, firm] for firm in firms]],
        "结对": [PAIRINGS, *[["A01", firm, None, date(2021, 1, 1)] for firm in firms]],
        "走访": chain([VISITS], (["A01", firm, day, *[None] * 3, f"{firm} {day}"] for firm in firms for day in days)),
    }
    book = Workbook(write_only=True)  # writing it must not cost more memory than reading it may
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(tmp_path / "book.xlsx")
    before, held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, []
    found = bring(tmp_path / "book.xlsx", progress=lambda *_: held.append(most_held_by_children()))
    assert found.counts["走访"].new == 100_000
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 150 * 1024
    assert 10 * 1024 < max(held) < 300 * 1024


def most_held_by_children():
    """The most memory, in kB, that a process begun by this one and running now has ever held: the one that reads."""
    found = [0]
    for status in Path("/proc").glob("[0-9]*/status"):
        with suppress(OSError):  # it has ended meanwhile
            told = dict(line.split(":", 1) for line in status.read_text().splitlines())
            if int(told["PPid"]) == os.getpid() and "VmHWM" in told:
                found.append(int(told["VmHWM"].split()[0]))
    return max(found)
