from django.db import models
from django.db.models import Q

from .named import Named, NamedQuerySet
from .register import Registered
from .scope import ScopedQuerySet


class UnitQuerySet(NamedQuerySet, ScopedQuerySet):
    def own_rows(self, grant):
        return Q(pk=grant.unit_id) if grant.unit_id else None


class Unit(Named, Registered):
    """An office that sends officers, solves problems or is assessed itself."""

    class Kind(models.TextChoices):
        DEPARTMENT = "department", "区直部门"
        STREET = "street", "街道"
        TOWN = "town", "区镇"
        COUNTY = "county", "县区"
        BUREAU = "bureau", "管委会局室"
        OTHER = "other", "其他"

    class Group(models.TextChoices):
        A = "A", "A组"
        B = "B", "B组"

    district = models.ForeignKey("officers.District", verbose_name="地区", on_delete=models.PROTECT)
    name = models.CharField("单位名称", max_length=100)
    kind = models.CharField("单位类别", max_length=12, choices=Kind.choices)
    group = models.CharField("分组", max_length=1, choices=Group.choices, blank=True)

    objects = UnitQuerySet.as_manager()
    logged = ("name", "kind", "group")

    class Meta:
        verbose_name = "单位"
        verbose_name_plural = verbose_name
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["district", "name"],
                name="unit_name_once",
                violation_error_message="本地区已有同名单位",
            )
        ]

    def __str__(self):
        return self.name
