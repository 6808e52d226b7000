"""The first row of a sheet, and how the rows below it are read by it."""

from typing import Any

from .columns import CellProblem, canonical
from .reading import Cell
from .report import Problem, Report
from .sheet import Row, Sheet

REASON = "原因"  # the column that an import adds to the rows it leaves out; ignored when they come back
MEMORY = 50_000  # cells remembered a column


class Header:
    """What stands in which column of one sheet. Errors of the header itself go to the report once, at row 1."""

    def __init__(self, sheet: Sheet, number: int, cells: list[Cell], report: Report):
        self._sheet = sheet
        # without spaces and line breaks: no header has any, and narrow columns are made by breaking them
        self.titles = ["".join(canonical(cell).split()).rstrip("*") for cell in cells]
        #: problems that every row of the sheet shares, already reported
        self.said: list[tuple[str, str]] = []
        by_title = {column.title: column for column in sheet.columns}
        self._plan: list[tuple[int, Any, dict[Cell, Any]]] = []
        for index, title in enumerate(self.titles):
            column = by_title.pop(title, None)
            if column is not None:
                self._plan.append((index, column, {}))
            elif self.titles.index(title) < index and title in sheet.titles.values():
                self.said.append((title, "这一列出现了两次"))
            elif title and title != REASON:
                report.warn(Problem(sheet.title, number, title, "不认识的列，未读取"))
        self.said += [(column.title, "缺少这一列") for column in by_title.values() if column.required]
        self._defaults = {column.name: column.default for column in sheet.columns}
        sheet.present = frozenset(column.name for _, column, _ in self._plan)
        for title, text in self.said:
            report.error(Problem(sheet.title, number, title, text))

    def row(self, number: int, cells: list[Cell]) -> Row | None:
        """The values of a row, or what is wrong with it; None for a blank one."""
        row = Row(number, cells)
        values = row.values
        values.update(self._defaults)
        blank = True
        for index, column, memory in self._plan:
            cell = cells[index]
            if cell == "":
                if not column.required:
                    continue
            elif cell in memory:
                values[column.name] = memory[cell]
                blank = False
                continue
            else:
                blank = blank and isinstance(cell, str) and not cell.strip()
            try:
                value = values[column.name] = column.read(cell)
            except CellProblem as problem:
                del values[column.name]
                row.refuse(column.title, str(problem))
            else:
                if column.repeats and len(memory) < MEMORY:
                    memory[cell] = value
        if blank:
            return None
        for title, text in self.said:
            row.refuse(title, text)
        return row
