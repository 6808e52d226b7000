from django.db import models
from django.db.models import Q

from officers.models import Outgoing, OutgoingQuerySet

from .invitation import Invitation


class LetterQuerySet(OutgoingQuerySet):
    district_readers = frozenset({"office_director", "office_staff"})

    def standing(self):
        """Those that have left, are to leave, or may have: what they speak of is not sent again by itself."""
        return self.exclude(state__in=(Outgoing.State.FAILED, Outgoing.State.DROPPED))


class Letter(Outgoing):
    """一封邮件 with a firm's link. Neither the link nor the address stands here: both are looked up when it is sent.

    The key keeps it from being made twice: whose link, of which generation, why, and the how-manieth try.
    """

    class Kind(models.TextChoices):
        INVITE = "invite", "邀请"
        REMINDER = "reminder", "提醒"

    district = models.ForeignKey("officers.District", verbose_name="地区", on_delete=models.PROTECT)
    invitation = models.ForeignKey(Invitation, verbose_name="邀请", on_delete=models.PROTECT, related_name="letters")
    generation = models.PositiveIntegerField("链接版次")
    kind = models.CharField("类别", max_length=8, choices=Kind.choices)
    number = models.PositiveSmallIntegerField("第几次")

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = "调查邮件"
        verbose_name_plural = verbose_name
        ordering = ["-pk"]
        indexes = [models.Index(fields=["not_before"], condition=Q(state="waiting"), name="letter_waiting")]
        constraints = [
            models.UniqueConstraint(
                fields=["invitation", "generation", "kind", "number"],
                name="letter_once",
                violation_error_message="这封邮件已经排队",
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()} 第{self.number}次"
