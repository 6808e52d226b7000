from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q

from ..workdays import local_day
from .log import LogEntry, Logged


class StaleRecord(Exception):
    """Somebody else has corrected or voided the record since it was shown; the message is a sentence for the user."""

    def __init__(self, record):
        super().__init__("这条记录刚被别人改过，没有保存。请看过新的内容后再改。")
        self.record = record


class RecordCounter(models.Model):
    """The last record number given out, per district, kind of record and year."""

    district = models.ForeignKey("officers.District", on_delete=models.PROTECT)
    kind = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["district", "kind", "year"], name="counter_once")]

    def __str__(self):
        return f"{self.kind} {self.year}"

    @classmethod
    def reserve(cls, district_id, kind, year, count=1):
        """Reserve `count` consecutive numbers and return the first; call inside a transaction.

        The UPDATE holds the row until the transaction ends, so numbers are neither doubled nor skipped.
        """
        rows = cls.objects.filter(district_id=district_id, kind=kind, year=year)
        if not rows.update(last=F("last") + count):
            cls.objects.bulk_create([cls(district_id=district_id, kind=kind, year=year)], ignore_conflicts=True)
            rows.update(last=F("last") + count)
        return rows.values_list("last", flat=True).get() - count + 1


class Fact(Logged):
    """A record of something that happened: numbered, versioned, perhaps void with a reason, never deleted.

    Who entered it is kept apart from whom it concerns. `version` rises with each correction, so that of two people
    who correct one record at once the second is told (no lost update).
    """

    # the record number's own index begins with the district; nobody asks for all that one account entered
    district = models.ForeignKey("officers.District", verbose_name="地区", on_delete=models.PROTECT, db_index=False)
    year = models.PositiveSmallIntegerField("编号年度")
    serial = models.PositiveIntegerField("编号")
    version = models.PositiveIntegerField("版次", default=1)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="录入人",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    entered_at = models.DateTimeField("录入时间")
    voided_at = models.DateTimeField("作废时间", null=True, blank=True)
    voided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="作废人",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    void_reason = models.CharField("作废原因", max_length=200, blank=True)

    #: whether the log repeats why a record is void; it stands in the record in any case
    logs_reasons = True

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(fields=["district", "year", "serial"], name="%(class)s_number_once"),
            models.CheckConstraint(
                condition=Q(voided_at__isnull=True, void_reason="") | (Q(voided_at__isnull=False) & ~Q(void_reason="")),
                name="%(class)s_void_has_reason",
                violation_error_message="作废须写明原因",
            ),
        ]

    @property
    def number(self):
        """The record number as printed: 2021-1187."""
        return f"{self.year}-{self.serial:04d}"

    @property
    def is_void(self):
        return self.voided_at is not None

    @classmethod
    def record_kind(cls):
        return cls._meta.model_name

    @classmethod
    def number_all(cls, records):
        """Give each unsaved record of one district its number, in the order given. Call inside a transaction."""
        waiting = {}
        for record in records:
            waiting.setdefault((record.district_id, record.year), []).append(record)
        for (district_id, year), rows in waiting.items():
            first = RecordCounter.reserve(district_id, cls.record_kind(), year, len(rows))
            for serial, record in enumerate(rows, start=first):
                record.serial = serial

    def stamp(self):
        """Fill what follows from the other fields, the record's year above all. Returns the record."""
        return self

    def enter(self, actor, note=""):
        """Write this new record with its number, its author and its log entry, in one transaction. Returns it.

        Raises IntegrityError where the record breaks a law of the database; see `officers.laws.lawful`.
        """
        with transaction.atomic():
            self.entered_by, self.entered_at = actor.user, actor.at
            self.stamp()
            if self.year is None:
                self.year = local_day(actor.at).year
            self.number_all([self])
            self.save(force_insert=True)
            action = f"登记{self._meta.verbose_name}"
            LogEntry.write(actor, action, record=self, after=self.as_logged(), note=note)
        return self

    def correct(self, actor, version, note="", **changes):
        """Change fields of a standing record, as it was shown in `version`. Returns the record.

        Raises StaleRecord when somebody was faster, IntegrityError where a law of the database is broken.
        """
        before = self.as_logged()
        with transaction.atomic():
            self._change(version, changes)
            action = f"更正{self._meta.verbose_name}"
            LogEntry.write(actor, action, record=self, before=before, after=self.as_logged(), note=note)
        return self

    def void(self, actor, version, reason):
        """Take a standing record out of what counts, with a reason; it stays visible. Returns the record.

        Raises StaleRecord when somebody was faster.
        """
        changes = {"voided_at": actor.at, "voided_by": actor.user, "void_reason": reason}
        with transaction.atomic():
            self._change(version, changes)
            action = f"作废{self._meta.verbose_name}"
            note = reason if self.logs_reasons else ""
            LogEntry.write(actor, action, record=self, before=self.as_logged(), note=note)
        return self

    def _change(self, version, changes):
        """Set the fields, in the database and here, if the record still stands in that version."""
        standing = type(self)._base_manager.filter(pk=self.pk, version=version, voided_at__isnull=True)
        if not standing.update(**changes, version=version + 1):
            raise StaleRecord(self)
        for name, value in changes.items():
            setattr(self, name, value)
        self.version = version + 1
