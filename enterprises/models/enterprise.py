from django.db import models
from django.db.models import Exists, OuterRef, Q

from officers.models import Named, NamedQuerySet, Registered, ScopedQuerySet


class EnterpriseQuerySet(NamedQuerySet, ScopedQuerySet):
    def own_rows(self, grant):
        from .pairing import Pairing

        if grant.role in ("officer", "deputy", "liaison"):
            own = Pairing.objects.owned_by(grant).filter(enterprise=OuterRef("pk"))
            return Q(Exists(own), district_id__in=grant.reach)
        return None

    def called_rows(self, grant):
        """Of own enterprises those that are so today: whoever handed one over calls it no more."""
        from .pairing import Pairing

        if grant.role in ("officer", "deputy", "liaison"):
            own = Pairing.objects.in_force_on(grant.day).owned_by(grant).filter(enterprise=OuterRef("pk"))
            return Q(Exists(own), district_id__in=grant.reach)
        return None

    def found_by(self, text):
        """Those whose name holds the text, in characters, pinyin or first letters, or whose credit code begins so."""
        wanted = "".join(text.split())
        if not wanted:
            return self
        return self.filter(Q(spelled__contains=wanted.lower()) | Q(credit_code__startswith=wanted.upper()))

    def paired_on(self, day, **whose):
        """Those with a pairing in force on a day, of the officers that `whose` says of pairings."""
        from .pairing import Pairing

        return self.filter(Exists(Pairing.objects.in_force_on(day).filter(enterprise=OuterRef("pk"), **whose)))

    def unpaired_on(self, day):
        """Those that nobody answers for on a day."""
        from .pairing import Pairing

        return self.filter(~Exists(Pairing.objects.in_force_on(day).filter(enterprise=OuterRef("pk"))))


class Enterprise(Named, Registered):
    """A key firm that is served."""

    district = models.ForeignKey("officers.District", verbose_name="地区", on_delete=models.PROTECT)
    credit_code = models.CharField("统一社会信用代码", max_length=18)
    name = models.CharField("企业名称", max_length=120)
    area = models.CharField("所在区域", max_length=60, blank=True)
    industry = models.CharField("行业", max_length=60, blank=True)
    contact = models.CharField("联系人", max_length=60, blank=True)
    phone = models.CharField("联系电话", max_length=30, blank=True)
    #: where survey links may be sent; no part of the workbook
    email = models.EmailField("电子邮箱", blank=True)

    objects = EnterpriseQuerySet.as_manager()
    logged = ("credit_code", "name", "area", "industry", "contact", "phone", "email")

    class Meta:
        verbose_name = "企业"
        verbose_name_plural = verbose_name
        ordering = ["credit_code"]
        constraints = [
            models.UniqueConstraint(
                fields=["district", "credit_code"],
                name="enterprise_code_once",
                violation_error_message="本地区已有这个统一社会信用代码",
            )
        ]

    def __str__(self):
        return self.name
