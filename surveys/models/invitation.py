from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Case, Count, Exists, OuterRef, Q, Value, When
from django.db.models.functions import TruncDate

from enterprises.models import Enterprise, Pairing
from officers.models import LogEntry, ScopedQuerySet
from officers.workdays import SHANGHAI, day_end, local_day

from .survey import Survey

#: of each firm and round: so often at most, and so many days apart
MOST_REMINDERS = 2
DAYS_APART = 3


class InvitationQuerySet(ScopedQuerySet):
    """Who was asked is for the office that runs the round, never for officers: they must not learn who answered."""

    district_readers = frozenset({"office_director", "office_staff"})

    def standing(self):
        """Those that were not withdrawn: what rates are counted over."""
        return self.filter(withdrawn_at__isnull=True)

    def open(self):
        """Those that can still be answered, as far as the round is open."""
        return self.standing().filter(submitted=False)

    def figures(self):
        """How many were asked, reached and have answered: counts alone, which leaders read too. One query."""
        return self.standing().aggregate(
            asked=Count("pk"),
            delivered=Count("pk", filter=Q(delivered_at__isnull=False) | Q(submitted=True)),
            answered=Count("pk", filter=Q(submitted=True)),
        )

    def answered_by_day(self):
        """(local day, answers) of the days on which somebody answered; none in an anonymous round, which keeps no
        times. One query."""
        timed = self.standing().filter(submitted_at__isnull=False).order_by()
        by_day = timed.values(day=TruncDate("submitted_at", tzinfo=SHANGHAI)).annotate(count=Count("pk"))
        return list(by_day.order_by("day").values_list("day", "count"))

    def about(self, officer, day):
        """Those whose firms the officer answers for on a day."""
        return self.filter(enterprise__in=Enterprise.objects.paired_on(day, officer=officer))

    def undelivered(self):
        """Those that wait for their link."""
        return self.open().filter(delivered_at__isnull=True)

    def known_to(self, user):
        """Without the firms that the user serves as officer, deputy or liaison: nobody learns who of them answered."""
        return self.exclude(enterprise__in=Pairing.objects.served_by(user).values("enterprise"))

    def of_firm(self, text):
        """Those of firms whose name or code is like the text."""
        return self.filter(enterprise__in=Enterprise.objects.found_by(text)) if text.strip() else self

    def of_officer(self, text, day):
        """Those of firms served on a day by an officer whose name holds the text, in characters or pinyin."""
        wanted = "".join(text.split()).lower()
        if not wanted:
            return self
        serving = Pairing.objects.in_force_on(day).filter(officer__spelled__contains=wanted)
        return self.filter(Exists(serving.filter(enterprise=OuterRef("enterprise"))))

    def with_rest(self, at):
        """Each with `rest`: why it is not to be reminded at this moment (`Rest`), or nothing."""
        from .letter import Letter

        queued = Letter.objects.filter(
            invitation=OuterRef("pk"), kind=Letter.Kind.REMINDER, state__in=("waiting", "sending")
        )
        lately = day_end(local_day(at) - timedelta(days=DAYS_APART))
        return self.annotate(
            rest=Case(
                When(withdrawn_at__isnull=False, then=Value(Rest.WITHDRAWN)),
                When(submitted=True, then=Value(Rest.SUBMITTED)),
                When(delivered_at__isnull=True, then=Value(Rest.UNDELIVERED)),
                When(Exists(queued), then=Value(Rest.QUEUED)),
                When(reminders__gte=MOST_REMINDERS, then=Value(Rest.OFTEN)),
                When(reminded_at__gte=lately, then=Value(Rest.LATELY)),
                default=Value(""),
            )
        )

    def remindable(self, at):
        """Those that may be reminded at this moment, as far as round and day allow it."""
        return self.with_rest(at).filter(rest="")


class Rest(models.TextChoices):
    """Why a firm is left in peace."""

    SUBMITTED = "submitted", "已提交"
    UNDELIVERED = "undelivered", "还没有送达，先发链接"
    LATELY = "lately", f"{DAYS_APART}天之内提醒过"
    OFTEN = "often", f"本轮已提醒{MOST_REMINDERS}次"
    QUEUED = "queued", "提醒邮件正在发送"
    WITHDRAWN = "withdrawn", "已撤回"


