import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from .scope import ScopedQuerySet

#: how long a worker may be silent before its job is taken over
LEASE = timedelta(seconds=45)
MAX_ATTEMPTS = 5


class JobQuerySet(ScopedQuerySet):
    def own_rows(self, grant):
        return Q(created_by_id=grant.user_id)

    def active(self):
        """Jobs that wait or run."""
        return self.filter(state__in=Job.ACTIVE)

    def waiting(self, at):
        """Jobs that a worker should pick up at `at`: queued, or running with a lease that has run out."""
        return self.filter(Q(state=Job.State.QUEUED) | Q(state=Job.State.RUNNING, lease_until__lt=at)).order_by("pk")


class Job(models.Model):
    """A long piece of work as a row: the truth about it, the queue is only a wake-up.

    A worker claims the row with a lease and prolongs it with every heartbeat; a sweep takes over what fell silent.
    `key` keeps a second press from starting the same work twice while one is under way.
    """

    class State(models.TextChoices):
        QUEUED = "queued", "等待中"
        RUNNING = "running", "进行中"
        DONE = "done", "已完成"
        FAILED = "failed", "未完成"
        CANCELLED = "cancelled", "已取消"

    ACTIVE = (State.QUEUED, State.RUNNING)

    district = models.ForeignKey("officers.District", verbose_name="地区", on_delete=models.PROTECT)
    kind = models.CharField("类别", max_length=40)
    key = models.CharField(max_length=100)
    params = models.JSONField(default=dict)
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.QUEUED)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="发起人", null=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField("发起时间")
    started_at = models.DateTimeField("开始时间", null=True)
    finished_at = models.DateTimeField("结束时间", null=True)
    lease_token = models.UUIDField(null=True)
    lease_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField("次数", default=0)
    done = models.PositiveIntegerField("已完成", default=0)
    total = models.PositiveIntegerField("总数", default=0)
    message = models.CharField("说明", max_length=500, blank=True)
    result = models.JSONField(default=dict)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = "任务"
        verbose_name_plural = verbose_name
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["district", "kind", "key"],
                condition=Q(state__in=["queued", "running"]),
                name="job_one_active",
                violation_error_message="同样的任务正在进行",
            )
        ]

    def __str__(self):
        return f"{self.kind} {self.key}"

    @property
    def is_active(self):
        return self.state in self.ACTIVE

    def _mine(self):
        return Job.objects.filter(pk=self.pk, lease_token=self.lease_token, state=self.State.RUNNING)

    def claim(self, at):
        """Take the job for this worker; True when it is ours now. One of many that try succeeds.

        A job that has been taken MAX_ATTEMPTS times and never ended is given up with a sentence.
        """
        token = uuid.uuid4()
        free = Job.objects.filter(pk=self.pk).filter(
            Q(state=self.State.QUEUED) | Q(state=self.State.RUNNING, lease_until__lt=at)
        )
        if free.filter(attempts__gte=MAX_ATTEMPTS).update(
            state=self.State.FAILED, finished_at=at, message=f"中断{MAX_ATTEMPTS}次，已停止，请联系管理员"
        ):
            return False
        taken = free.update(
            state=self.State.RUNNING,
            lease_token=token,
            lease_until=at + LEASE,
            started_at=at,
            attempts=F("attempts") + 1,
            done=0,
        )
        if taken:
            self.refresh_from_db()
        return bool(taken)

    def heartbeat(self, at, done, total, message=""):
        """Prolong the lease and tell how far the work is; False when another worker has taken over: stop then."""
        return bool(self._mine().update(lease_until=at + LEASE, done=done, total=total, message=message))

    def finish(self, at, result=None, message=""):
        """Mark the job done; False when it is no longer ours (the caller's transaction must then roll back)."""
        return bool(
            self._mine().update(
                state=self.State.DONE, finished_at=at, result=result or {}, message=message, done=F("total")
            )
        )

    def fail(self, at, message):
        """Mark the job as ended without result, with a sentence for the user."""
        return bool(self._mine().update(state=self.State.FAILED, finished_at=at, message=message[:500]))

    def seconds_left(self, at):
        """The remaining time in seconds by the speed so far, or None when nothing can be said yet."""
        if not self.started_at or not self.done or self.total <= self.done:
            return None
        return int((at - self.started_at).total_seconds() * (self.total - self.done) / self.done) + 1
