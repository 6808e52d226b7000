from django.conf import settings
from django.db import models
from django.db.models import Q

from .invitation import Invitation
from .survey import Survey
from .telephone import OfficeQuerySet
from .versioned import Versioned


class FlagQuerySet(OfficeQuerySet):
    def open(self):
        """Those that nobody has looked at since they were found, grew or had a newer answer."""
        return self.filter(looked_at__isnull=True)


class Flag(Versioned):
    """疑点: firms whose answers came from one place or one telephone. It says so, changes no score, and a person looks.

    Which place it was is not kept: neither an address nor a device, and no hash of them.
    """

    class Rule(models.TextChoices):
        DEVICE = "device", "同一部手机"
        MINUTE = "minute", "同一网络、前后相连"
        ADDRESS = "address", "同一网络、同一人结对"

    district = models.ForeignKey("officers.District", verbose_name="地区", on_delete=models.PROTECT)
    survey = models.ForeignKey(Survey, verbose_name="调查", on_delete=models.PROTECT, related_name="flags")
    rule = models.CharField("规则", max_length=7, choices=Rule.choices)
    invitations = models.ManyToManyField(Invitation, verbose_name="涉及企业", related_name="flags")
    sentence = models.CharField("情况", max_length=200)
    found_at = models.DateTimeField("发现时间")
    looked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="核看人", null=True, on_delete=models.PROTECT, related_name="+"
    )
    looked_at = models.DateTimeField("核看时间", null=True)
    note = models.CharField("核看意见", max_length=200, blank=True)

    objects = FlagQuerySet.as_manager()
    logged = ("rule", "sentence", "note")

    class Meta:
        verbose_name = "疑点"
        verbose_name_plural = verbose_name
        ordering = ["found_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(looked_at__isnull=True, note="") | (Q(looked_at__isnull=False) & ~Q(note="")),
                name="flag_looked_at_says_what",
                violation_error_message="核看须写明意见",
            ),
        ]

    def __str__(self):
        return f"{self.survey} 疑点{self.pk}"

    def look(self, actor, version, note):
        """核看: what a person makes of it. Raises StaleRecord."""
        changes = {"looked_by": actor.user, "looked_at": actor.at, "note": note}
        return self.change(actor, version, "核看满意度疑点", changes)
