from django.db import models, transaction

from officers.models import LogEntry, Logged, StaleRecord


class Versioned(Logged):
    """A row that is changed as it was shown in a version, with its log entry, so that the second of two is told."""

    version = models.PositiveIntegerField("版次", default=1)

    class Meta:
        abstract = True

    def begin(self, actor, action, note=""):
        """Write this new row with its log entry. Raises IntegrityError where it breaks a law of the database."""
        with transaction.atomic():
            self.save(force_insert=True)
            LogEntry.write(actor, action, record=self, after=self.as_logged(), note=note)
        return self

    def change(self, actor, version, action, changes, note=""):
        """Set the fields of `changes`, of the row as it was shown in `version`. Raises StaleRecord, IntegrityError."""
        before = self.as_logged()
        with transaction.atomic():
            standing = type(self)._base_manager.filter(pk=self.pk, version=version)
            if not standing.update(**changes, version=version + 1):
                raise StaleRecord(self)
            for name, value in changes.items():
                setattr(self, name, value)
            self.version = version + 1
            LogEntry.write(actor, action, record=self, before=before, after=self.as_logged(), note=note)
        return self
