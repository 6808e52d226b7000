from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Q

from officers.models import Fact, LogEntry, ScopedQuerySet

from .pairing import Pairing


class HonourQuerySet(ScopedQuerySet):
    def own_rows(self, grant):
        """Their own, and those of own enterprises; whoever handed one over sees none given later."""
        if grant.role == "officer":
            own = Pairing.objects.owned_by(grant).filter(
                Q(ends__isnull=True) | Q(ends__gte=OuterRef("date")), enterprise=OuterRef("enterprise")
            )
            return (Q(officer__user_id=grant.user_id) | Q(Exists(own))) & Q(district_id__in=grant.reach)
        return None

    def standing(self):
        return self.filter(voided_at__isnull=True)

    def criticisms_of(self, document_no):
        """The standing criticisms by this document: passed on, one document counts once for an officer (J6)."""
        return self.standing().filter(kind="criticism", document_no=document_no).exclude(document_no="")

    def criticisms_about(self, officer, year):
        """The standing criticisms of an officer that may be of a year: dated in it or, of its end, in the next."""
        return self.standing().filter(kind="criticism", officer=officer, date__year__in=(year, year + 1))

    def about(self, text):
        """Those whose person, firm or unit is called so, or whose work or document holds the text."""
        spelled = "".join(text.split()).lower()
        if not spelled:
            return self
        named = Q()
        for target in ("officer", "enterprise", "unit"):
            named |= Q(**{f"{target}__spelled__contains": spelled})
        return self.filter(named | Q(work__icontains=text.strip()) | Q(document_no__icontains=text.strip()))

    def waiting(self):
        """Those of enterprises that the office has neither confirmed as 服务相关 nor found not to be (J6)."""
        return self.standing().filter(enterprise__isnull=False, service_related=False, confirmed__isnull=True)


class Honour(Fact):
    """表彰通报: praise, a title, a major support or a criticism of an officer, an enterprise or a unit, by document.

    `service_related` is what counts: whether it has to do with the service work (J6); honours of the same `work` count
    once. `confirmed` keeps beside it what the office confirmed, so that an import that says otherwise later does not
    stand under the name of the one who had confirmed.
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
    confirmed = models.BooleanField("确认结果", null=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="确认人",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    confirmed_at = models.DateTimeField("确认时间", null=True)

    objects = HonourQuerySet.as_manager()
    logged = (
        "officer", "enterprise", "unit", "date", "kind", "level", "work", "service_related", "document_no", "confirmed",
    )  # fmt: skip

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
        return f"{self.target} {self.get_kind_display()}"

    @property
    def target(self):
        """Who is praised or criticised: an officer, an enterprise or a unit."""
        return self.officer or self.enterprise or self.unit

    @property
    def is_confirmed(self):
        """Whether what counts is what the office confirmed."""
        return self.confirmed is not None and self.confirmed == self.service_related

    @property
    def is_waiting(self):
        """Whether it counts nowhere only because nobody has looked yet."""
        return bool(self.enterprise_id) and not self.service_related and self.confirmed is None and not self.is_void

    def concerns(self, user):
        """Whether it counts for the officer whose account this is (J6)."""
        if self.officer_id:
            return self.officer.user_id == user.pk
        served = Pairing.objects.in_force_on(self.date).filter(enterprise_id=self.enterprise_id)
        return bool(self.enterprise_id) and served.filter(officer__user_id=user.pk).exists()

    def stamp(self):
        self.year = self.date.year
        return self

    def confirm(self, actor, version, related):
        """The office says whether it has to do with the service work: an act of its own. Returns the record.

        Raises StaleRecord when somebody was faster.
        """
        before = self.as_logged()
        decided = {"confirmed": related, "confirmed_by": actor.user, "confirmed_at": actor.at}
        with transaction.atomic():
            self._change(version, {"service_related": related, **decided})
            LogEntry.write(actor, "确认服务相关", record=self, before=before, after=self.as_logged())
        return self


class DifferentWorks(models.Model):
    """Two titles of one officer's honours that a person found to be different works: they are not offered again.

    `first` sorts before `second` by code points, as Python does it: a database sorts by its own alphabet.
    """

    district = models.ForeignKey("officers.District", verbose_name="地区", on_delete=models.PROTECT)
    officer = models.ForeignKey("officers.Officer", verbose_name="首席服务官", on_delete=models.PROTECT)
    first = models.CharField("工作事项甲", max_length=200)
    second = models.CharField("工作事项乙", max_length=200)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="认定人", null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField("认定时间")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "不同工作事项"
        verbose_name_plural = verbose_name
        constraints = [
            models.UniqueConstraint(
                fields=["officer", "first", "second"],
                name="different_works_once",
                violation_error_message="这两个工作事项已经认定为不同的工作",
            ),
            models.CheckConstraint(
                condition=~Q(first=F("second")),
                name="different_works_differ",
                violation_error_message="两个工作事项须不同",
            ),
        ]

    def __str__(self):
        return f"{self.officer} {self.first}／{self.second}"
