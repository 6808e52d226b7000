"""Reads a workbook in a process of its own, under limits of memory and time, and hands the cells on as lines of JSON.

Whatever a hostile file does to the parser, it does it here. Run as `python -m officers.workbook.child FILE LIMITS
TITLES`; imports no Django. Lines written, each a JSON list:

    ["rows", n]                     how many rows all sheets hold, about
    ["sheets", [title, ...]]        the sheets that stand in the file
    ["sheet", title]                the rows of this sheet follow
    ["cells", number, [row, ...]]   rows from this number on; a cell is text, a float, or an int: the seconds
                                    since the year 1 of an Excel date; text that begins with FAILED stands for
                                    a formula without a result
    ["end"]                         everything was read
    ["refused", sentence]           the file is not read
"""

import json
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any

from officers.workbook.failing import mark_failed
from officers.workbook.gate import Limits, Refusal, inspect

ROWS_A_LINE = 1000
DIGITS = 15  # of a number, that a spreadsheet shows
HALF_A_MILLISECOND = timedelta(microseconds=500)


def main(path: str, limits: Limits, titles: list[str]) -> None:
    """Write the sheets named in `titles`, in that order, to standard output."""
    _confine(limits)
    try:
        for message in _messages(path, limits, titles):
            sys.stdout.write(json.dumps(message) + "\n")
    except Refusal as refusal:
        sys.stdout.write(json.dumps(["refused", str(refusal)]) + "\n")


def _confine(limits: Limits) -> None:
    import resource

    # not every system can keep the first; the gate has looked at the file there too
    for kind, most in ((resource.RLIMIT_AS, limits.memory), (resource.RLIMIT_CPU, limits.seconds)):
        with suppress(ValueError, OSError):
            resource.setrlimit(kind, (most, most))
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _messages(path: str, limits: Limits, titles: list[str]) -> Iterator[list[Any]]:
    import python_calamine

    with open(path, "rb") as file:
        yield ["rows", inspect(file, limits)]
        try:
            book = python_calamine.CalamineWorkbook.from_filelike(mark_failed(file))
            names = _by_title(book.sheet_names)
            yield ["sheets", list(names)]
            for title in titles:
                if title in names:
                    yield ["sheet", title]
                    yield from _cells(book.get_sheet_by_name(names[title]), limits)
        except (python_calamine.CalamineError, MemoryError, ValueError, OSError) as error:
            raise Refusal("文件已损坏，无法读取") from error
    yield ["end"]


def _by_title(names: list[str]) -> dict[str, str]:
    """The sheets' names by their titles, without spaces around them. Of two with one title the exact one has it, and
    the other goes by its whole name, which nobody knows: it is not passed over in silence."""
    found: dict[str, str] = {}
    for name in sorted(names, key=lambda name: name != name.strip()):
        found[name if name.strip() in found else name.strip()] = name
    return found


def _cells(sheet: Any, limits: Limits) -> Iterator[list[Any]]:
    if sheet.start is None:  # an empty sheet
        return
    if sheet.total_height > limits.rows or sheet.width > limits.columns:
        raise Refusal(f"表 {sheet.name} 超出 {limits.rows:,} 行或 {limits.columns} 列，请删去多余的空行空列")
    rows, number = iter(sheet.iter_rows()), 1
    while batch := [[_plain(cell) for cell in row] for row in islice(rows, ROWS_A_LINE)]:
        yield ["cells", number, batch]
        number += len(batch)


def _plain(cell: Any) -> str | float | int:
    kind = cell.__class__
    if kind is str:
        return cell
    if kind is float:
        # as a spreadsheet shows it: what a formula makes of 0.1 + 0.2 is 0.3, though it keeps 0.30000000000000004
        return float(f"{cell:.{DIGITS}g}")
    if kind is date:
        return (cell.toordinal() - 1) * 86_400
    if kind is datetime:
        # Excel keeps fractions of a day: 23:59:59 may come back as 23:59:58.9999995
        return int((cell + HALF_A_MILLISECOND - datetime.min).total_seconds())
    if kind is bool:
        return "TRUE" if cell else "FALSE"
    return str(cell) if isinstance(cell, time | timedelta) else float(cell)


if __name__ == "__main__":
    main(sys.argv[1], Limits(**json.loads(sys.argv[2])), json.loads(sys.argv[3]))
