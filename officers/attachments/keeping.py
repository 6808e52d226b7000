"""Attachments come with their record or not at all: first the bytes, then the rows, and no bytes without a row."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError

from ..keeping import write_whole
from ..models import Attachment


@dataclass(frozen=True)
class Chosen:
    """A file somebody has sent, looked at and taken: `file` is Django's UploadedFile."""

    file: Any
    name: str
    kind: str
    sha256: str


@contextmanager
def kept(chosen: Sequence[Chosen], district: Any) -> Iterator[list[Attachment]]:
    """The files written down, as unsaved attachments of the district; to be entered in a transaction inside.

    Where that fails, the bytes go again. Raises OSError when there is no room for them.
    """
    attachments: list[Attachment] = []
    try:
        for one in chosen:
            attachment = Attachment(district=district, name=one.name, kind=one.kind)
            attachments.append(attachment)
            attachment.size, attachment.sha256 = write_whole(attachment.path, one.file.chunks())
        yield attachments
    except BaseException:
        for attachment in attachments:
            _forget(attachment)
        raise


def _forget(attachment: Attachment) -> None:
    """Remove the bytes, unless the row is there: a connection may be lost just after everything was saved."""
    try:
        stands = Attachment.objects.filter(file_id=attachment.file_id).exists()
    except DatabaseError:
        return  # nobody can tell; `manage.py check_files` will
    if not stands:
        attachment.path.unlink(missing_ok=True)
