from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from .district import District
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


class UserQuerySet(ScopedQuerySet):
    def scope_of(self, grant):
        """Accounts are the administrator's business; everyone sees their own."""
        if grant.role == Role.ADMIN:
            return Q(pk=grant.user_id) | Q(pk__in=Grant.objects.filter(district_id__in=grant.reach).values("user_id"))
        return Q(pk=grant.user_id)


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    def create_user(self, username, password=None, **fields):
        """A new account; without a password nobody can sign in with it."""
        user = self.model(username=self.model.normalize_username(username), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person who signs in. What they may do is in their grants, several and dated."""

    username = models.CharField("登录名", max_length=60, unique=True)
    name = models.CharField("姓名", max_length=60)
    is_active = models.BooleanField("启用", default=True)
    must_change_password = models.BooleanField("须改初始密码", default=False)

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


class GrantQuerySet(ScopedQuerySet):
    def scope_of(self, grant):
        if grant.role == Role.ADMIN:
            return Q(district_id__in=grant.reach)
        return Q(user_id=grant.user_id)

    def in_force(self, user, day):
        """The user's grants on `day`, each with that `day` and `reach`: the ids of its district and all below it.

        Two queries.
        """
        grants = list(
            self.filter(user=user, starts__lte=day)
            .filter(Q(ends__isnull=True) | Q(ends__gte=day))
            .select_related("district", "unit")
            .order_by("pk")
        )
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
    """One role of one person in one district, from a day until a day (both included)."""

    user = models.ForeignKey(User, verbose_name="账号", on_delete=models.PROTECT, related_name="grants")
    role = models.CharField("身份", max_length=20, choices=Role.choices)
    district = models.ForeignKey("officers.District", verbose_name="地区", on_delete=models.PROTECT)
    unit = models.ForeignKey("officers.Unit", verbose_name="单位", null=True, blank=True, on_delete=models.PROTECT)
    starts = models.DateField("起")
    ends = models.DateField("止", null=True, blank=True)

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
