"""Importing a workbook of visits against a bare read of the same file."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any

from django.core.management import call_command
from openpyxl import Workbook
from python_calamine import CalamineWorkbook
from stdnum.cn import uscc

from assessment.workbook import import_file
from enterprises.models import Visit
from officers.actor import Actor
from officers.models import District
from officers.workbook.gate import Limits

BEGINS = date(2021, 1, 4)
VISITS_EACH = 50
ACTOR = Actor.command("bench", datetime(2022, 3, 1, tzinfo=UTC))

Rows = Iterator[tuple[Any, ...]]


def bring_in(visits: int, folder: Path) -> dict[str, Any]:
    """Import a workbook with `visits` visits into an empty database, then once more. Returns the seconds of both and
    of the bare read, and how many visits there are."""
    call_command("migrate", verbosity=0)
    path = write(visits, folder / "visits.xlsx")
    started = perf_counter()
    read = sum(1 for title in SHEETS for _ in CalamineWorkbook.from_path(path).get_sheet_by_name(title).iter_rows())
    reading = perf_counter() - started
    district = District.objects.create(code="IMPORT", name="测试区")
    first, again = (_timed(path, district) for _ in range(2))
    return {"reading": reading, "rows": read, "importing": first, "again": again, "visits": Visit.objects.count()}


def _timed(path: Path, district: District) -> float:
    started = perf_counter()
    report = import_file(path, district, ACTOR, limits=Limits().raised(100))
    if not report.imported:
        raise AssertionError(report.refused or report.errors)
    return perf_counter() - started


def write(visits: int, path: Path) -> Path:
    """The workbook: so many officers with one enterprise each as that takes at 50 visits a pairing."""
    book = Workbook(write_only=True)
    for title, (headers, rows) in SHEETS.items():
        sheet = book.create_sheet(title)
        sheet.append(headers.split())
        for row in rows(visits):
            sheet.append(row)
    book.save(path)
    return path


def _pairs(visits: int) -> range:
    return range(-(-visits // VISITS_EACH))


def _code(number: int) -> str:
    body = f"91410{number:012d}"
    return body + uscc.calc_check_digit(body)


def _officers(visits: int) -> Rows:
    return ((f"FWG{n:06d}", f"服务官{n}") for n in _pairs(visits))


def _enterprises(visits: int) -> Rows:
    return ((_code(n), f"示范区第{n}企业有限公司") for n in _pairs(visits))


def _pairings(visits: int) -> Rows:
    return ((f"FWG{n:06d}", _code(n), f"分包人{n}", BEGINS) for n in _pairs(visits))


def _visits(visits: int) -> Rows:
    codes = [_code(n) for n in _pairs(visits)]
    for serial in range(visits):
        week, pair = divmod(serial, len(codes))
        who = "分包人" if serial % 20 == 0 else "本人"
        talk = "是" if (week + pair) % 11 == 0 else "否"
        day = BEGINS + timedelta(days=7 * week + pair % 5)
        state = "失实" if serial % 60 == 0 else "有效"
        yield f"FWG{pair:06d}", codes[pair], day, who, talk, "", "到企业了解生产经营情况", state


SHEETS = {
    "首席服务官": ("编号 姓名", _officers),
    "企业": ("统一社会信用代码 企业名称", _enterprises),
    "结对": ("首席服务官编号 统一社会信用代码 分包人 开始日期", _pairings),
    "走访": ("首席服务官编号 统一社会信用代码 走访日期 走访人 政策宣讲 宣讲政策 内容 状态", _visits),
}
