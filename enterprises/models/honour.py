from django.db import models
from django.db.models import Exists, OuterRef, Q

from officers.models import Fact, ScopedQuerySet

from .pairing import Pairing


class HonourQuerySet(ScopedQuerySet):
    def own_rows(self, grant):
        if grant.role == "officer":
            own = Pairing.objects.owned_by(grant).filter(enterprise=OuterRef("enterprise"))
            return (Q(officer__user_id=grant.user_id) | Q(Exists(own))) & Q(district_id__in=grant.reach)
        return None


class Honour(Fact):
    """表彰通报: praise, a title, a major support or a criticism of an officer, an enterprise or a unit, by document.

    `service_related` is the office's confirmation that an enterprise's honour or criticism has to do with the service
    work (J6); honours of the same `work` count once.
    """

    class Kind(models.TextChoices):
        COMMENDATION = "commendation", "工作表彰"
        TITLE = "title", "称号"
        MAJOR_SUPPORT = "major_support", "重大政策支持"
        CRITICISM = "criticism", "通报批评"

    class Level(models.TextChoices):
        NATION = "nation", "国家"
        PROVINCE = "province", "省"
        CITY = "city", "市"
        DISTRICT = "district", "区"

    officer = models.ForeignKey(
        "officers.Officer", verbose_name="首席服务官", null=True, blank=True, on_delete=models.PROTECT
    )
    enterprise = models.ForeignKey(
        "enterprises.Enterprise", verbose_name="企业", null=True, blank=True, on_delete=models.PROTECT
    )
    unit = models.ForeignKey("officers.Unit", verbose_name="单位", null=True, blank=True, on_delete=models.PROTECT)
    date = models.DateField("日期")
    kind = models.CharField("类型", max_length=14, choices=Kind.choices)
    level = models.CharField("级别", max_length=8, choices=Level.choices, blank=True)
    work = models.CharField("工作事项", max_length=200)
    service_related = models.BooleanField("服务相关")
    document_no = models.CharField("文号", max_length=80, blank=True)

    objects = HonourQuerySet.as_manager()
    logged = ("officer", "enterprise", "unit", "date", "kind", "level", "work", "service_related", "document_no")

    class Meta(Fact.Meta):
        verbose_name = "表彰通报"
        verbose_name_plural = verbose_name
        ordering = ["date", "pk"]
        constraints = [
            *Fact.Meta.constraints,
            models.CheckConstraint(
                condition=(
                    Q(officer__isnull=False, enterprise__isnull=True, unit__isnull=True)
                    | Q(officer__isnull=True, enterprise__isnull=False, unit__isnull=True)
                    | Q(officer__isnull=True, enterprise__isnull=True, unit__isnull=False)
                ),
                name="honour_one_target",
                violation_error_message="表彰通报须且只须有一个对象",
            ),
            models.CheckConstraint(
                condition=~Q(kind="title") | ~Q(level=""),
                name="honour_title_has_level",
                violation_error_message="称号须写明级别",
            ),
            *(
                models.UniqueConstraint(
                    fields=[target, "date", "kind", "work"],
                    condition=Q(voided_at__isnull=True),
                    name=f"honour_once_{target}",
                    violation_error_message="这一表彰通报已经登记",
                )
                for target in ("officer", "enterprise", "unit")
            ),
        ]

    def __str__(self):
        return f"{self.officer or self.enterprise or self.unit} {self.get_kind_display()}"

    def stamp(self):
        self.year = self.date.year
        return self
