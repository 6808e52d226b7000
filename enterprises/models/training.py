from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Q

from officers.models import Fact, LogEntry, ScopedQuerySet


class TrainingQuerySet(ScopedQuerySet):
    def own_rows(self, grant):
        own = {"officer": Q(officer__user_id=grant.user_id), "deputy": Q(deputy__user_id=grant.user_id)}.get(grant.role)
        if own is None:
            return None
        attended = Attendance.objects.filter(own, training=OuterRef("pk"))
        return Q(Exists(attended), voided_at__isnull=True, district_id__in=grant.reach)


class Training(Fact):
    """业务培训: one session the office held for officers and deputies (保障措施三). It carries no points."""

    date = models.DateField("日期")
    topic = models.CharField("主题", max_length=120)
    place = models.CharField("地点", max_length=80, blank=True)
    hours = models.DecimalField("学时", max_digits=4, decimal_places=1)

    objects = TrainingQuerySet.as_manager()
    logged = ("date", "topic", "place", "hours")

    class Meta(Fact.Meta):
        verbose_name = "业务培训"
        verbose_name_plural = verbose_name
        ordering = ["date", "pk"]
        constraints = [
            *Fact.Meta.constraints,
            models.UniqueConstraint(
                fields=["district", "date", "topic"],
                condition=Q(voided_at__isnull=True),
                name="training_once",
                violation_error_message="这一天已有同一主题的培训",
            ),
            models.CheckConstraint(
                condition=Q(hours__gt=0),
                name="training_hours_positive",
                violation_error_message="学时须大于0",
            ),
        ]

    def __str__(self):
        return f"{self.date:%Y-%m-%d} {self.topic}"

    def stamp(self):
        self.year = self.date.year
        return self

    #: the roll that is being written, for the log
    called = None

    def as_logged(self):
        """With who came, by name, so that a corrected attendance shows in the log."""
        roll = self.roll() if self.called is None and self.pk else self.called or ()
        return {**super().as_logged(), "attendance": {str(one.person): one.told for one in roll}}

    def roll(self):
        """Who was called, officers first, each with how they came. One query."""
        return self.attendances.select_related("officer__unit", "deputy__unit").order_by(
            F("deputy_id").asc(nulls_first=True), "pk"
        )

    def concerns(self, user):
        """Whether its roll speaks of the person: who is on it does not void it."""
        return self.attendances.filter(Q(officer__user=user) | Q(deputy__user=user)).exists()

    def hold(self, actor, roll):
        """Enter this new session with its roll of unsaved attendances, in one transaction. Returns it."""
        with transaction.atomic():
            self.called = roll
            self.enter(actor)
            self._write(roll)
        return self

    def correct_roll(self, actor, version, roll, **changes):
        """Correct the session and put `roll` in place of the one that stands. Returns it.

        Raises StaleRecord when somebody was faster.
        """
        with transaction.atomic():
            before = self.as_logged()
            self._change(version, changes)
            self.attendances.all().delete()
            self._write(roll)
            LogEntry.write(actor, "更正业务培训", record=self, before=before, after=self.as_logged())
        return self

    def _write(self, roll):
        self.called = roll
        for one in roll:
            one.training, one.district_id = self, self.district_id
        Attendance.objects.bulk_create(roll)


class AttendanceQuerySet(ScopedQuerySet):
    def own_rows(self, grant):
        own = {"officer": Q(officer__user_id=grant.user_id), "deputy": Q(deputy__user_id=grant.user_id)}.get(grant.role)
        return own & Q(district_id__in=grant.reach) if own is not None else None


class Attendance(models.Model):
    """How one officer or deputy came to one session. It is corrected with its session, whose version guards it."""

    class State(models.TextChoices):
        PRESENT = "present", "到"
        LEAVE = "leave", "请假"
        ABSENT = "absent", "缺"

    district = models.ForeignKey("officers.District", verbose_name="地区", on_delete=models.PROTECT, db_index=False)
    training = models.ForeignKey(Training, verbose_name="培训", on_delete=models.PROTECT, related_name="attendances")
    officer = models.ForeignKey(
        "officers.Officer", verbose_name="首席服务官", null=True, blank=True, on_delete=models.PROTECT
    )
    deputy = models.ForeignKey(
        "officers.Deputy", verbose_name="分包人", null=True, blank=True, on_delete=models.PROTECT
    )
    state = models.CharField("签到", max_length=8, choices=State.choices)
    reason = models.CharField("请假事由", max_length=100, blank=True)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = "培训签到"
        verbose_name_plural = verbose_name
        constraints = [
            models.CheckConstraint(
                condition=Q(officer__isnull=False, deputy__isnull=True) | Q(officer__isnull=True, deputy__isnull=False),
                name="attendance_one_person",
                violation_error_message="签到须且只须有一个人",
            ),
            models.UniqueConstraint(
                fields=["training", "officer"],
                name="attendance_once_officer",
                violation_error_message="同一首席服务官在一次培训中只能签到一次",
            ),
            models.UniqueConstraint(
                fields=["training", "deputy"],
                name="attendance_once_deputy",
                violation_error_message="同一分包人在一次培训中只能签到一次",
            ),
            models.CheckConstraint(
                condition=Q(state="leave") ^ Q(reason=""),
                name="attendance_leave_has_reason",
                violation_error_message="请假须写明事由，到和缺不写事由",
            ),
        ]

    def __str__(self):
        return f"{self.person} {self.told}"

    @property
    def person(self):
        return self.officer or self.deputy

    @property
    def told(self):
        """到, 缺, or 请假（开会）."""
        return f"{self.get_state_display()}（{self.reason}）" if self.reason else self.get_state_display()
