import uuid
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import models
from django.db.models import Q

from ..keeping import write_whole
from .scope import ScopedQuerySet

#: how long a workbook waits for the office to decide, and the rows that were left out for it to fetch them
WAITS, REJECTED_STAYS = timedelta(days=14), timedelta(days=30)


class UploadQuerySet(ScopedQuerySet):
    #: a workbook shows everything of a district: the office alone handles it
    district_readers = frozenset({"office_director", "office_staff"})

    def under_way(self):
        """Workbooks that are looked at, wait for a decision or come in."""
        return self.filter(state__in=Upload.UNDER_WAY)

    def waiting(self):
        """Workbooks that were checked and wait for the office to import or drop them."""
        return self.filter(state=Upload.State.CHECKED)

    def listed(self):
        """For lists: without the reports, which may be long."""
        return self.defer("report", "outcome").select_related("district", "uploaded_by", "job")


class Upload(models.Model):
    """A workbook that the office has handed in: who and when, its digest, what the check found, what became of it.

    Its bytes lie under MEDIA_ROOT by a name of our own and are never served. They go when the workbook has come in,
    is dropped, or has waited too long; the row stays as the history.
    """

    class State(models.TextChoices):
        CHECKING = "checking", "检查中"
        REFUSED = "refused", "不能读取"
        CHECKED = "checked", "待导入"
        IMPORTING = "importing", "导入中"
        IMPORTED = "imported", "已导入"
        DROPPED = "dropped", "已移除"
        EXPIRED = "expired", "已过期"

    class Mode(models.TextChoices):
        ALL = "all", "全部正确才导入"
        CLEAN = "clean", "只导入正确的行"

    UNDER_WAY = (State.CHECKING, State.CHECKED, State.IMPORTING)

    district = models.ForeignKey("officers.District", verbose_name="地区", on_delete=models.PROTECT)
    file_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField("文件名", max_length=200)
    size = models.PositiveIntegerField("大小")
    sha256 = models.CharField("SHA-256", max_length=64)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="上传人", null=True, on_delete=models.PROTECT, related_name="+"
    )
    uploaded_at = models.DateTimeField("上传时间")
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.CHECKING)
    job = models.ForeignKey("officers.Job", null=True, on_delete=models.PROTECT, related_name="uploads")
    report = models.JSONField("检查结果", default=dict)
    error_count = models.PositiveIntegerField("错误", default=0)
    mode = models.CharField("导入方式", max_length=5, choices=Mode.choices, blank=True)
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="导入人", null=True, on_delete=models.PROTECT, related_name="+"
    )
    imported_at = models.DateTimeField("导入时间", null=True)
    outcome = models.JSONField("导入结果", default=dict)
    rejected_id = models.UUIDField(null=True, editable=False)

    objects = UploadQuerySet.as_manager()

    class Meta:
        verbose_name = "上传的工作簿"
        verbose_name_plural = verbose_name
        ordering = ["-pk"]
        indexes = [models.Index(fields=["district", "-id"], name="upload_recent")]
        constraints = [
            models.UniqueConstraint(
                fields=["district", "sha256"],
                condition=Q(state__in=["checking", "checked", "importing"]),
                name="upload_one_under_way",
                violation_error_message="同一个文件正在检查或等待导入",
            )
        ]

    def __str__(self):
        return self.name

    @staticmethod
    def folder():
        """Where the bytes lie; made when it is first needed."""
        found = Path(settings.MEDIA_ROOT) / "uploads"
        found.mkdir(parents=True, exist_ok=True)
        return found

    @property
    def path(self):
        """Where this workbook's bytes lie while they are kept."""
        return self.folder() / f"{self.file_id}.xlsx"

    @property
    def rejected_path(self):
        """Where the rows that were left out lie, or None."""
        return self.folder() / f"{self.rejected_id}.xlsx" if self.rejected_id else None

    @property
    def is_stuck(self):
        """Whether the job that should carry it on has ended without doing so."""
        return self.state in (self.State.CHECKING, self.State.IMPORTING) and (
            self.job is None or self.job.state in ("failed", "cancelled")
        )

    @property
    def waits_until(self):
        """The moment from which the bytes of an undecided workbook may be removed."""
        return self.uploaded_at + WAITS

    def keep(self, chunks):
        """Write the bytes, whole or not at all, and note size and digest. `chunks` yields bytes."""
        self.size, self.sha256 = write_whole(self.path, chunks)

    def forget(self):
        """Remove the bytes."""
        self.path.unlink(missing_ok=True)

    def move(self, state, *, among, **changes):
        """Go on to `state` with `changes`, if the workbook still is in one of `among`. Says whether it did."""
        changes["state"] = state
        moved = Upload.objects.filter(pk=self.pk, state__in=among).update(**changes)
        if moved:
            for name, value in changes.items():
                setattr(self, name, value)
        return bool(moved)
