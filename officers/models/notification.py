import uuid

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.urls import NoReverseMatch, reverse

from .log import LogEntry
from .outgoing import Outgoing, OutgoingQuerySet
from .scope import ScopedQuerySet


class Rule(models.TextChoices):
    """Why somebody is reminded."""

    LEDGER_4 = "ledger_4", "台账还有4个工作日截止"
    LEDGER_2 = "ledger_2", "台账还有2个工作日截止"
    LEDGER_0 = "ledger_0", "台账今天截止"
    LEDGER_LATE = "ledger_late", "台账已过截止日"
    WEEK = "week", "本周还有企业未走访"
    ISSUE_2 = "issue_2", "企业问题还有2个工作日到期"
    ISSUE_LATE = "issue_late", "企业问题已到期未办结"


class Channel(models.TextChoices):
    """How a message leaves the application; on its own pages everything is shown."""

    EMAIL = "email", "邮件"
    GATEWAY = "gateway", "短信或政务微信"


class OwnRows(ScopedQuerySet):
    """Rows that are nobody's business but the person's own."""

    def scope_of(self, grant):
        return Q(person_id=grant.user_id)


class NotificationQuerySet(OwnRows):
    def of(self, user):
        """What this person was reminded of."""
        return self.filter(person=user)

    def unread(self):
        return self.filter(read_at__isnull=True)

    def mark_read(self, at):
        """Note that these were read. Returns how many were not before."""
        return self.unread().update(read_at=at)


class Notification(models.Model):
    """One reminder to one person. The key keeps it from being made twice: person, rule, object and due day."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="收件人", on_delete=models.PROTECT, related_name="notifications"
    )
    district = models.ForeignKey("officers.District", verbose_name="地区", on_delete=models.PROTECT)
    rule = models.CharField("规则", max_length=12, choices=Rule.choices)
    object_key = models.CharField("对象", max_length=80)
    due = models.DateField("截止日")
    day = models.DateField("提醒日")
    text = models.CharField("内容", max_length=300)
    link = models.CharField(max_length=40, blank=True)
    link_args = models.JSONField(default=list)
    created_at = models.DateTimeField("产生时间")
    read_at = models.DateTimeField("阅读时间", null=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = "提醒"
        verbose_name_plural = verbose_name
        ordering = ["-pk"]
        indexes = [models.Index(fields=["person", "-id"], name="notification_recent")]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "rule", "object_key", "due"],
                name="notification_once",
                violation_error_message="这件事已经提醒过",
            )
        ]

    def __str__(self):
        return self.text

    @property
    def url(self):
        """The address of the page where it can be dealt with, or nothing when there is none."""
        try:
            return reverse(self.link, args=self.link_args) if self.link else ""
        except NoReverseMatch:
            return ""

    @property
    def is_late(self):
        return self.rule in (Rule.LEDGER_LATE, Rule.ISSUE_LATE)


class ReminderRound(models.Model):
    """That a district's reminders of one day were made: two that try at once make them once."""

    district = models.ForeignKey("officers.District", on_delete=models.PROTECT)
    day = models.DateField("日期")
    made_at = models.DateTimeField("时间")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["district", "day"], name="reminders_once_a_day", violation_error_message="当天的提醒已经产生"
            )
        ]

    def __str__(self):
        return f"{self.district} {self.day}"


class DeliveryQuerySet(OutgoingQuerySet, OwnRows):
    pass


class Delivery(Outgoing):
    """One person's reminders of one day as one message by one channel.

    A sender claims the row, sends, then says how it went. `key` goes along, so that a gateway takes a message that is
    sent again for the same one; an e-mail has no such thing and is never sent again once it may have left.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="收件人", on_delete=models.PROTECT, related_name="+"
    )
    channel = models.CharField("渠道", max_length=8, choices=Channel.choices)
    day = models.DateField("提醒日")
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = "提醒的发送"
        verbose_name_plural = verbose_name
        ordering = ["-pk"]
        indexes = [models.Index(fields=["not_before"], condition=Q(state="waiting"), name="delivery_waiting")]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "channel", "day"],
                name="delivery_once_a_day",
                violation_error_message="当天已经给这个人发过一次",
            )
        ]

    def __str__(self):
        return f"{self.get_channel_display()} {self.day}"


def every_rule():
    """What is chosen until somebody chooses."""
    return list(Rule.values)


class ReminderChoice(models.Model):
    """By which channels a person wants to hear of which rules, and where."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name="账号",
        primary_key=True,
        on_delete=models.PROTECT,
        related_name="reminder_choice",
    )
    email = models.EmailField("电子邮箱", blank=True)
    email_rules = models.JSONField("邮件提醒", default=every_rule)
    gateway_rules = models.JSONField("短信或政务微信提醒", default=every_rule)

    objects = OwnRows.as_manager()

    class Meta:
        verbose_name = "提醒设置"
        verbose_name_plural = verbose_name

    def __str__(self):
        return str(self.person)

    def rules(self, channel):
        """The rules that are wanted by this channel."""
        return set(self.email_rules if channel == Channel.EMAIL else self.gateway_rules)

    def choose(self, actor, **changes):
        """Keep what the person has chosen, with its log entry; the address itself is not logged."""
        for name, value in changes.items():
            setattr(self, name, value)
        with transaction.atomic():
            self.save()
            after = {"email": bool(self.email), "email_rules": self.email_rules, "gateway_rules": self.gateway_rules}
            LogEntry.write(actor, "修改提醒设置", record=self, after=after)
