from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Q

from .district import District
from .log import LogEntry
from .scope import ScopedQuerySet


class Role(models.TextChoices):
    ADMIN = "admin", "系统管理员"
    OFFICE_DIRECTOR = "office_director", "办公室主任"
    OFFICE_STAFF = "office_staff", "办公室工作人员"
    OFFICER = "officer", "首席服务官"
    DEPUTY = "deputy", "分包人"
    LIAISON = "liaison", "联络员"
    DEPARTMENT = "department", "责任部门"
    LEADER = "leader", "领导小组"
    REVIEWER = "reviewer", "联合考核"
    OVERSIGHT = "oversight", "监督"
    RATER = "rater", "评议人"


class GrantQuerySet(ScopedQuerySet):
    def scope_of(self, grant):
        if grant.role == Role.ADMIN:
            return Q(district_id__in=grant.reach)
        return Q(user_id=grant.user_id)

    def standing(self, day):
        """Those that are in force on `day` or will be later."""
        return self.filter(stopped_at__isnull=True).filter(Q(ends__isnull=True) | Q(ends__gte=day))

    def reaching(self, district):
        """Those of a district and of all above it."""
        codes = district.path.strip("/").split("/")
        return self.filter(district__path__in=[f"/{'/'.join(codes[: n + 1])}/" for n in range(len(codes))])

    def in_force(self, user, day):
        """The user's grants on `day`, each with that `day` and `reach`: the ids of its district and all below it; and
        with `is_registered`: whether the account is that of an officer or a deputy, whatever the grant.

        Two queries.
        """
        from .officer import Deputy, Officer

        officers, deputies = (people.objects.filter(user=OuterRef("user")) for people in (Officer, Deputy))
        standing = self.filter(user=user, starts__lte=day).standing(day)
        standing = standing.annotate(is_registered=Exists(officers) | Exists(deputies))
        grants = list(standing.select_related("district", "unit").order_by("pk"))
        if not grants:
            return ()
        below = Q()
        for grant in grants:
            below |= Q(path__startswith=grant.district.path)
        districts = list(District.objects.filter(below).values_list("pk", "path"))
        for grant in grants:
            grant.day = day
            grant.reach = tuple(pk for pk, path in districts if path.startswith(grant.district.path))
        return tuple(grants)


class Grant(models.Model):
    """One role of one person in one district, from a day until a day (both included), unless it was stopped at once."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="账号", on_delete=models.PROTECT, related_name="grants"
    )
    role = models.CharField("身份", max_length=20, choices=Role.choices)
    district = models.ForeignKey("officers.District", verbose_name="地区", on_delete=models.PROTECT)
    unit = models.ForeignKey("officers.Unit", verbose_name="单位", null=True, blank=True, on_delete=models.PROTECT)
    starts = models.DateField("起")
    ends = models.DateField("止", null=True, blank=True)
    stopped_at = models.DateTimeField("停止时间", null=True, blank=True, editable=False)

    objects = GrantQuerySet.as_manager()

    class Meta:
        verbose_name = "授权"
        verbose_name_plural = verbose_name
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")),
                name="grant_ends_after_start",
                violation_error_message="授权的止日不能早于起日",
            ),
            models.CheckConstraint(
                condition=~Q(role__in=["department", "liaison"]) | Q(unit__isnull=False),
                name="grant_unit_named",
                violation_error_message="责任部门和联络员的授权须写明单位",
            ),
        ]

    def __str__(self):
        return f"{self.user} {self.get_role_display()}"

    def stands_on(self, day):
        """Whether it is in force on `day` or will be later."""
        return self.stopped_at is None and (self.ends is None or self.ends >= day)

    def give(self, actor):
        """Write this new grant with its log entry. Returns it; raises IntegrityError where a law is broken."""
        with transaction.atomic():
            self.save(force_insert=True)
            LogEntry.write(actor, "授予身份", record=self, after=self._as_logged())
        return self

    def end(self, actor, ends=None):
        """Let it end after the day `ends`, or without one at this moment. Nothing is deleted. Returns the grant."""
        before = self._as_logged()
        with transaction.atomic():
            if ends is None:
                self.stopped_at = actor.at
            else:
                self.ends = ends
            self.save(update_fields=["ends", "stopped_at"])
            LogEntry.write(actor, "停止身份", record=self, before=before, after=self._as_logged())
        return self

    def _as_logged(self):
        return {
            "role": self.role,
            "district": str(self.district),
            "unit": str(self.unit) if self.unit else None,
            "starts": self.starts.isoformat(),
            "ends": self.ends.isoformat() if self.ends else None,
            "stopped_at": self.stopped_at.isoformat() if self.stopped_at else None,
        }
