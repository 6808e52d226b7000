from django.db import transaction

from .fact import StaleRecord
from .log import LogEntry, Logged


class Registered(Logged):
    """An entry of a register (unit, person, enterprise): never deleted, each change logged, no change lost.

    It has no version: workbooks rewrite entries by the thousand. A correction names the values that were shown instead.
    """

    class Meta:
        abstract = True

    def enter(self, actor):
        """Write this new entry with its log entry, in one transaction. Returns it.

        Raises IntegrityError where it breaks a law of the database; see `officers.laws.lawful`.
        """
        with transaction.atomic():
            self.save(force_insert=True)
            LogEntry.write(actor, f"登记{self._meta.verbose_name}", record=self, after=self.as_logged())
        return self

    def correct(self, actor, seen, **changes):
        """Change fields of the entry as it was shown: `seen` is what `as_logged` gave then. Returns the entry.

        Raises StaleRecord, with the entry as it stands now, when somebody was faster. What changes nothing writes
        nothing.
        """
        with transaction.atomic():
            standing = type(self)._base_manager.select_for_update().get(pk=self.pk)
            before = standing.as_logged()
            if before != seen:
                raise StaleRecord(standing)
            for name, value in changes.items():
                setattr(standing, name, value)
            if (after := standing.as_logged()) != before:
                standing.save()
                action = f"更正{self._meta.verbose_name}"
                LogEntry.write(actor, action, record=standing, before=before, after=after)
        return standing
