from datetime import date

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q

from ..workdays import Calendar, DayEntry
from .fact import Fact
from .log import LogEntry
from .scope import ScopedQuerySet


class WorkDayQuerySet(ScopedQuerySet):
    def scope_of(self, grant):
        """The calendar is no secret: whoever has a grant in the district sees it."""
        return Q(district_id__in=grant.reach)

    def calendar(self, district, change=None):
        """The district's `Calendar`: its own days over the published arrangements (G3). Two queries.

        With a pending `change`: as it would be once that is approved.
        """
        entries = {
            day: DayEntry(is_workday, note)
            for day, is_workday, note in self.filter(district=district)
            .order_by("day")
            .values_list("day", "is_workday", "note")
        }
        arranged = CalendarChange.objects.in_force().filter(district=district, scope=CalendarChange.Scope.YEAR)
        confirmed = set(arranged.values_list("year", flat=True))
        if change is not None:
            for day, entry in change.superseded().items():
                if entries.get(day) == entry:
                    del entries[day]
            entries |= change.entries
            confirmed |= {change.year} if change.scope == CalendarChange.Scope.YEAR else set()
        return Calendar(entries, confirmed_years=frozenset(confirmed))


class WorkDay(models.Model):
    """One day on which the district's calendar says something of its own (工作日历)."""

    district = models.ForeignKey("officers.District", verbose_name="地区", on_delete=models.PROTECT)
    day = models.DateField("日期")
    is_workday = models.BooleanField("是否工作日")
    note = models.CharField("说明", max_length=60, blank=True)

    objects = WorkDayQuerySet.as_manager()

    class Meta:
        verbose_name = "工作日历"
        verbose_name_plural = verbose_name
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(
                fields=["district", "day"], name="workday_once", violation_error_message="这一天已有日历记录"
            )
        ]

    def __str__(self):
        return f"{self.day:%Y-%m-%d} {'工作日' if self.is_workday else '休息'}"


class CalendarChangeQuerySet(ScopedQuerySet):
    def scope_of(self, grant):
        return Q(district_id__in=grant.reach)

    def in_force(self):
        """Approved ones; a later one stands over an earlier one."""
        return self.filter(approved_at__isnull=False, voided_at__isnull=True).order_by("approved_at", "pk")

    def pending(self):
        """Entered, and neither approved nor taken back."""
        return self.filter(approved_at__isnull=True, voided_at__isnull=True)


class CalendarChange(Fact):
    """日历变更: a year's arrangement, or single days of the district's own, as a document says. Nothing of it counts
    before somebody else has approved it; then its days become `WorkDay`s.

    `year` is the calendar year it is about. `days` by their date: [whether a working day, why]. `moved` is the list of
    deadlines that the approval moved, as it was shown to the approver.
    """

    class Scope(models.TextChoices):
        YEAR = "year", "年度放假安排"
        DAYS = "days", "个别日期"

    scope = models.CharField("类别", max_length=4, choices=Scope.choices)
    document_no = models.CharField("文号", max_length=60)
    days = models.JSONField("日期", default=dict)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="复核人", null=True, on_delete=models.PROTECT, related_name="+"
    )
    approved_at = models.DateTimeField("复核时间", null=True)
    moved = models.JSONField("变动的截止日", null=True)

    objects = CalendarChangeQuerySet.as_manager()
    logged = ("year", "scope", "document_no", "days")

    class Meta(Fact.Meta):
        verbose_name = "日历变更"
        verbose_name_plural = verbose_name
        ordering = ["-pk"]
        constraints = [
            *Fact.Meta.constraints,
            models.UniqueConstraint(
                fields=["district", "year"],
                condition=Q(scope="year", approved_at__isnull=True, voided_at__isnull=True),
                name="calendar_one_pending_year",
                violation_error_message="这一年度已有待复核的放假安排，请先复核或退回",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("entered_by")),
                name="calendar_two_people",
                violation_error_message="放假安排须由录入人以外的人复核",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True, approved_at__isnull=True)
                | Q(approved_by__isnull=False, approved_at__isnull=False, entered_by__isnull=False),
                name="calendar_approved_by_somebody",
                violation_error_message="复核须有录入人和复核人",
            ),
            models.CheckConstraint(
                condition=~Q(document_no=""),
                name="calendar_has_document",
                violation_error_message="日历变更须写明文号",
            ),
        ]

    def __str__(self):
        return f"{self.year}年{self.get_scope_display()}"

    @property
    def entries(self):
        """Its days as {date: DayEntry}, in order."""
        return {date.fromisoformat(day): DayEntry(*told) for day, told in sorted(self.days.items())}

    @property
    def is_pending(self):
        return self.approved_at is None and not self.is_void

    def superseded(self):
        """The days of the year's earlier arrangement that this one no longer names, as {date: DayEntry}."""
        if self.scope != self.Scope.YEAR:
            return {}
        earlier = CalendarChange.objects.in_force().filter(
            district_id=self.district_id, year=self.year, scope=self.Scope.YEAR
        )
        last = earlier.exclude(pk=self.pk).last()
        return {day: entry for day, entry in last.entries.items() if day not in self.entries} if last else {}

    def approve(self, actor, version, moved):
        """Let its days count from now on, in one transaction; `moved` is kept with it. Returns the record.

        Raises StaleRecord when somebody was faster, IntegrityError when it is approved by who entered it.
        """
        dropped, changes = self.superseded(), {"approved_by": actor.user, "approved_at": actor.at, "moved": moved}
        with transaction.atomic():
            self._change(version, changes)
            for day, entry in dropped.items():  # a day that was changed since by another order stays
                said = {"is_workday": entry.is_workday, "note": entry.note}
                WorkDay.objects.filter(district_id=self.district_id, day=day, **said).delete()
            for day, entry in self.entries.items():
                WorkDay.objects.update_or_create(
                    district_id=self.district_id,
                    day=day,
                    defaults={"is_workday": entry.is_workday, "note": entry.note},
                )
            note = f"{self.document_no}，{len(self.days)}天，变动截止日{len(moved)}处"
            LogEntry.write(actor, f"复核{self._meta.verbose_name}", record=self, after=self.as_logged(), note=note)
        return self
