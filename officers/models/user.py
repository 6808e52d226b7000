import unicodedata
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models, transaction
from django.db.models import F, Q
from django.utils.crypto import salted_hmac

from .failed_sign_in import FailedSignIn
from .former_password import FormerPassword
from .grant import Grant, Role
from .log import LogEntry
from .named import Named, NamedQuerySet
from .scope import ScopedQuerySet


class UserQuerySet(NamedQuerySet, ScopedQuerySet):
    def scope_of(self, grant):
        """Accounts are the administrator's business; everyone sees their own."""
        if grant.role == Role.ADMIN:
            return Q(pk=grant.user_id) | Q(pk__in=Grant.objects.filter(district_id__in=grant.reach).values("user_id"))
        return Q(pk=grant.user_id)

    def called(self, text):
        """Those whose name (characters, pinyin, first letters) or user name holds the text."""
        return (self.named_like(text) | self.filter(username__icontains=text.strip())) if text.strip() else self

    def meant_by(self, name):
        """The account against which attempts at this name count, None without one: case and width do not matter to
        `key_of`, so they must not here, or the lock would be nobody's and nobody could take it off."""
        found = self.filter(username__iexact=unicodedata.normalize("NFKC", name))
        return min(found, key=lambda user: user.username != name, default=None)

    def locked(self, at):
        """Those who cannot sign in from some address at the moment, for too many wrong passwords."""
        return self.filter(pk__in=FailedSignIn.objects.of_accounts(at).values("user_id"))


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    def create_user(self, username, password=None, **fields):
        """A new account; without a password nobody can sign in with it."""
        user = self.model(username=self.model.normalize_username(username), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(Named, AbstractBaseUser):
    """A person who signs in. What they may do is in their grants, several and dated."""

    username = models.CharField("登录名", max_length=60, unique=True)
    name = models.CharField("姓名", max_length=60)
    is_active = models.BooleanField("启用", default=True)
    must_change_password = models.BooleanField("须改初始密码", default=False)
    password_changed_at = models.DateTimeField("密码设定时间", null=True, blank=True)
    #: raised to end every session of the account at once
    session_generation = models.PositiveIntegerField(default=0, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = "账号"
        verbose_name_plural = verbose_name

    #: filled by `on(day)`; without it the account sees nothing
    active_grants = ()

    def __str__(self):
        return self.name or self.username

    def on(self, day):
        """Load the grants in force on `day` (a local date), each with the districts it reaches. Returns the user."""
        self.active_grants = Grant.objects.in_force(self, day) if self.is_active else ()
        return self

    def roles(self):
        """The roles in force, as a set of codes."""
        return {grant.role for grant in self.active_grants}

    def holds(self, *roles, district=None):
        """Whether a grant in force has one of `roles` (and reaches the district, when one is named)."""
        return any(
            grant.role in roles and (district is None or district.pk in grant.reach) for grant in self.active_grants
        )

    def home(self):
        """The district under which changes of the account are logged: the newest grant's, None without any."""
        newest = self.grants.select_related("district").order_by("-pk").first()
        return newest.district if newest else None

    def is_within(self, reach, day):
        """Whether every role the account has on `day` or later lies in these districts (ids)."""
        return not self.grants.standing(day).exclude(district_id__in=reach).exists()

    # passwords

    def password_due_on(self):
        """The moment from which the password must be a new one; None where passwords do not grow old.

        One whose age nobody knows is due since ever.
        """
        if not settings.PASSWORD_MAX_DAYS:
            return None
        began = self.password_changed_at or datetime.min.replace(tzinfo=UTC)
        return began + timedelta(days=settings.PASSWORD_MAX_DAYS)

    def must_set_password(self, at):
        """Whether everything else waits for a new password at the moment `at`."""
        due = self.password_due_on()
        return self.must_change_password or (due is not None and due <= at)

    def change_password(self, actor, password):
        """Set the password its owner has chosen; every session and trusted device of the account ends."""
        self._set_password(actor, password, must_change=False, action="修改密码")

    def reset_password(self, actor, password):
        """Set a one-time password that must be changed at the first sign-in; sessions and trusted devices end."""
        self._set_password(actor, password, must_change=True, action="重置密码")

    def _set_password(self, actor, password, must_change, action):
        with transaction.atomic():
            FormerPassword.keep(self, actor.at)
            self.set_password(password)
            self.must_change_password, self.password_changed_at = must_change, actor.at
            self.save(update_fields=["password", "must_change_password", "password_changed_at"])
            self._end_sessions(actor)
            LogEntry.write(actor, action, record=self, district=self.home())

    # what the administrator does to an account

    def set_active(self, actor, active):
        """Disable the account, which ends its sessions at once and for good, or enable it again."""
        before = {"is_active": self.is_active}
        with transaction.atomic():
            self.is_active = active
            self.save(update_fields=["is_active"])
            self._end_sessions(actor)
            action = "启用账号" if active else "停用账号"
            LogEntry.write(actor, action, record=self, before=before, after={"is_active": active}, district=self.home())

    def end_sessions(self, actor, action="退出其他设备", devices=False):
        """End every session of the account and, if said so, all trust in devices."""
        with transaction.atomic():
            self._end_sessions(actor, devices=devices)
            LogEntry.write(actor, action, record=self, district=self.home())

    def _end_sessions(self, actor, devices=True):
        type(self).objects.filter(pk=self.pk).update(session_generation=F("session_generation") + 1)
        self.refresh_from_db(fields=["session_generation"])
        if devices:
            self.trusted_devices.standing(actor.at).update(revoked_at=actor.at)

    def unlock(self, actor):
        """Forget wrong passwords and codes, so that the owner can try again."""
        with transaction.atomic():
            FailedSignIn.objects.filter(user=self).update(failures=0)
            LogEntry.write(actor, "解除锁定", record=self, district=self.home())

    def _get_session_auth_hash(self, secret=None):
        """What a session is held against with every request: the password and the generation."""
        said = f"{self.password} {self.session_generation}"
        return salted_hmac("officers.User.session", said, secret=secret, algorithm="sha256").hexdigest()
