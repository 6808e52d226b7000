"""A workbook on its way in through the browser: handed in, checked by a dry run, then imported or dropped.

Each long step is a job. What was checked is what comes in (its digest is looked at again), and the result stands in
one transaction with the end of the job: a worker that was taken for dead and comes back changes nothing.
"""

import logging
import uuid
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction

from officers import jobs
from officers.actor import Actor
from officers.models import District, Job, LogEntry, Upload
from officers.models.upload import REJECTED_STAYS, WAITS
from officers.workbook.reading import sha256
from officers.workbook.report import Report
from officers.workbook.writing import TooManyRows

from .workbook import export_for_people, export_without_answers, import_file

logger = logging.getLogger(__name__)

CHECK, IMPORT, EXPORT = "check-workbook", "import-workbook", "export-workbook"
#: the two workbooks that are written of a district: the second is for those who serve enterprises
ALL, WITHOUT_ANSWERS = "all", "without answers"
#: how long an exported workbook can be fetched, and how old a file must be to count as left behind
EXPORT_STAYS, LEFT_BEHIND = timedelta(days=1), timedelta(days=1)
State = Upload.State


def receive(district: District, name: str, chunks: Any, actor: Actor) -> tuple[Upload, bool]:
    """Keep a workbook and have it checked. Returns (upload, created); the same file still under way is found again."""
    upload = Upload(district=district, name=name, uploaded_by=actor.user, uploaded_at=actor.at)
    try:
        upload.keep(chunks)
        with transaction.atomic():
            upload.save(force_insert=True)
            LogEntry.write(actor, "上传工作簿", record=upload, after={"sha256": upload.sha256, "size": upload.size})
            _enqueue(upload, CHECK, actor)
    except IntegrityError:
        upload.forget()
        same = Upload.objects.under_way().filter(district=district, sha256=upload.sha256).first()
        if same is None:
            raise
        return same, False
    except BaseException:
        upload.forget()
        raise
    return upload, True


def begin(upload: Upload, mode: str, actor: Actor) -> bool:
    """Have a checked workbook imported. False when somebody was faster: then nothing is started twice."""
    with transaction.atomic():
        changes = {"mode": mode, "imported_by": actor.user, "imported_at": actor.at, "outcome": {}}
        if not upload.move(State.IMPORTING, among=[State.CHECKED], **changes):
            return False
        _enqueue(upload, IMPORT, actor)
    return True


def again(upload: Upload, actor: Actor) -> None:
    """Give a workbook whose job broke off another one. Nothing happens while a job works on it."""
    if upload.is_stuck:
        with transaction.atomic():
            _enqueue(upload, CHECK if upload.state == State.CHECKING else IMPORT, actor)


def drop(upload: Upload, actor: Actor) -> bool:
    """Do without a workbook: its bytes go, the row stays. False while a job works on it, or when it is done with."""
    among = [State.CHECKED, upload.state] if upload.is_stuck else [State.CHECKED]
    with transaction.atomic():
        if not upload.move(State.DROPPED, among=among):
            return False
        LogEntry.write(actor, "移除工作簿", record=upload, note=upload.name)
    upload.forget()
    return True


def start_export(district: District, actor: Actor, key: str = ALL) -> Job:
    """Have the district's workbook written, or find the one that is being written."""
    with transaction.atomic():
        job, created = jobs.enqueue(district, EXPORT, key, {}, actor)
        if created:
            LogEntry.write(actor, "导出工作簿", district=district, note=f"任务{job.pk}")
    return job


def exported(job: Job) -> Path | None:
    """The workbook that an export has written, while it is kept."""
    name = job.result.get("file")
    path = _exports() / f"{name}.xlsx" if name else None
    return path if path and path.is_file() else None


def _enqueue(upload: Upload, kind: str, actor: Actor) -> None:
    params = {"actor": actor.name, "address": actor.address}
    upload.job, _ = jobs.enqueue(upload.district, kind, f"upload {upload.pk}", params, actor)
    upload.save(update_fields=["job"])


def _of(progress: jobs.Progress) -> tuple[Upload, Actor]:
    """The workbook that a job is about, as it was handed in, and who asked for it and when."""
    job = progress.job
    upload = Upload.objects.select_related("district").get(job=job)
    if not upload.path.is_file() or sha256(upload.path) != upload.sha256:
        raise jobs.JobRefused("上传的文件已不在，或与检查时不同。请移除后重新上传")
    actor = Actor(job.params["actor"], job.created_at, job.created_by, job.params["address"])
    return upload, actor


