from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import Q

from officers.models import LogEntry, ScopedQuerySet, StaleRecord


class DecisionQuerySet(ScopedQuerySet):
    def of_year(self, district, year):
        """Everything decided on the officers of a district for a year, an officer's newest last."""
        return self.filter(district=district, year=year).order_by("officer_id", "sequence")


class CriticismDecision(models.Model):
    """通报意见: what the office means to do about an officer whose ledgers of a year came late or never came.

    One row a decision, each with its reason; the newest stands and the older ones remain. It criticises nobody: that
    is done by a document, which is entered as an `Honour`. `sequence` guards against two who decide at once.
    """

    append_only = True

    class Decision(models.TextChoices):
        REMINDED = "reminded", "已提醒"
        PROPOSED = "proposed", "拟通报"
        DROPPED = "dropped", "不通报"

    district = models.ForeignKey("officers.District", verbose_name="地区", on_delete=models.PROTECT)
    officer = models.ForeignKey("officers.Officer", verbose_name="首席服务官", on_delete=models.PROTECT, db_index=False)
    year = models.PositiveSmallIntegerField("年度")
    sequence = models.PositiveSmallIntegerField("次序")
    decision = models.CharField("意见", max_length=8, choices=Decision.choices)
    reason = models.CharField("理由", max_length=200)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="登记人", null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField("登记时间")

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = "通报意见"
        verbose_name_plural = verbose_name
        ordering = ["officer", "year", "sequence"]
        constraints = [
            models.UniqueConstraint(
                fields=["officer", "year", "sequence"],
                name="criticism_decision_once",
                violation_error_message="这位首席服务官这一年度的意见刚有人登记过",
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="criticism_decision_has_reason",
                violation_error_message="通报意见须写明理由",
            ),
        ]

    def __str__(self):
        return f"{self.officer} {self.year}年度 {self.get_decision_display()}"

    @classmethod
    def may_decide(cls, user, officer):
        """Whether the decision on `officer` is not one about oneself."""
        return officer.user_id is None or officer.user_id != user.pk

    def decide(self, actor, shown):
        """Write this decision after the `shown` ones that its author had seen, with its log entry. Returns it.

        Raises StaleRecord when another was written in the meantime, ValueError for a decision about oneself, and
        IntegrityError where a law of the database is broken; see `officers.laws.lawful`.
        """
        if actor.user and not self.may_decide(actor.user, self.officer):
            raise ValueError("nobody decides about themselves")
        self.sequence, self.decided_by, self.decided_at = shown + 1, actor.user, actor.at
        earlier = CriticismDecision.objects.filter(officer=self.officer, year=self.year)
        before = earlier.order_by("sequence").last()
        if (before.sequence if before else 0) != shown:
            raise StaleRecord(self)
        try:
            with transaction.atomic():
                self.save(force_insert=True)
                LogEntry.write(
                    actor,
                    "登记通报意见",
                    record=self,
                    before=before and before.as_logged(),
                    after=self.as_logged(),
                    note=self.reason,
                )
        except IntegrityError as error:
            if earlier.filter(sequence=self.sequence).exists():
                raise StaleRecord(self) from error
            raise
        return self

    def as_logged(self):
        """What the log keeps of it."""
        return {"decision": self.decision, "reason": self.reason}
