from django.db import models

from .invitation import Invitation
from .response import NobodysQuerySet


class Trace(models.Model):
    """From where an answer came, as salted hashes that only tell equal from different; deleted when the round closes.

    The salt is the round's and lies outside the database, so the same phone has another hash in the next round.
    """

    invitation = models.OneToOneField(
        Invitation, verbose_name="邀请", primary_key=True, on_delete=models.PROTECT, related_name="trace"
    )
    address = models.CharField("来源", max_length=32)
    device = models.CharField("设备", max_length=32)
    at = models.DateTimeField("提交时间")

    objects = NobodysQuerySet.as_manager()

    class Meta:
        verbose_name = "填报来源"
        verbose_name_plural = verbose_name
        indexes = [
            models.Index(fields=["address"], name="trace_address"),
            models.Index(fields=["device"], name="trace_device"),
        ]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M}"
