import uuid
from pathlib import Path

from django.conf import settings
from django.db import models
from django.db.models import Q

from .fact import Fact
from .scope import ScopedQuerySet


class AttachmentQuerySet(ScopedQuerySet):
    """Of attachments by themselves the office and the leaders see all. Everybody else sees those of the records that
    they see, and asks for them there: an attachment does not know what it belongs to."""

    def valid(self):
        """Those that are not void."""
        return self.filter(voided_at__isnull=True)


class Attachment(Fact):
    """附件: a file added to a record: what it is called, how long it is, its digest. Void, it is shown to nobody.

    Its bytes lie under MEDIA_ROOT by a name of our own; only a view that has asked for the record gives them out.
    """

    class Kind(models.TextChoices):
        PDF = "pdf", "PDF"
        JPG = "jpg", "JPG"
        PNG = "png", "PNG"
        DOCX = "docx", "Word"
        XLSX = "xlsx", "Excel"

    file_id = models.UUIDField(default=uuid.uuid4, editable=False)
    name = models.CharField("文件名", max_length=200)
    kind = models.CharField("类型", max_length=4, choices=Kind.choices)
    size = models.PositiveIntegerField("大小")
    sha256 = models.CharField("SHA-256", max_length=64)

    objects = AttachmentQuerySet.as_manager()
    logged = ("name", "kind", "size", "sha256")

    class Meta(Fact.Meta):
        verbose_name = "附件"
        verbose_name_plural = verbose_name
        ordering = ["pk"]
        constraints = [
            *Fact.Meta.constraints,
            models.UniqueConstraint(
                fields=["file_id"], name="attachment_file_once", violation_error_message="一个文件只属于一个附件"
            ),
            models.CheckConstraint(
                condition=Q(size__gt=0), name="attachment_not_empty", violation_error_message="附件不能是空文件"
            ),
        ]

    def __str__(self):
        return self.name

    @staticmethod
    def folder():
        """Where the bytes lie; made when it is first needed. Raises OSError where it cannot be made."""
        found = Path(settings.MEDIA_ROOT) / "attachments"
        found.mkdir(parents=True, exist_ok=True)
        return found

    @property
    def path(self):
        """Where this attachment's bytes lie. The name says nothing of what is in them."""
        return self.folder() / str(self.file_id)
