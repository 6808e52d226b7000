"""满意度调查: a round of questions, when it is open, whom it asks, and what it keeps of the answers."""

from datetime import time, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from officers.models import LogEntry, Logged, ScopedQuerySet, StaleRecord
from officers.words import full, spoken
from officers.workdays import SHANGHAI, local_day

#: what the scheme's satisfaction measure marks; every reply answers each of them (J5)
ASPECTS = ("深入企业", "服务态度", "工作效率", "问题解决", "政策落实")


class SurveyQuerySet(ScopedQuerySet):
    """Rounds are read by office and leaders; single answers by nobody (see Response, Answer)."""

    def drafts(self):
        """Rounds that are being prepared here and not published."""
        return self.filter(published_at__isnull=True, opens_at__isnull=False)

    def closing_by(self, day, at):
        """Published rounds that take answers still, or will, and close on a local day up to `day`."""
        return self.filter(published_at__isnull=False, closes_at__gt=at, closes_on__lte=day)

    def in_stage(self, stage, at):
        """Those that stand there at a moment, as `Survey.stage` says it of one."""
        published = self.filter(published_at__isnull=False)
        return {
            Survey.Stage.IMPORTED: self.filter(published_at__isnull=True, opens_at__isnull=True),
            Survey.Stage.DRAFT: self.drafts(),
            Survey.Stage.WAITING: published.filter(opens_at__gt=at),
            Survey.Stage.OPEN: published.filter(opens_at__lte=at, closes_at__gt=at),
            Survey.Stage.CLOSED: published.filter(opens_at__lte=at, closes_at__lte=at),
        }[Survey.Stage(stage)]

    def with_counts(self, user):
        """Each with how many firms it asks and how many of them have answered (`asked`, `answered`), as far as the
        user may know it (`Invitation.known_to`), and how many valid replies it has by firm (`replies`), which is all
        that is known of an imported one."""
        from .invitation import Invitation
        from .response import Response

        standing = Invitation.objects.standing().known_to(user)
        return self.annotate(
            asked=_count(standing), answered=_count(standing.filter(submitted=True)),
            replies=_count(Response.objects.valid()),
        )  # fmt: skip

    def due_to_close(self, at):
        """Rounds whose time is over and whose traces still stand."""
        return self.filter(published_at__isnull=False, closes_at__lte=at, sealed_at__isnull=True)


def _count(rows):
    """How many of the rows belong to the round of the outer query."""
    counted = rows.filter(survey=OuterRef("pk")).order_by().values("survey").annotate(count=Count("pk"))
    return Coalesce(Subquery(counted.values("count")), 0)


