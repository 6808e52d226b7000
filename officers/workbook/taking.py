"""Takes the rows of one sheet in: judges them batch by batch and hands the good ones on to be saved."""

from collections.abc import Hashable, Iterable, Sequence

from .header import Header
from .reading import Cell
from .report import Count, Problem
from .saving import refuse_barred, save
from .sheet import Row, Sheet, batched

BATCH = 2000  # rows looked up and written at once
WINDOW = 10 * BATCH  # rows held, so that those of one key can be brought together first


class Taking:
    """The rows of one sheet on their way in; `flush` after the last one."""

    def __init__(self, sheet: Sheet, count: Count):
        self._sheet, self._run, self._count = sheet, sheet.run, count
        self._header: Header | None = None
        self._rows: list[Row] = []
        #: each key with the row that had it first and a hash of what that row says
        self._seen: dict[Hashable, tuple[int, int]] = {}

    @property
    def is_full(self) -> bool:
        """Whether it is time to flush."""
        return len(self._rows) >= WINDOW and not self._sheet.whole

    def row(self, number: int, cells: list[Cell]) -> None:
        """Take one row of the file; the first is the header."""
        if self._header is None:
            self._header = Header(self._sheet, number, cells, self._run.report)
            return
        row = self._header.row(number, cells)
        if row is None:
            return
        if not row.problems:
            self._sheet.spell(row.values)
        if row.problems or self._is_first(row):
            self._rows.append(row)

    def flush(self) -> None:
        """Judge and write the rows taken so far."""
        rows, self._rows, sheet = self._rows, [], self._sheet
        for row in rows:
            if not self._header.said:
                self._refer(row)
            if not row.problems:
                sheet.check(row)
        good = self._sift(rows)
        if sheet.together:
            good.sort(key=lambda row: [row.values[name] for name in sheet.together])
        for some in [good] if sheet.whole else batched(good, BATCH):
            self._save(some)

    def _save(self, rows: Sequence[Row]) -> None:
        """Compare one batch with the records that stand, and write it: a few queries, however many rows."""
        sheet = self._sheet
        sheet.prepare(rows)
        current = {sheet.identify(record): record for record in sheet.find(rows)}
        sheet.complete(rows, current)
        refuse_barred(sheet, rows, current)
        rows = self._sift(rows)
        sheet.settle(rows, current)
        save(sheet, self._sift(rows), current, self._count)

    def _is_first(self, row: Row) -> bool:
        """Whether the row is to be judged: False for one that only repeats another (G14)."""
        title = self._sheet.title
        key = tuple([row.values[name] for name in self._sheet.key])
        content = hash(tuple(row.values.values()))
        first, said = self._seen.setdefault(key, (row.number, content))
        if first == row.number:
            for column, text in self._run.known.get((title, row.number), ()):
                row.refuse(column, text)
            return True
        if said == content:
            self._count.identical += 1
            return False
        column = self._sheet.titles[self._sheet.key[0]]
        row.refuse(column, f"与第 {first} 行重复，内容不同")
        # which of the two is right nobody can tell: without the errors, the first does not come in either
        self._run.late.setdefault((title, first), []).append((column, f"与第 {row.number} 行重复，内容不同"))
        return True

    def _refer(self, row: Row) -> None:
        """Find the records that the row names; a blank optional reference names none."""
        values = row.values
        for name, (model, by, into) in self._sheet.refers.items():
            value = values.get(name)
            values[into] = self._run.refer(row, self._sheet.titles[name], model, by, value) if value else None

    def _sift(self, rows: Iterable[Row]) -> list[Row]:
        """The rows that are in order; the others are reported and put aside."""
        good = []
        for row in rows:
            if not row.problems:
                good.append(row)
                continue
            self._count.rejected += 1
            for column, text in row.problems:
                if (column, text) not in self._header.said:
                    self._run.report.error(Problem(self._sheet.title, row.number, column, text))
            self._run.note_rejection(self._sheet, row)
            self._run.aside.add(self._sheet.title, self._header.titles, row)
        return good
