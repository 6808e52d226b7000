import uuid

from django.db import models
from django.db.models import Q

from officers.models import ScopedQuerySet

from .question import Question
from .survey import Survey


class RemarkQuerySet(ScopedQuerySet):
    district_readers = frozenset({"office_director", "office_staff"})

    def readable(self):
        """What may be read now. A text that appears beside a firm that has just answered is that firm's, so those
        without a name wait until the round is counted, and for enough others; whoever asked to be named need not."""
        from .result import FEWEST

        return self.filter(Q(enterprise__isnull=False) | Q(survey__result__answered__gte=FEWEST))


class Remark(models.Model):
    """一段文字 of an answer, kept apart from it: no time, no order, and no firm unless the firm asked to be named.

    The key is random; after closing the rows are written anew in random order (`seal`).
    """

    class State(models.TextChoices):
        OPEN = "open", "待处理"
        ISSUE = "issue", "已转为企业问题"
        CASE = "case", "办公室办理"
        NOTED = "noted", "已阅"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    district = models.ForeignKey("officers.District", verbose_name="地区", on_delete=models.PROTECT)
    survey = models.ForeignKey(Survey, verbose_name="调查", on_delete=models.PROTECT, related_name="remarks")
    #: the question it answers; none: the free remark at the end
    question = models.ForeignKey(Question, verbose_name="题目", null=True, blank=True, on_delete=models.PROTECT)
    text = models.CharField("意见", max_length=300)
    #: only where the firm asked that its matter be dealt with under its name
    enterprise = models.ForeignKey(
        "enterprises.Enterprise", verbose_name="企业", null=True, blank=True, on_delete=models.PROTECT
    )
    state = models.CharField("处理", max_length=6, choices=State.choices, default=State.OPEN)
    issue = models.OneToOneField(
        "enterprises.Issue", verbose_name="企业问题", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = RemarkQuerySet.as_manager()

    class Meta:
        verbose_name = "意见"
        verbose_name_plural = verbose_name
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="remark_says_something"),
            models.CheckConstraint(
                condition=Q(state="issue", issue__isnull=False, enterprise__isnull=False)
                | (~Q(state="issue") & Q(issue__isnull=True)),
                name="remark_issue_is_named",
                violation_error_message="只有企业同意写明名称的意见才能转为企业问题",
            ),
        ]

    def __str__(self):
        return "意见"  # the text stands in no log

    @property
    def is_named(self):
        """Whether the firm asked that its matter be dealt with under its name."""
        return self.enterprise_id is not None
