from django.conf import settings
from django.db import models

from .scope import ScopedQuerySet


class Logged(models.Model):
    """A record whose changes stand in the log with some of its fields before and after."""

    #: the fields whose values before and after a change stand in the log
    logged: tuple[str, ...] = ()

    class Meta:
        abstract = True

    def as_logged(self):
        """The `logged` fields as the log keeps them: JSON-able, by field name."""
        values = {name: self._meta.get_field(name).value_from_object(self) for name in self.logged}
        return {
            name: value if isinstance(value, bool | int | str | None) else str(value) for name, value in values.items()
        }


class LogQuerySet(ScopedQuerySet):
    district_readers = frozenset({"admin", "office_director", "oversight"})


class LogEntry(models.Model):
    """Who did what to which record, from where, with the listed fields before and after. Append-only.

    It is written in the transaction of the change itself, so that neither exists without the other. It never holds
    survey answers, secrets or whole imports: an import is one entry with the file's digest.
    """

    append_only = True

    at = models.DateTimeField("时间")
    district = models.ForeignKey("officers.District", verbose_name="地区", null=True, on_delete=models.PROTECT)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="账号", null=True, on_delete=models.PROTECT, related_name="+"
    )
    actor = models.CharField("操作人", max_length=80)
    address = models.CharField("来源地址", max_length=45, blank=True)
    action = models.CharField("操作", max_length=40)
    record_type = models.CharField("对象类别", max_length=40, blank=True)
    record_id = models.CharField("对象编号", max_length=64, blank=True)
    record_label = models.CharField("对象", max_length=200, blank=True)
    before = models.JSONField("改前", null=True)
    after = models.JSONField("改后", null=True)
    note = models.CharField("说明", max_length=500, blank=True)

    objects = LogQuerySet.as_manager()

    class Meta:
        verbose_name = "日志"
        verbose_name_plural = verbose_name
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["district", "-at"], name="log_recent"),
            models.Index(fields=["record_type", "record_id"], name="log_record"),
        ]

    def __str__(self):
        return f"{self.actor} {self.action} {self.record_label}"

    @classmethod
    def write(cls, actor, action, *, record=None, before=None, after=None, note="", district=None):
        """Append one entry; call it inside the transaction of the change.

        `actor` is an `Actor` (who, when, from where); `record` the changed row, `before` and `after` JSON-able dicts.
        """
        return cls.objects.create(
            at=actor.at,
            district=district or getattr(record, "district", None),
            user=actor.user,
            actor=actor.name,
            address=actor.address,
            action=action,
            record_type=record._meta.label_lower if record is not None else "",
            record_id=str(record.pk) if record is not None else "",
            record_label=str(record)[:200] if record is not None else "",
            before=before,
            after=after,
            note=note[:500],
        )
