"""What messages that leave the application have in common: rows that say how far the sending came."""

from datetime import timedelta

from django.db import models
from django.db.models import F

from .scope import ScopedQuerySet

#: how long a channel may be silent about a message before its worker counts as dead
SILENCE = timedelta(minutes=10)
MAX_SENDS = 6


class OutgoingQuerySet(ScopedQuerySet):
    def to_send(self, at):
        """What waits and may go now."""
        return self.filter(state=Outgoing.State.WAITING, not_before__lte=at).order_by("pk")

    def silent(self, at):
        """What a worker began to send and never came back from."""
        return self.filter(state=Outgoing.State.SENDING, claimed_at__lt=at - SILENCE)


class Outgoing(models.Model):
    """A message: a sender claims the row, sends, then says how it went, so that none is sent twice."""

    class State(models.TextChoices):
        WAITING = "waiting", "待发送"
        SENDING = "sending", "发送中"
        SENT = "sent", "已发送"
        FAILED = "failed", "未发出"
        UNKNOWN = "unknown", "不确定是否发出"
        DROPPED = "dropped", "不再需要"

    state = models.CharField("状态", max_length=8, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField("次数", default=0)
    not_before = models.DateTimeField("最早发送时间")
    claimed_at = models.DateTimeField("开始发送", null=True)
    sent_at = models.DateTimeField("发出时间", null=True)
    problem = models.CharField("原因", max_length=200, blank=True)

    class Meta:
        abstract = True

    def claim(self, at):
        """Take it for this sender; of many that try one succeeds."""
        waiting = type(self).objects.to_send(at).filter(pk=self.pk)
        taken = waiting.update(state=self.State.SENDING, claimed_at=at, attempts=F("attempts") + 1)
        if taken:
            self.refresh_from_db(fields=["state", "claimed_at", "attempts"])
        return bool(taken)

    def end(self, state, problem="", **more):
        """Say how the sending went that was claimed; False when somebody else has judged it meanwhile."""
        mine = type(self).objects.filter(pk=self.pk, state=self.State.SENDING, attempts=self.attempts)
        return bool(mine.update(state=state, problem=problem, **more))

    def put_off(self, at, problem):
        """It certainly did not leave: try again later, a bounded number of times."""
        if self.attempts >= MAX_SENDS:
            return self.end(self.State.FAILED, problem)
        return self.end(self.State.WAITING, problem, not_before=at + timedelta(minutes=2**self.attempts))
