from django.conf import settings
from django.db import models

from officers.models import ScopedQuerySet

from .survey import Survey


class HandoutQuerySet(ScopedQuerySet):
    district_readers = frozenset({"office_director", "office_staff"})


class Handout(models.Model):
    """一批: the links that were printed or listed together, so that they can be marked as delivered together.

    `links` says whose they are: [place, generation] of each, never the link itself.
    """

    class Kind(models.TextChoices):
        SLIPS = "slips", "纸条"
        LIST = "list", "短信名单"
        REMINDER = "reminder", "短信提醒名单"

    district = models.ForeignKey("officers.District", verbose_name="地区", on_delete=models.PROTECT)
    survey = models.ForeignKey(Survey, verbose_name="调查", on_delete=models.PROTECT, related_name="handouts")
    kind = models.CharField("类别", max_length=8, choices=Kind.choices)
    made_at = models.DateTimeField("时间")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="经办人", null=True, on_delete=models.PROTECT, related_name="+"
    )
    count = models.PositiveIntegerField("家数")
    links = models.JSONField("序号和版次")
    delivered_at = models.DateTimeField("标记送达时间", null=True, blank=True)

    objects = HandoutQuerySet.as_manager()

    class Meta:
        verbose_name = "发放批次"
        verbose_name_plural = verbose_name
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.get_kind_display()} {self.count}家"
