from django.conf import settings
from django.db import models
from django.db.models import Q

from officers.models import ScopedQuerySet


class SchemeVersionQuerySet(ScopedQuerySet):
    def scope_of(self, grant):
        """Regulations are public: whoever has a grant sees them."""
        return Q(pk__isnull=False)

    def remember(self, scheme, source, at):
        """The row of a `rules.Scheme`, made from its TOML text the first time its digest is seen."""
        found, _ = self.get_or_create(
            digest=scheme.digest,
            defaults={
                "code": scheme.code,
                "version": scheme.version,
                "title": scheme.title,
                "subject": scheme.subject,
                "effective_from": scheme.effective_from,
                "source": source,
                "loaded_at": at,
            },
        )
        return found


class SchemeVersion(models.Model):
    """One version of a 考核办法 as it was when first used, found again by the digest of its canonical JSON.

    A row never changes: another text is another version (past years keep their rules).
    """

    append_only = True

    code = models.CharField("代码", max_length=60)
    version = models.CharField("版本", max_length=20)
    digest = models.CharField("摘要", max_length=64, unique=True)
    title = models.CharField("名称", max_length=200)
    subject = models.CharField("考核对象", max_length=20)
    effective_from = models.DateField("施行日期")
    source = models.TextField("办法全文（TOML）")
    loaded_at = models.DateTimeField("载入时间")

    objects = SchemeVersionQuerySet.as_manager()

    class Meta:
        verbose_name = "考核办法"
        verbose_name_plural = verbose_name
        ordering = ["code", "version", "pk"]

    def __str__(self):
        return f"{self.code}@{self.version}"


class InterpretationQuerySet(ScopedQuerySet):
    def scope_of(self, grant):
        return Q(district_id__in=grant.reach)


class Interpretation(models.Model):
    """A district's decision on one reading of the text that the scheme registers: by whom, by which document.

    A reading without a row, or without a document, is 待定; nothing may be published on it.
    """

    district = models.ForeignKey("officers.District", verbose_name="地区", on_delete=models.PROTECT)
    scheme = models.ForeignKey(SchemeVersion, verbose_name="考核办法", on_delete=models.PROTECT)
    ident = models.CharField("解释编号", max_length=20)
    decided_on = models.DateField("决定日期", null=True, blank=True)
    decided_by = models.CharField("决定机关", max_length=100, blank=True)
    document_no = models.CharField("文号", max_length=80, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="录入人", null=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = InterpretationQuerySet.as_manager()

    class Meta:
        verbose_name = "条文理解"
        verbose_name_plural = verbose_name
        constraints = [
            models.UniqueConstraint(
                fields=["district", "scheme", "ident"],
                name="interpretation_once",
                violation_error_message="这一条文理解已有决定",
            ),
            models.CheckConstraint(
                condition=Q(decided_on__isnull=True) | (~Q(decided_by="") & ~Q(document_no="")),
                name="interpretation_decided_by_document",
                violation_error_message="已定的条文理解须写明决定机关和文号",
            ),
        ]

    def __str__(self):
        return f"{self.scheme} {self.ident}"

    @property
    def is_decided(self):
        return self.decided_on is not None