@jobs.handles(CHECK)
def check(progress: jobs.Progress) -> None:
    """The dry run: what would come in, and what is wrong."""
    upload, actor = _of(progress)
    with jobs.Pulse(progress) as pulse:
        report = import_file(
            upload.path, upload.district, actor, dry_run=True, name=upload.name, progress=_told_to(pulse)
        )
    with transaction.atomic():
        _judge(upload, report)
        progress.finish()
    if report.refused:
        upload.forget()


@jobs.handles(IMPORT)
def bring_in(progress: jobs.Progress) -> None:
    """The import itself. Where all must be right and something no longer is, the workbook waits with the new report."""
    upload, actor = _of(progress)
    rejected_id = uuid.uuid4()
    aside = Upload.folder() / f"{rejected_id}.xlsx"
    with jobs.Pulse(progress) as pulse:

        def finish(report: Report) -> None:
            kept = rejected_id if report.rejected_file else None
            report.rejected_file = ""
            if not upload.move(State.IMPORTED, among=[State.IMPORTING], outcome=report.as_json(), rejected_id=kept):
                raise jobs.JobLost  # it was dropped meanwhile
            pulse.finish()

        try:
            report = import_file(
                upload.path,
                upload.district,
                actor,
                skip_errors=upload.mode == Upload.Mode.CLEAN,
                rejected=aside,
                name=upload.name,
                progress=_told_to(pulse),
                finish=finish,
            )
        except BaseException:
            aside.unlink(missing_ok=True)
            raise
    if report.imported:
        upload.forget()
        return
    with transaction.atomic():
        _judge(upload, report)
        progress.finish()


def _told_to(pulse: jobs.Pulse) -> Callable[[int, int, str], None]:
    return lambda done, total, title: pulse(min(done, total), total, title)


def _judge(upload: Upload, report: Report) -> None:
    """What a reading that changed no record leaves: the report, and a workbook that waits or cannot be read."""
    upload.move(
        State.REFUSED if report.refused else State.CHECKED,
        among=[State.CHECKING, State.IMPORTING],
        report=report.as_json(),
        error_count=report.error_count,
    )


@jobs.handles(EXPORT)
def export(progress: jobs.Progress) -> None:
    """The district's workbook, written row by row to a file that its asker fetches."""
    name = uuid.uuid4()
    path = _exports() / f"{name}.xlsx"
    write = export_without_answers if progress.job.key == WITHOUT_ANSWERS else export_for_people
    try:
        with jobs.Pulse(progress) as pulse:
            counts = write(
                path, progress.job.district, progress=lambda done, title: pulse(done, 0, f"{title}，已写{done}行")
            )
        progress.finish({"file": str(name), "sheets": counts, "size": path.stat().st_size})
    except TooManyRows as problem:
        raise jobs.JobRefused(str(problem)) from problem
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _exports() -> Path:
    found = Path(settings.MEDIA_ROOT) / "exports"
    found.mkdir(parents=True, exist_ok=True)
    return found


def tidy(at: Any) -> int:
    """Remove bytes that nobody needs: workbooks that waited too long, rejected rows and exports past their time, and
    files without a row, left by a process that died. Returns how many files went."""
    for upload in Upload.objects.under_way().filter(uploaded_at__lt=at - WAITS).listed():
        upload.move(State.EXPIRED, among=[State.CHECKED, upload.state] if upload.is_stuck else [State.CHECKED])
    Upload.objects.filter(rejected_id__isnull=False, imported_at__lt=at - REJECTED_STAYS).update(rejected_id=None)
    kept = {f"{name}.xlsx" for name in Upload.objects.under_way().values_list("file_id", flat=True)}
    rejected = Upload.objects.filter(rejected_id__isnull=False).values_list("rejected_id", flat=True)
    kept |= {f"{name}.xlsx" for name in rejected}
    gone = [path for path in Upload.folder().iterdir() if path.name not in kept and _age(path, at) > LEFT_BEHIND]
    gone += [path for path in _exports().iterdir() if _age(path, at) > EXPORT_STAYS]
    for path in gone:
        path.unlink(missing_ok=True)
    return len(gone)


def _age(path: Path, at: Any) -> timedelta:
    try:
        return timedelta(seconds=at.timestamp() - path.stat().st_mtime)
    except FileNotFoundError:
        return timedelta()
