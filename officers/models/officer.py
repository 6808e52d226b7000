from django.conf import settings
from django.db import models, transaction
from django.db.models import Q

from .log import LogEntry
from .named import Named, NamedQuerySet
from .scope import ScopedQuerySet


class OfficerQuerySet(NamedQuerySet, ScopedQuerySet):
    def own_rows(self, grant):
        if grant.role == "officer":
            return Q(district_id__in=grant.reach, user_id=grant.user_id)
        if grant.role == "liaison":
            return Q(district_id__in=grant.reach, unit_id=grant.unit_id)
        return None


class Person(Named):
    """What an officer and a deputy have in common: a named person of a unit, perhaps with an account."""

    district = models.ForeignKey("officers.District", verbose_name="地区", on_delete=models.PROTECT)
    name = models.CharField("姓名", max_length=60)
    unit = models.ForeignKey("officers.Unit", verbose_name="单位", null=True, blank=True, on_delete=models.PROTECT)
    phone = models.CharField("手机", max_length=20, blank=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, verbose_name="账号", null=True, blank=True, on_delete=models.PROTECT
    )

    class Meta(Named.Meta):
        abstract = True

    def __str__(self):
        return self.name

    def link(self, actor, user):
        """Say that this person signs in with `user`; False when somebody has linked it meanwhile."""
        with transaction.atomic():
            if not type(self).objects.filter(pk=self.pk, user__isnull=True).update(user=user):
                return False
            self.user = user
            LogEntry.write(actor, "关联账号", record=self, after={"user": user.username})
        return True

    def unlink(self, actor):
        """This person signs in no longer with the account; what was recorded keeps its author."""
        with transaction.atomic():
            LogEntry.write(actor, "解除关联账号", record=self, before={"user": self.user.username})
            self.user = None
            self.save(update_fields=["user"])


class Officer(Person):
    """首席服务官: the person who is assessed."""

    code = models.CharField("编号", max_length=30)
    title = models.CharField("职务", max_length=60, blank=True)

    objects = OfficerQuerySet.as_manager()

    class Meta:
        verbose_name = "首席服务官"
        verbose_name_plural = verbose_name
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(
                fields=["district", "code"],
                name="officer_code_once",
                violation_error_message="本地区已有这个编号",
            )
        ]


class DeputyQuerySet(NamedQuerySet, ScopedQuerySet):
    def own_rows(self, grant):
        if grant.role == "deputy":
            return Q(district_id__in=grant.reach, user_id=grant.user_id)
        return None


class Deputy(Person):
    """分包人: the section chief who stands beside an officer; another person, never assessed."""

    objects = DeputyQuerySet.as_manager()

    class Meta:
        verbose_name = "分包人"
        verbose_name_plural = verbose_name
        ordering = ["name", "pk"]
        indexes = [models.Index(fields=["district", "name"], name="deputy_name")]
