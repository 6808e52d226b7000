from datetime import datetime

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import models

from ..workdays import SHANGHAI


class SignInQuerySet(models.QuerySet):
    def open_at(self, at):
        """Those whose session is still open at `at`, newest first, each with `seen_at`. Two queries."""
        found = list(self.order_by("-began_at", "-pk")[: SignIn.SHOWN])
        keys = [each.session_key for each in found]
        sessions = {row.pk: row for row in Session.objects.filter(pk__in=keys, expire_date__gt=at)}
        return [each for each in found if each.session_key in sessions and each.was_seen(sessions, at)]


class SignIn(models.Model):
    """One session of a person: since when, from where, with what. It is shown to that person alone."""

    #: an account has few sessions at once; older ones have long ended
    SHOWN = 50

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="账号", on_delete=models.CASCADE, related_name="sign_ins"
    )
    session_key = models.CharField(max_length=40, unique=True)
    generation = models.PositiveIntegerField()
    began_at = models.DateTimeField("登录时间")
    address = models.CharField("来源地址", max_length=45, blank=True)
    device = models.CharField("设备", max_length=60)

    objects = SignInQuerySet.as_manager()

    class Meta:
        verbose_name = "登录"
        verbose_name_plural = verbose_name

    def __str__(self):
        return f"{self.user} {self.device}"

    def was_seen(self, sessions, at):
        """Set `seen_at` from the session itself; False when it has been idle for too long or was ended."""
        seen = sessions[self.session_key].get_decoded().get("seen", self.began_at.timestamp())
        self.seen_at = datetime.fromtimestamp(seen, SHANGHAI)
        current = self.generation == self.user.session_generation
        return current and (at - self.seen_at).total_seconds() < settings.SESSION_IDLE_SECONDS
