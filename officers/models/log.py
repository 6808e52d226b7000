from django.apps import apps
from django.conf import settings
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import Q

from .scope import ScopedQuerySet


class LogQuerySet(ScopedQuerySet):
    district_readers = frozenset({"admin", "office_director", "oversight"})

    def scope_of(self, grant):
        """What belongs to no district (a try at an unknown name) is read by administrators at the top of a tree."""
        condition = super().scope_of(grant)
        if grant.role == "admin" and grant.district.parent_id is None:
            return condition | Q(district__isnull=True)
        return condition

    def newest_first(self):
        """In the order of the index by time."""
        return self.order_by("-at", "-pk")

    def after(self, entry):
        """What comes after an entry, newest first: paging by key costs the same on every page."""
        return self.filter(at__lte=entry.at).exclude(at=entry.at, pk__gte=entry.pk)


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
            models.Index(fields=["-at", "-id"], name="log_by_time"),
            models.Index(fields=["record_type", "record_id"], name="log_record"),
        ]

    def __str__(self):
        return f"{self.actor} {self.action} {self.record_label}"

    def kind_of_record(self):
        """What the record is, in words; empty when the entry speaks of none."""
        model = self._model()
        return str(model._meta.verbose_name) if model else self.record_type

    def changes(self):
        """What the entry says of the fields, in words: (name, before, after) of each, None where it says nothing."""
        before, after = self.before or {}, self.after or {}
        model = self._model()
        return [
            (_field_name(model, key), _value(model, key, before), _value(model, key, after))
            for key in dict.fromkeys([*before, *after])
            if before.get(key) != after.get(key)
        ]

    def _model(self):
        try:
            return apps.get_model(self.record_type) if self.record_type else None
        except (LookupError, ValueError):
            return None  # a kind of record that a later release has no more

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


def _field_name(model, key):
    field = _field(model, key)
    return str(field.verbose_name) if field else key


def _value(model, key, values):
    if key not in values:
        return None
    value, field = values[key], _field(model, key)
    if value is None or value == "":
        return "空"
    if isinstance(value, bool):
        return "是" if value else "否"
    words = dict(field.flatchoices) if field and field.choices else {}
    return str(words.get(value, value))


def _field(model, key):
    try:
        return model._meta.get_field(key) if model else None
    except FieldDoesNotExist:
        return None
