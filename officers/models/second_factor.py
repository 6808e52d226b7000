import hashlib
import secrets

from django.conf import settings
from django.db import models, transaction

from .. import totp
from .log import LogEntry

RECOVERY_CODES = 10
#: without letters and digits that look alike
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


class SecondFactor(models.Model):
    """The key an account shares with an authenticator, encrypted under a key outside the database.

    It counts from the moment its owner has shown a first code (`confirmed_at`).
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, verbose_name="账号", on_delete=models.CASCADE, related_name="second_factor"
    )
    sealed = models.CharField(max_length=200)
    confirmed_at = models.DateTimeField("启用时间", null=True, blank=True)
    #: the time step of the last code that was accepted: each code is good once
    last_step = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = "动态口令"
        verbose_name_plural = verbose_name

    def __str__(self):
        return str(self.user)

    @classmethod
    def of(cls, user):
        """The account's confirmed second factor, or None."""
        return cls.objects.filter(user=user, confirmed_at__isnull=False).first()

    @classmethod
    def begin(cls, user):
        """The key that waits for its first code, a new one where there is none yet."""
        waiting, _ = cls.objects.get_or_create(user=user, defaults={"sealed": totp.seal(totp.new_secret())})
        return waiting

    def secret(self):
        """The shared key."""
        return totp.unseal(self.sealed)

    def accepts(self, code, at):
        """Whether this is the code of the moment (or of the step before or after it); it is used up by the asking.

        Only six ASCII digits are a code. One UPDATE takes the step, so of two at once one is accepted.
        """
        step = totp.matching_step(self.secret(), code, at)
        if step is None:
            return False
        return bool(type(self).objects.filter(pk=self.pk, last_step__lt=step).update(last_step=step))

    def confirm(self, actor):
        """Let it count from now on. Returns the recovery codes, told this once."""
        with transaction.atomic():
            self.confirmed_at = actor.at
            self.save(update_fields=["confirmed_at"])
            LogEntry.write(actor, "启用动态口令", record=self, district=self.user.home())
            return RecoveryCode.renew(self.user)

    def new_codes(self, actor):
        """Replace the recovery codes. Returns the new ones, told this once."""
        with transaction.atomic():
            LogEntry.write(actor, "更换备用码", record=self, district=self.user.home())
            return RecoveryCode.renew(self.user)

    def remove(self, actor):
        """Go without: by its owner where nothing requires it, by the administrator where a phone was lost."""
        with transaction.atomic():
            LogEntry.write(actor, "停用动态口令", record=self, district=self.user.home())
            self.user.recovery_codes.all().delete()
            self.delete()


class RecoveryCode(models.Model):
    """A code on paper for the day the phone is lost; good once. 60 bits of chance need no slow hash."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="账号", on_delete=models.CASCADE, related_name="recovery_codes"
    )
    digest = models.CharField(max_length=64)
    used_at = models.DateTimeField("使用时间", null=True, blank=True)

    class Meta:
        verbose_name = "备用码"
        verbose_name_plural = verbose_name

    def __str__(self):
        return str(self.user)

    @classmethod
    def renew(cls, user):
        """Make new codes in the place of the old ones. Returns them in plain."""
        codes = ["".join(secrets.choice(ALPHABET) for _ in range(12)) for _ in range(RECOVERY_CODES)]
        user.recovery_codes.all().delete()
        cls.objects.bulk_create(cls(user=user, digest=cls.digest_of(code, user)) for code in codes)
        return ["-".join((code[:4], code[4:8], code[8:])) for code in codes]

    @staticmethod
    def digest_of(code, user):
        """What stands in the database; spaces, dashes and capitals are as people copy them."""
        plain = "".join(code.split()).replace("-", "").lower()
        return hashlib.sha256(f"{user.pk} {plain}".encode(errors="surrogatepass")).hexdigest()

    @classmethod
    def use(cls, user, code, at):
        """Whether this is an unused code of the account; it is used up by the asking."""
        rows = cls.objects.filter(user=user, digest=cls.digest_of(code, user), used_at__isnull=True)
        return bool(rows.update(used_at=at))
