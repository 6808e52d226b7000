import hashlib
import secrets
from datetime import timedelta

from django.conf import settings
from django.db import models, transaction

from .log import LogEntry


def digest_of(token):
    """What stands in the database in the token's place."""
    return hashlib.sha256(token.encode(errors="surrogatepass")).hexdigest()


class TrustedDeviceQuerySet(models.QuerySet):
    def standing(self, at):
        """Those that are trusted at `at`."""
        return self.filter(revoked_at__isnull=True, expires_at__gt=at)

    def holding(self, token, at):
        """The trusted device with this token, its account with it; None when there is none."""
        return self.standing(at).filter(digest=digest_of(token)).select_related("user").first()


class TrustedDevice(models.Model):
    """A phone on which its owner may go on recording without a password, for some days and for that alone.

    The phone holds a random token of 256 bits; here is its hash.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="账号", on_delete=models.CASCADE, related_name="trusted_devices"
    )
    digest = models.CharField(max_length=64, unique=True)
    device = models.CharField("设备", max_length=60)
    address = models.CharField("来源地址", max_length=45, blank=True)
    trusted_at = models.DateTimeField("信任时间")
    expires_at = models.DateTimeField("到期时间")
    revoked_at = models.DateTimeField("取消时间", null=True, blank=True)

    objects = TrustedDeviceQuerySet.as_manager()

    class Meta:
        verbose_name = "信任的设备"
        verbose_name_plural = verbose_name
        ordering = ["-trusted_at", "-pk"]

    def __str__(self):
        return self.device

    @classmethod
    def trust(cls, actor, device):
        """Trust the device from which the actor asks. Returns (record, token); the token is told this once."""
        token = secrets.token_urlsafe(32)
        with transaction.atomic():
            record = cls.objects.create(
                user=actor.user,
                digest=digest_of(token),
                device=device,
                address=actor.address,
                trusted_at=actor.at,
                expires_at=actor.at + timedelta(days=settings.TRUSTED_DEVICE_DAYS),
            )
            LogEntry.write(actor, "信任设备", record=record, district=actor.user.home())
        return record, token

    def revoke(self, actor):
        """Trust it no longer; what was revoked before stays so."""
        with transaction.atomic():
            if type(self).objects.filter(pk=self.pk, revoked_at__isnull=True).update(revoked_at=actor.at):
                LogEntry.write(actor, "取消信任设备", record=self, district=self.user.home())
