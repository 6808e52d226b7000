from django.db import models
from django.db.models import Q

from officers.models import Fact, ScopedQuerySet


class DisciplineQuerySet(ScopedQuerySet):
    #: by name, not by office: what is said of a person stays with those who answer for it
    district_readers = frozenset({"office_director", "leader", "oversight"})


class Discipline(Fact):
    """工作纪律: a breach of 保障措施（六） by an officer, as it was reported. Nothing follows from it by itself."""

    class Kind(models.TextChoices):
        POST = "post", "担任企业职务"
        GAIN = "gain", "领取财物"
        EXPENSE = "expense", "报销费用"
        OTHER = "other", "其他"

    officer = models.ForeignKey("officers.Officer", verbose_name="首席服务官", on_delete=models.PROTECT)
    date = models.DateField("日期")
    kind = models.CharField("类别", max_length=8, choices=Kind.choices)
    facts = models.TextField("事实", max_length=4000)
    document_no = models.CharField("文号", max_length=80)
    reported_by = models.CharField("报告单位或报告人", max_length=80)

    objects = DisciplineQuerySet.as_manager()
    #: the log is read by administrators too: it tells that there is a record, not what is said in it or by whom
    logged = ("officer", "date", "kind", "document_no")
    logs_reasons = False

    class Meta(Fact.Meta):
        verbose_name = "工作纪律记录"
        verbose_name_plural = verbose_name
        ordering = ["-date", "-pk"]
        constraints = [
            *Fact.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(document_no="") & ~Q(facts="") & ~Q(reported_by=""),
                name="discipline_has_grounds",
                violation_error_message="工作纪律记录须写明事实、文号和报告人",
            ),
            models.UniqueConstraint(
                fields=["officer", "date", "kind", "document_no"],
                condition=Q(voided_at__isnull=True),
                name="discipline_once",
                violation_error_message="这一文号下已有同样的工作纪律记录",
            ),
        ]

    def __str__(self):
        return f"{self.officer} {self.get_kind_display()}"

    def stamp(self):
        self.year = self.date.year
        return self
