"""Import: rows become records, all or nothing, and the same workbook twice changes nothing the second time.

The file is read once, sheet by sheet in the order the sheets are given (a sheet refers to earlier ones), and written
batch by batch inside one transaction, which is rolled back when anything is wrong.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from django.db import IntegrityError, transaction

from ..actor import Actor
from ..models import District, LogEntry
from .gate import Limits, Refusal
from .reading import open_book, sha256
from .rejected import RejectedRows
from .report import LISTED, Count, Problem, Report
from .run import Known, Run
from .sheet import Sheet
from .taking import BATCH, Taking

Progress = Callable[[int, int, str], None]
Finish = Callable[[Report], None]


def import_file(
    sheets: Sequence[type[Sheet]],
    path: Path,
    district: District,
    actor: Actor,
    *,
    dry_run: bool = False,
    skip_errors: bool = False,
    rejected: Path | None = None,
    progress: Progress = lambda done, total, title: None,
    limits: Limits = Limits(),  # noqa: B008 - frozen
    name: str = "",
    listed: int = LISTED,
    finish: Finish = lambda report: None,
) -> Report:
    """Bring a workbook into the district. Everything that is wrong with it stands in the report, nothing is raised.

    `sheets` come in the order in which they refer to each other. With `skip_errors` the clean rows are imported and
    the others written to `rejected`, a workbook of the same layout, by default beside the file. `progress` is called
    with the rows done, all rows (about), and the sheet's title. `name` is what the user calls the file, `listed` how
    many errors are told in words. `finish` is called last in the transaction of an import that stays: what it raises
    undoes everything.
    """
    blank = Report(file=name or path.name, sha256=sha256(path), dry_run=dry_run, listed=listed)
    aside = (rejected or path.with_name(f"{path.stem}-未导入.xlsx")) if skip_errors and not dry_run else None
    known: Known = {}
    try:
        while True:
            run = Run(sheets, district, actor, replace(blank, counts={}, errors=[], warnings=[]), known=known)
            if _attempt(run, path, aside, limits, progress, finish, skip_errors):
                return run.report
            known |= run.late
    except Refusal as refusal:
        return replace(blank, refused=str(refusal))
    except IntegrityError as error:
        return replace(blank, refused=_broken_law(sheets, error))


@transaction.atomic
def _attempt(
    run: Run,
    path: Path,
    aside: Path | None,
    limits: Limits,
    progress: Progress,
    finish: Finish,
    skip_errors: bool,
) -> bool:
    """Read the workbook in and keep it if it may be kept. False when rows proved wrong after they were let in: then
    it is to be read once more without them."""
    with RejectedRows(aside) as run.aside:
        # two imports into one district wait for each other
        District.objects.select_for_update().get(pk=run.district.pk)
        _read(run, path, limits, progress)
        again = skip_errors and not run.late.keys() <= run.known.keys()
        if run.report.dry_run or again or (run.report.error_count and not skip_errors):
            transaction.set_rollback(True)
        else:
            _complete(run)
            finish(run.report)
    return not again


def _read(run: Run, path: Path, limits: Limits, progress: Progress) -> None:
    """Read and write the whole workbook."""
    done = 0
    with open_book(path, list(run.sheets), limits) as book:
        for title in book.titles:
            if title not in run.sheets:
                run.report.warn(Problem(title, 0, "", "不认识的表，未读取"))
        for title, rows in book.sheets():
            taking = Taking(run.sheets[title], run.report.counts.setdefault(title, Count()))
            for number, cells in rows:
                done += 1
                taking.row(number, cells)
                if taking.is_full:
                    taking.flush()
                if done % BATCH == 0:
                    progress(done, book.rows, title)
            taking.flush()
            progress(done, book.rows, title)
    for sheet in run.sheets.values():
        sheet.finish()


def _complete(run: Run) -> None:
    """The last acts of an import that stays: the rejected rows, the log entry."""
    report = run.report
    report.rejected_file = str(run.aside.save() or "")
    report.imported = True
    after = {
        "file": report.file,
        "sha256": report.sha256,
        "sheets": {title: [count.new, count.updated, count.unchanged] for title, count in report.counts.items()},
        "rejected": sum(count.rejected for count in report.counts.values()),
    }
    LogEntry.write(run.actor, "导入工作簿", district=run.district, after=after, note=report.file)


def _broken_law(sheets: Sequence[type[Sheet]], error: IntegrityError) -> str:
    """The database's own law as the user reads it: the net under the checks."""
    for sheet in sheets:
        for law in sheet.model._meta.constraints:
            if law.name in str(error):
                return f"表 {sheet.title}: {law.violation_error_message}"
    return f"与已有记录冲突，未导入：{str(error).splitlines()[0]}"
