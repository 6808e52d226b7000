import hashlib
import unicodedata
from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q

#: so many wrong passwords for one account from one address, then none is looked at for a while
MOST_FROM_ONE_ADDRESS = 5
#: and so many from all addresses together, save those from which the owner has come in lately
MOST_FROM_ALL = 50
PATIENCE = timedelta(minutes=15)
KNOWN_FOR = timedelta(days=30)
#: the row that counts all addresses together
ANYWHERE = "*"


def key_of(name):
    """The digest under which attempts at a user name count: what a stranger typed stands in no table.

    Names that differ in case or in full-width letters alone share their attempts. Instead of a name it may be the
    account whose one-time codes are tried: whatever is typed as a name counts elsewhere.
    """
    if isinstance(name, models.Model):
        kind, plain = "codes of", str(name.pk)
    else:
        kind = "name"
        plain = unicodedata.normalize("NFKC", name).casefold()
    return hashlib.sha256(f"{kind} {plain}".encode(errors="surrogatepass")).hexdigest()


class _Refused(Exception):
    """Undoes what was counted before the ceiling was found."""


class FailedSignInQuerySet(models.QuerySet):
    def claim(self, name, address, at, user=None):
        """Count an attempt as failed before it is looked at; False when it must not be looked at.

        Each attempt takes its place by one UPDATE, so of many at once no more are looked at than are allowed.
        `forgive` gives the place back when the attempt was right.
        """
        key = key_of(name)
        if user is not None:
            # what was counted before the account was opened; not undone with an attempt that is refused
            self.filter(key=key, user=None).update(user=user)
        try:
            with transaction.atomic():
                for place, most in ((address, MOST_FROM_ONE_ADDRESS), (ANYWHERE, MOST_FROM_ALL)):
                    if place == ANYWHERE and self._knows(key, address, at):
                        break
                    if not self._take(key, place, most, at, user):
                        raise _Refused
        except _Refused:
            return False
        return True

    def _take(self, key, place, most, at, user):
        self.bulk_create([FailedSignIn(key=key, address=place, user=user, last_at=at)], ignore_conflicts=True)
        row = self.filter(key=key, address=place)
        if row.filter(last_at__lte=at - PATIENCE).update(failures=1, last_at=at):
            return True
        return bool(row.filter(failures__lt=most).update(failures=F("failures") + 1, last_at=at))

    def _knows(self, key, address, at):
        return self.filter(key=key, address=address, succeeded_at__gt=at - KNOWN_FOR).exists()

    def forgive(self, name, address, at):
        """The attempt was right: the address begins anew and is known as one from which the owner comes."""
        rows = self.filter(key=key_of(name))
        rows.filter(address=address).update(failures=0, succeeded_at=at)
        rows.filter(address=ANYWHERE, failures__gt=0).update(failures=F("failures") - 1)

    def full(self, at):
        """Rows behind which no password is looked at for the moment."""
        most = Q(address=ANYWHERE, failures__gte=MOST_FROM_ALL) | (
            ~Q(address=ANYWHERE) & Q(failures__gte=MOST_FROM_ONE_ADDRESS)
        )
        return self.filter(most, last_at__gt=at - PATIENCE)

    def is_full(self, name, address, at):
        """Whether the next attempt at this name from this address will not be looked at."""
        return self.full(at).filter(key=key_of(name), address__in=(address, ANYWHERE)).exists()

    def of_accounts(self, at):
        """Full rows of accounts that exist."""
        return self.full(at).filter(user__isnull=False)

    def idle(self, at):
        """Rows that say nothing any more: no lock, and nobody has come in from there lately."""
        known = Q(succeeded_at__gt=at - KNOWN_FOR)
        return self.filter(last_at__lte=at - PATIENCE).exclude(known)


class FailedSignIn(models.Model):
    """How often a wrong password was given for one name from one address, since it last rested for a while."""

    key = models.CharField(max_length=64)
    address = models.CharField("来源地址", max_length=45)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="账号", null=True, on_delete=models.CASCADE, related_name="+"
    )
    failures = models.PositiveIntegerField("次数", default=0)
    last_at = models.DateTimeField("最近一次")
    succeeded_at = models.DateTimeField("最近一次登录", null=True)

    objects = FailedSignInQuerySet.as_manager()

    class Meta:
        verbose_name = "登录失败"
        verbose_name_plural = verbose_name
        constraints = [
            models.UniqueConstraint(
                fields=["key", "address"], name="failed_sign_in_once", violation_error_message="同一地址只计一处"
            )
        ]
        indexes = [models.Index(fields=["last_at"], name="failed_sign_in_last")]

    def __str__(self):
        return f"{self.address} {self.failures}次"
