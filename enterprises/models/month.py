from django.conf import settings
from django.db import models, transaction
from django.db.models import Q

from officers.models import LogEntry, RecordCounter, ScopedQuerySet
from officers.periods import month_end

#: the counter from which every new visit takes its number: who holds its row lets no visit in meanwhile
HELD = "visit"


class ClosedMonthQuerySet(ScopedQuerySet):
    def standing(self):
        """Those that have not been reopened."""
        return self.filter(reopened_at__isnull=True)

    def over(self, district_id, day):
        """The closing that stands over `day` in the district, at most one."""
        return self.standing().filter(district_id=district_id, starts__lte=day, ends__gte=day)


class ClosedMonth(models.Model):
    """月结: in a closed month nobody enters, voids or corrects a visit until the month is reopened with a reason.

    Each closing is a row of its own and stays, so that the history tells how often a month was opened again.
    A trigger on the visits holds the same law.
    """

    district = models.ForeignKey("officers.District", verbose_name="地区", on_delete=models.PROTECT, db_index=False)
    starts = models.DateField("月份")
    ends = models.DateField(editable=False)
    closed_at = models.DateTimeField("月结时间")
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="月结人",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    reopened_at = models.DateTimeField("重开时间", null=True, blank=True)
    reopened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="重开人",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    reopen_reason = models.CharField("重开原因", max_length=200, blank=True)

    objects = ClosedMonthQuerySet.as_manager()

    class Meta:
        verbose_name = "月结"
        verbose_name_plural = verbose_name
        ordering = ["-starts", "-closed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["district", "starts"],
                condition=Q(reopened_at__isnull=True),
                name="month_closed_once",
                violation_error_message="这个月已经月结",
            ),
            models.CheckConstraint(
                condition=Q(reopened_at__isnull=True, reopen_reason="")
                | (Q(reopened_at__isnull=False) & ~Q(reopen_reason="")),
                name="month_reopened_with_reason",
                violation_error_message="重开月份须写明原因",
            ),
        ]

    def __str__(self):
        return f"{self.starts.year}年{self.starts.month}月"

    @classmethod
    def close(cls, district, month, actor):
        """Close the month that begins on `month`. Returns the closing.

        Visits being saved at this moment are waited for: whoever comes after them finds the month closed. Raises
        IntegrityError when the month is closed already.
        """
        with transaction.atomic():
            RecordCounter.reserve(district.pk, HELD, month.year, 0)
            closed = cls.objects.create(
                district=district,
                starts=month,
                ends=month_end(month.year, month.month),
                closed_at=actor.at,
                closed_by=actor.user,
            )
            LogEntry.write(actor, "月结", record=closed)
        return closed

    def reopen(self, actor, reason):
        """Let visits of the month be entered, voided and corrected again. Returns whether it was still closed."""
        with transaction.atomic():
            standing = type(self).objects.standing().filter(pk=self.pk)
            found = standing.update(reopened_at=actor.at, reopened_by=actor.user, reopen_reason=reason)
            if found:
                LogEntry.write(actor, "重开月份", record=self, note=reason)
        return bool(found)
