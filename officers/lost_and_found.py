"""What lies under MEDIA_ROOT beside what the rows say lies there."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from hashlib import file_digest
from pathlib import Path
from typing import Any

from .models import Attachment, Upload

#: a younger file may belong to somebody whose transaction is still under way
YOUNG = timedelta(hours=1)


@dataclass(frozen=True)
class Found:
    """One thing that is wrong: `kind` is its name for people; `path` is set for a file that nobody needs."""

    kind: str
    what: str
    path: Path | None = None


def look(at: Any) -> Iterator[Found]:
    """Everything that is wrong at the moment `at`: files without a row, rows without their file, changed files."""
    named = {str(file_id) for file_id in Attachment.objects.values_list("file_id", flat=True)}
    yield from _loose(Attachment.folder(), named, at)
    for attachment in Attachment.objects.order_by("pk").iterator():
        yield from _attachment(attachment)
    under_way = Upload.objects.under_way()
    rejected = Upload.objects.filter(rejected_id__isnull=False).values_list("rejected_id", flat=True)
    named = {f"{each}.xlsx" for each in (*under_way.values_list("file_id", flat=True), *rejected)}
    yield from _loose(Upload.folder(), named, at)
    for upload in under_way.listed().order_by("pk"):
        if not upload.path.is_file():
            yield Found("缺文件", f"导入{upload.pk} {upload.name}")


def _loose(folder: Path, named: set[str], at: Any) -> Iterator[Found]:
    for path in sorted(folder.iterdir()):
        if path.name not in named and _is_old(path, at):
            yield Found("多余文件", f"{folder.name}/{path.name}", path)


def _is_old(path: Path, at: Any) -> bool:
    try:
        return at.timestamp() - path.stat().st_mtime > YOUNG.total_seconds()
    except FileNotFoundError:  # somebody else was tidying up
        return False


def _attachment(attachment: Attachment) -> Iterator[Found]:
    said = f"附件{attachment.number} {attachment.name}"
    try:
        with open(attachment.path, "rb") as file:
            if file_digest(file, "sha256").hexdigest() != attachment.sha256:
                yield Found("文件变了", said)
    except FileNotFoundError:
        yield Found("缺文件", said)
