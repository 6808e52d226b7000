from django.conf import settings
from django.db import models
from django.db.models import F, Q

from officers.models import ScopedQuerySet

from .invitation import Invitation
from .versioned import Versioned


class OfficeQuerySet(ScopedQuerySet):
    """For the office that runs the round alone: who answered, who was called back, what is doubted."""

    district_readers = frozenset({"office_director", "office_staff"})


class TelephoneQuerySet(OfficeQuerySet):
    def pending(self):
        """Those that nobody has decided on."""
        return self.filter(state=TelephoneReply.State.PENDING)


class TelephoneReply(Versioned):
    """电话答复: what a firm said on the telephone, until another person confirms or rejects it.

    `body` holds the answers only as long as that is open; a decision empties it, and no page shows it again.
    """

    class State(models.TextChoices):
        PENDING = "pending", "待复核"
        CONFIRMED = "confirmed", "已复核，计入"
        REJECTED = "rejected", "不予计入"
        OVERTAKEN = "overtaken", "企业已自行提交"
        LAPSED = "lapsed", "截止未复核，不计入"

    district = models.ForeignKey("officers.District", verbose_name="地区", on_delete=models.PROTECT)
    invitation = models.ForeignKey(
        Invitation, verbose_name="邀请", on_delete=models.PROTECT, related_name="telephone_replies"
    )
    #: JSON of the answers, as `surveys.telephone` packs them
    body = models.TextField("答复", blank=True)
    spoke_with = models.CharField("答复人", max_length=60)
    told_at = models.DateTimeField("通话时间")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="记录人", on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField("记录时间")
    state = models.CharField("状态", max_length=9, choices=State.choices, default=State.PENDING)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="复核人", null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField("复核时间", null=True)
    reason = models.CharField("原因", max_length=200, blank=True)

    objects = TelephoneQuerySet.as_manager()
    logged = ("spoke_with", "told_at", "state", "reason")  # never the answers

    class Meta:
        verbose_name = "电话答复"
        verbose_name_plural = verbose_name
        ordering = ["recorded_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["invitation"],
                condition=Q(state="pending"),
                name="telephone_one_pending",
                violation_error_message="这家企业已有一份电话答复待复核",
            ),
            models.CheckConstraint(
                condition=Q(state="pending", decided_at__isnull=True)
                | (~Q(state="pending") & Q(body="", decided_at__isnull=False)),
                name="telephone_decided_is_empty",
                violation_error_message="电话答复复核后不再保存答案",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("recorded_by")),
                name="telephone_decided_by_another",
                violation_error_message="电话答复须由记录人以外的人复核",
            ),
            models.CheckConstraint(
                condition=~Q(state="rejected") | ~Q(reason=""),
                name="telephone_rejected_with_reason",
                violation_error_message="不予计入须写明原因",
            ),
        ]

    def __str__(self):
        return f"{self.invitation} 电话答复"
