import json
from datetime import date, datetime

from django.apps import apps
from django.conf import settings
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import Case, Q, Value, When

from ..phones import is_number, masked, masked_address, masked_within
from ..words import full
from .scope import ScopedQuerySet

PHONE = "phone"  # what every model calls its telephone number
EMAIL = "email"  # and its e-mail address


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
    phone_readers = frozenset({"admin", "office_director"})

    def scope_of(self, grant):
        """What belongs to no district (a try at an unknown name) is read by administrators at the top of a tree."""
        condition = super().scope_of(grant)
        if grant.role == "admin" and grant.district.parent_id is None:
            return condition | Q(district__isnull=True)
        return condition

    def _phones_of(self, grant):
        return self.scope_of(grant) if grant.role in self.phone_readers else None

    def told_to(self, user):
        """The entries `user` may see, each knowing whether its telephone numbers are told in full (T72)."""
        in_full = [part for part in map(self._phones_of, user.active_grants) if part is not None]
        whether = Case(*(When(part, then=Value(True)) for part in in_full), default=Value(False))
        return self.visible_to(user).annotate(in_full=whether)

    def for_who_serves(self):
        """Without the log of apps that tell of single firms' answers: for readers who also serve firms (T20)."""
        found = self
        for config in apps.get_app_configs():
            if getattr(config, "log_is_for_impartial", False):
                found = found.exclude(record_type__startswith=f"{config.label}.")
        return found

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

    #: whether telephone numbers are told in full: `told_to` says it of each entry, and without it they are not
    in_full = False

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
        """What the entry says of the fields, in words: (name, before, after) of each, None where it says nothing.

        Unless it is told in full, telephone numbers are masked, those within other words too.
        """
        before, after = self.before or {}, self.after or {}
        model = self._model()
        return [
            (_field_name(model, key), self._told(model, key, before), self._told(model, key, after))
            for key in dict.fromkeys([*before, *after])
            if before.get(key) != after.get(key)
        ]

    def said(self):
        """The entry's note, telephone numbers as in `changes`."""
        return self.note if self.in_full else masked_within(self.note)

    def label(self):
        """The name of the record, telephone numbers as in `changes`."""
        return self.record_label if self.in_full else masked_within(self.record_label)

    def _told(self, model, key, values):
        text = _value(model, key, values)
        if self.in_full or text is None:
            return text
        if key == EMAIL and "@" in text:
            return masked_address(text)
        return masked(text) if key == PHONE and is_number(text) else masked_within(text)

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
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(field, models.DateField):
        return _day(value)
    words = dict(field.flatchoices) if field and field.choices else {}
    return str(words.get(value, value))


def _day(value):
    """A day or a moment as it is written: 2021年3月5日, 2021年3月5日 15:09:07; as it stands where it is neither."""
    try:
        if len(value) == len("2021-03-05"):
            return full(date.fromisoformat(value))
        moment = datetime.fromisoformat(value).astimezone()
    except (TypeError, ValueError):
        return str(value)
    return f"{full(moment.date())} {moment:%H:%M:%S}"


def _field(model, key):
    try:
        return model._meta.get_field(key) if model else None
    except FieldDoesNotExist:
        return None
