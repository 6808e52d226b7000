from django.db import models, transaction

from .log import LogEntry
from .scope import ScopedQuerySet


class DistrictQuerySet(ScopedQuerySet):
    def scope_of(self, grant):
        return models.Q(pk__in=grant.reach)

    def only_one(self):
        """The district when exactly one exists, else None: commands may then leave it out."""
        found = list(self.order_by("pk")[:2])
        return found[0] if len(found) == 1 else None


class District(models.Model):
    """An area that runs the system by itself: 省、市 or 区, as a tree. Every fact carries one."""

    code = models.CharField("代码", max_length=20, unique=True)
    name = models.CharField("名称", max_length=60)
    parent = models.ForeignKey(
        "self", verbose_name="上级", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    path = models.CharField(max_length=200, editable=False, db_index=True)
    is_demo = models.BooleanField("演示区", default=False)
    late_entry_days = models.PositiveSmallIntegerField(
        "补录期限（天）", default=7, help_text="走访后多少天内可由本人补记；以后由办公室写明原因补录"
    )

    objects = DistrictQuerySet.as_manager()

    class Meta:
        verbose_name = "地区"
        verbose_name_plural = verbose_name
        ordering = ["code"]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        above = self.parent.path if self.parent_id else "/"
        self.path = f"{above}{self.code}/"
        super().save(*args, **kwargs)

    def allow_late_entry(self, days, actor):
        """Set how many days after a visit its own people may still enter it."""
        with transaction.atomic():
            before = {"late_entry_days": self.late_entry_days}
            self.late_entry_days = days
            self.save(update_fields=["late_entry_days"])
            LogEntry.write(
                actor, "设定补录期限", record=self, district=self, before=before, after={"late_entry_days": days}
            )
