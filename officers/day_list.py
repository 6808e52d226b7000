"""The list of days of a holiday notice, typed, pasted or in a workbook, as {date: DayEntry}."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

from .workbook.columns import CellProblem, Day, Text, yes_or_no
from .workbook.gate import Limits, Refusal
from .workbook.reading import Cell, open_book
from .workdays import DayEntry

SHEET = "工作日历"
DAY, NOTE = Day("日期", "day", required=True), Text("说明", "note", limit=60)
WORKDAY = yes_or_no("是否工作日", "is_workday", required=True)
HEADER = (DAY.title, WORKDAY.title, NOTE.title)
#: between the cells of a line: what a spreadsheet puts there, or commas and spaces
BETWEEN = re.compile(r"[\t,，;；]\s*|\s+")
RANGE = re.compile(r"^([\d年月日/-]+)\s*(?:至|到|—|–|~|～)\s*(?=\d)")
LONGEST = 31
#: what one notice needs is a page; the parser gets no more
LIMITS = Limits(packed=2 * 1024 * 1024, inflated=20 * 1024 * 1024, rows=1000, columns=20, seconds=15)


class DayListProblem(Exception):
    """What is wrong with the list, a sentence a line."""

    def __init__(self, lines: Sequence[str]):
        super().__init__("；".join(lines))
        self.lines = list(lines)


def from_text(text: str, year: int) -> dict[date, DayEntry]:
    """The days of a list with one day a line: 日期 是否工作日 说明; `2月15日至23日` gives several. Raises
    DayListProblem with every line that cannot be read."""
    lines = ((number, line.strip()) for number, line in enumerate(text.splitlines(), start=1))
    rows = ((f"第{number}行", BETWEEN.split(_joined(line), maxsplit=2)) for number, line in lines if line)
    return _collect(rows, year)


def _joined(line: str) -> str:
    """The line with the two ends of a range in one cell."""
    return RANGE.sub(r"\1至", line)


def from_workbook(path: Path, year: int) -> dict[date, DayEntry]:
    """The days on the sheet 工作日历 of a workbook. Raises DayListProblem."""
    try:
        with open_book(path, [SHEET], LIMITS) as book:
            if SHEET not in book.titles:
                raise DayListProblem([f"工作簿中没有“{SHEET}”表，现有：{'、'.join(book.titles[:10])}"])
            rows = [row for _, found in book.sheets() for row in found]
    except Refusal as refusal:
        raise DayListProblem([str(refusal)]) from refusal
    header = [str(cell).strip() for cell in rows[0][1]] if rows else []
    missing = [title for title in HEADER if title not in header]
    if missing:
        raise DayListProblem([f"“{SHEET}”表缺少列：{'、'.join(missing)}"])
    places = [header.index(title) for title in HEADER]
    told = (
        (f"第{number}行", [cells[place] if place < len(cells) else "" for place in places])
        for number, cells in rows[1:]
    )
    return _collect(((name, cells) for name, cells in told if any(str(cell).strip() for cell in cells)), year)


def _collect(rows: Iterable[tuple[str, list[Cell]]], year: int) -> dict[date, DayEntry]:
    found: dict[date, DayEntry] = {}
    problems: list[str] = []
    for name, cells in rows:
        if str(cells[0]).strip() == DAY.title:
            continue  # a header that was copied along
        try:
            days, entry = _read([*cells, "", ""][:3], year)
        except CellProblem as problem:
            problems.append(f"{name}：{problem}")
            continue
        for day in days:
            if found.get(day, entry) != entry:
                problems.append(f"{name}：{_spoken(day)}前面已有不同的写法")
            found[day] = entry
    if problems:
        raise DayListProblem(problems)
    if not found:
        raise DayListProblem(["没有读到任何日期"])
    return dict(sorted(found.items()))


def _read(cells: Sequence[Cell], year: int) -> tuple[list[date], DayEntry]:
    days = list(_days(cells[0], year))
    try:
        entry = DayEntry(WORKDAY.read(cells[1]), NOTE.read(cells[2]))
    except CellProblem as problem:
        raise CellProblem(f"是否工作日或说明{problem}") from problem
    for day in days:
        # a notice for a year often begins with the last days of December before it
        if not date(year - 1, 12, 1) <= day <= date(year, 12, 31):
            raise CellProblem(f"{day.isoformat()}不在{year}年（可含上年12月）")
    return days, entry


def _days(cell: Cell, year: int) -> Iterator[date]:
    first, _, last = str(cell).partition("至") if isinstance(cell, str) else (cell, "", "")
    begins = DAY.read(_with_year(first, year))
    ends = DAY.read(_with_year(last, year, begins)) if last else begins
    if not begins <= ends <= begins + timedelta(days=LONGEST):
        raise CellProblem(f"起止日期不对 “{cell}”")
    return map(date.fromordinal, range(begins.toordinal(), ends.toordinal() + 1))


def _with_year(cell: Cell, year: int, after: date | None = None) -> Cell:
    """2月15日 is of the notice's year, 23日 of the month before it."""
    if isinstance(cell, str):
        if after and re.fullmatch(r"\d{1,2}日", cell):
            return f"{after.year}年{after.month}月{cell}"
        if re.fullmatch(r"\d{1,2}月\d{1,2}日", cell):
            return f"{year}年{cell}"
    return cell


def as_text(entries: dict[date, DayEntry]) -> str:
    """The list as `from_text` takes it, for correcting it."""
    lines = (f"{day.isoformat()} {WORKDAY.write(entry.is_workday)} {entry.note}" for day, entry in entries.items())
    return "\n".join(map(str.rstrip, lines))


def doubts(entries: dict[date, DayEntry], year: int) -> list[str]:
    """What in a year's arrangement is unusual, for the second person to look at; nothing of it is forbidden."""
    rest = {day for day, entry in entries.items() if not entry.is_workday}
    found = [f"{_spoken(day)}没有列为休息日" for day in map(date, [year] * 3, (1, 5, 10), (1, 1, 1)) if day not in rest]
    idle = [day for day, entry in entries.items() if entry.is_workday and day.weekday() < 5]
    if idle:
        found.append(f"{'、'.join(map(_spoken, idle))}本来就是周一至周五，列为上班没有变化")
    if len(rest) < 20:
        found.append(f"只列了{len(rest)}天休息，往年连同周末在27天以上，请核对是否漏行")
    if not any(entry.is_workday and day.weekday() >= 5 for day, entry in entries.items()):
        found.append("没有调休上班的日子")
    return found


def _spoken(day: date) -> str:
    return f"{day.month}月{day.day}日"
