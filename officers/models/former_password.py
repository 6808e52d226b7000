from django.conf import settings
from django.contrib.auth.hashers import is_password_usable
from django.db import models

#: more than any setting of PASSWORD_HISTORY
KEPT = 10


class FormerPassword(models.Model):
    """The hash of a password an account had before, so that it is not taken again."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="账号", on_delete=models.CASCADE, related_name="former_passwords"
    )
    encoded = models.CharField(max_length=128)
    replaced_at = models.DateTimeField("更换时间")

    class Meta:
        verbose_name = "用过的密码"
        verbose_name_plural = verbose_name
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.user} {self.replaced_at:%Y-%m-%d}"

    @classmethod
    def keep(cls, user, at):
        """Remember the password that is about to be replaced; the oldest beyond KEPT are forgotten."""
        if not is_password_usable(user.password):
            return
        cls.objects.create(user=user, encoded=user.password, replaced_at=at)
        kept = list(user.former_passwords.values_list("pk", flat=True)[:KEPT])
        user.former_passwords.exclude(pk__in=kept).delete()