class Survey(Logged):
    """满意度调查: one round of questions to the enterprises. Its closing day decides the year it counts in (J5).

    A round that came with a workbook has no opening and nobody is invited to it.
    """

    class Mode(models.TextChoices):
        """What is kept of an answer; the page promises just that."""

        CONFIDENTIAL = "confidential", "保密（计入考核）"
        ANONYMOUS = "anonymous", "匿名（不计入考核）"

    class Audience(models.TextChoices):
        ALL = "all", "全部结对企业"
        SAMPLE = "sample", "随机抽取"
        LIST = "list", "指定企业"

    class Stage(models.TextChoices):
        """Derived from the times, never stored."""

        IMPORTED = "imported", "导入"
        DRAFT = "draft", "未发布"
        WAITING = "waiting", "待开始"
        OPEN = "open", "进行中"
        CLOSED = "closed", "已截止"

    district = models.ForeignKey("officers.District", verbose_name="地区", on_delete=models.PROTECT)
    name = models.CharField("轮次", max_length=60)
    mode = models.CharField("方式", max_length=12, choices=Mode.choices, default=Mode.CONFIDENTIAL)
    opens_at = models.DateTimeField("开始时间", null=True, blank=True)
    #: the first moment at which no answer is taken any more
    closes_at = models.DateTimeField("截止时间", null=True, blank=True)
    closes_on = models.DateField("截止日期")
    audience = models.CharField("调查范围", max_length=6, choices=Audience.choices, default=Audience.ALL)
    sample_size = models.PositiveIntegerField("抽取家数", null=True, blank=True)
    #: kept so that anybody can draw the same sample again
    sample_seed = models.CharField("抽取种子", max_length=32, blank=True)
    #: credit codes of the firms that it was drawn out of
    sample_pool = models.JSONField("抽取范围", default=list, blank=True)
    #: the firms named one by one (`Audience.LIST`)
    listed = models.ManyToManyField("enterprises.Enterprise", verbose_name="指定企业", blank=True, related_name="+")
    phone = models.CharField("咨询电话", max_length=30, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="登记人", null=True, on_delete=models.PROTECT, related_name="+"
    )
    published_at = models.DateTimeField("发布时间", null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="发布人", null=True, on_delete=models.PROTECT, related_name="+"
    )
    #: when the hashes of addresses and devices were deleted and the texts put out of order, after closing
    sealed_at = models.DateTimeField("封存时间", null=True, blank=True)
    version = models.PositiveIntegerField("版次", default=1)

    objects = SurveyQuerySet.as_manager()
    logged = ("name", "mode", "opens_at", "closes_at", "closes_on", "audience", "sample_size", "sample_seed", "phone")

    class Meta:
        verbose_name = "满意度调查"
        verbose_name_plural = verbose_name
        ordering = ["closes_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["district", "name"], name="survey_once", violation_error_message="本地区已有这个轮次"
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True)
                | Q(opens_at__isnull=False, closes_at__isnull=False, closes_at__gt=models.F("opens_at")),
                name="survey_published_has_times",
                violation_error_message="发布前须写明开始和截止时间，截止在开始之后",
            ),
        ]

    def __str__(self):
        return self.name

    def stage(self, at):
        """Where the round stands at a moment."""
        if self.published_at is None:
            return self.Stage.DRAFT if self.opens_at else self.Stage.IMPORTED
        if at < self.opens_at:
            return self.Stage.WAITING
        return self.Stage.OPEN if at < self.closes_at else self.Stage.CLOSED

    @staticmethod
    def closing_day(closes_at):
        """The local day that a round closes on: of one open until midnight the day before (J5)."""
        return local_day(closes_at - timedelta(microseconds=1))

    @property
    def closes_said(self):
        """2021年12月15日24:00: a round that is open until midnight closes on the day before, and is told so."""
        return full(self.closes_on) + self._closing_clock

    @property
    def closes_short(self):
        """12月15日24:00"""
        return spoken(self.closes_on) + self._closing_clock

    @property
    def _closing_clock(self):
        local = self.closes_at.astimezone(SHANGHAI)
        return "24:00" if local.time() == time() else f"{local:%H:%M}"

    @property
    def is_confidential(self):
        return self.mode == self.Mode.CONFIDENTIAL

    @property
    def is_draft(self):
        """Prepared here and not published; what came by import is none."""
        return self.published_at is None and self.opens_at is not None

    @property
    def drawn(self):
        """How many firms were drawn by lot: all of a pool that is smaller than the sample was to be."""
        return min(self.sample_size or 0, len(self.sample_pool))

    @property
    def rate(self):
        """Of those asked so many percent have answered, in whole numbers, after `with_counts`; None without any."""
        return self.answered * 100 // self.asked if self.asked else None

    def enter(self, actor):
        """Write this new draft with its log entry. Raises IntegrityError where it breaks a law of the database."""
        with transaction.atomic():
            self.created_by = actor.user
            self.save(force_insert=True)
            LogEntry.write(actor, "新建满意度调查", record=self, after=self.as_logged())
        return self

    def change(self, actor, version, action="修改满意度调查", note="", **changes):
        """Change the round as it was shown in `version`, with its log entry. Raises StaleRecord, IntegrityError."""
        before = self.as_logged()
        with transaction.atomic():
            standing = Survey.objects.filter(pk=self.pk, version=version)
            if not standing.update(**changes, version=version + 1):
                raise StaleRecord(self)
            for name, value in changes.items():
                setattr(self, name, value)
            self.version = version + 1
            LogEntry.write(actor, action, record=self, before=before, after=self.as_logged(), note=note)
        return self

    def put_off(self, actor, version, closes_at, reason):
        """推后截止时间 of a published round that is not over, as it was shown in `version`. Returns it.

        Raises StaleRecord, and ValidationError when the round is over or the new time is not later.
        """
        if self.published_at is None or self.closes_at <= actor.at:
            raise ValidationError("只有已发布、还没有截止的调查可以推后截止时间")
        if closes_at <= self.closes_at:
            raise ValidationError(f"截止时间只能推后，须晚于{self.closes_said}")
        return self.change(
            actor, version, action="推后调查截止时间", note=reason,
            closes_at=closes_at, closes_on=self.closing_day(closes_at),
        )  # fmt: skip
