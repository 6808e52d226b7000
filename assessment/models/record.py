from django.db import models
from django.db.models import Q

from officers.models import Fact, ScopedQuerySet

#: the 事项 that declares a subject's record book complete for the year of its date
BOOK_COMPLETE = "登记完毕"


class RecordQuerySet(ScopedQuerySet):
    """What assessors wrote is for the office and the leaders; who is assessed reads it in the published sheet."""

    def of_scheme(self, code, year):
        """The records of one scheme dated in `year`, void ones left out."""
        return self.filter(scheme_code=code, date__year=year, voided_at__isnull=True)


class Record(Fact):
    """考核记录: one thing an assessor recorded by hand under a scheme's measure (`item`), or a finding by document."""

    scheme_code = models.CharField("考核办法", max_length=60)
    officer = models.ForeignKey(
        "officers.Officer", verbose_name="首席服务官", null=True, blank=True, on_delete=models.PROTECT
    )
    unit = models.ForeignKey("officers.Unit", verbose_name="单位", null=True, blank=True, on_delete=models.PROTECT)
    item = models.CharField("事项", max_length=60)
    date = models.DateField("日期")
    value = models.CharField("数值", max_length=100, blank=True)
    rater = models.CharField("评议人", max_length=60, blank=True)
    related = models.CharField("关联对象", max_length=60, blank=True)
    document_no = models.CharField("文号", max_length=80, blank=True)
    note = models.CharField("说明", max_length=300, blank=True)

    objects = RecordQuerySet.as_manager()

    class Meta(Fact.Meta):
        verbose_name = "考核记录"
        verbose_name_plural = verbose_name
        ordering = ["date", "pk"]
        constraints = [
            *Fact.Meta.constraints,
            models.CheckConstraint(
                condition=Q(officer__isnull=False, unit__isnull=True) | Q(officer__isnull=True, unit__isnull=False),
                name="record_one_subject",
                violation_error_message="考核记录须且只须有一个对象",
            ),
            *(
                models.UniqueConstraint(
                    fields=["scheme_code", subject, "item", "date", "rater", "related"],
                    condition=Q(voided_at__isnull=True),
                    name=f"record_once_{subject}",
                    violation_error_message="这条考核记录已经登记",
                )
                for subject in ("officer", "unit")
            ),
        ]
        indexes = [models.Index(fields=["district", "scheme_code", "date"], name="record_scheme")]

    def __str__(self):
        return f"{self.scheme_code} {self.item} {self.date}"

    def stamp(self):
        self.year = self.date.year
        return self