class Invitation(models.Model):
    """邀请: one firm asked in one round. Its link is derived from the row and a key outside the database (`links`).

    `generation` rises when the link is issued anew; the former link is worthless from then on.
    """

    class State(models.TextChoices):
        """Derived, never stored."""

        UNDELIVERED = "undelivered", "未送达"
        DELIVERED = "delivered", "已送达"
        SUBMITTED = "submitted", "已提交"
        WITHDRAWN = "withdrawn", "已撤回"

    class Way(models.TextChoices):
        """How it is known that the link reached the firm."""

        EMAIL = "email", "邮件"
        PAPER = "paper", "纸条"
        SMS = "sms", "短信"
        OPENED = "opened", "企业已打开"
        TELEPHONE = "telephone", "电话"

    district = models.ForeignKey("officers.District", verbose_name="地区", on_delete=models.PROTECT)
    survey = models.ForeignKey(Survey, verbose_name="调查", on_delete=models.PROTECT, related_name="invitations")
    enterprise = models.ForeignKey("enterprises.Enterprise", verbose_name="企业", on_delete=models.PROTECT)
    #: the firm's place in the round, printed on its slip
    place = models.PositiveIntegerField("序号")
    generation = models.PositiveIntegerField("版次", default=1)
    delivered_at = models.DateTimeField("送达时间", null=True, blank=True)
    delivered_by = models.CharField("送达方式", max_length=9, choices=Way.choices, blank=True)
    started_at = models.DateTimeField("开始填写时间", null=True, blank=True)
    submitted = models.BooleanField("已提交", default=False)
    #: not kept in an anonymous round, where it would tell the order of the answers
    submitted_at = models.DateTimeField("提交时间", null=True, blank=True)
    receipt = models.CharField("回执号", max_length=12, blank=True)
    wants_call_back = models.BooleanField("请回访", default=False)
    reminders = models.PositiveSmallIntegerField("提醒次数", default=0)
    reminded_at = models.DateTimeField("最近提醒", null=True, blank=True)
    withdrawn_at = models.DateTimeField("撤回时间", null=True, blank=True)
    withdrawn_reason = models.CharField("撤回原因", max_length=200, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = "邀请"
        verbose_name_plural = verbose_name
        ordering = ["survey", "place"]
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "enterprise"],
                name="invitation_once",
                violation_error_message="这家企业在本轮已被邀请",
            ),
            models.UniqueConstraint(fields=["survey", "place"], name="invitation_place_once"),
            models.CheckConstraint(
                condition=Q(submitted=False) | Q(withdrawn_at__isnull=True),
                name="invitation_answered_stays",
                violation_error_message="已提交的邀请不能撤回",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_reason="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_reason="")),
                name="invitation_withdrawn_has_reason",
                violation_error_message="撤回须写明原因",
            ),
        ]

    def __str__(self):
        return f"{self.survey} 第{self.place}号"

    @property
    def state(self):
        if self.withdrawn_at:
            return self.State.WITHDRAWN
        if self.submitted:
            return self.State.SUBMITTED
        return self.State.DELIVERED if self.delivered_at else self.State.UNDELIVERED

    def officer_asked_about(self):
        """Whom the answer is about: the officer paired with the firm on the closing day (J5); None without one."""
        pairings = Pairing.objects.in_force_on(self.survey.closes_on).filter(enterprise=self.enterprise_id)
        pairing = pairings.select_related("officer__unit").first()
        return pairing and pairing.officer

    def withdraw(self, actor, reason):
        """撤回: the firm is asked no more and its link is dead. Raises ValidationError when it has answered meanwhile,
        was withdrawn already, or its link was replaced since this row was read."""
        with transaction.atomic():
            mine = Invitation.objects.open().filter(pk=self.pk, generation=self.generation)
            if not mine.update(withdrawn_at=actor.at, withdrawn_reason=reason):
                raise ValidationError("这家企业已提交、已撤回，或链接刚被别人更换，没有撤回")
            self.refresh_from_db()
            LogEntry.write(actor, "撤回调查邀请", record=self, note=f"{self.enterprise}：{reason}")
        return self

    def mark_delivered(self, actor, way):
        """标记已送达, by `way`. Raises ValidationError when it is known already, or nothing is to be delivered."""
        with transaction.atomic():
            mine = Invitation.objects.undelivered().filter(pk=self.pk, generation=self.generation)
            if not mine.update(delivered_at=actor.at, delivered_by=way):
                raise ValidationError("这家企业已送达、已提交、已撤回，或链接刚被别人更换，没有标记")
            self.refresh_from_db()
            said = self.get_delivered_by_display()
            LogEntry.write(actor, "标记链接已送达", record=self, note=f"{self.enterprise}：{said}")
        return self
