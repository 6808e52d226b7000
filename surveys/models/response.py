"""答卷 of the confidential rounds: marks for the scorer, by firm, and nothing else. No page lists them."""

from django.db import models
from django.db.models import Q

from officers.models import Fact, ScopedQuerySet
from officers.workdays import local_day

from .question import Question, Satisfaction
from .survey import Survey


class NobodysQuerySet(ScopedQuerySet):
    """Single answers are nobody's to read in pages: only the scorer sums them up."""

    district_readers = frozenset()


class ResponseQuerySet(NobodysQuerySet):
    def valid(self):
        """Responses that are not void (G12)."""
        return self.filter(voided_at__isnull=True)


class Response(Fact):
    """One enterprise's reply to one round. A reply that came by import has no invitation.

    It holds the answers that score; remarks and further questions are kept apart, without the firm (Remark, Tally).
    """

    class Channel(models.TextChoices):
        LINK = "link", "网上填写"
        TELEPHONE = "telephone", "电话答复"
        IMPORT = "import", "导入"

    survey = models.ForeignKey(Survey, verbose_name="调查", on_delete=models.PROTECT, related_name="responses")
    enterprise = models.ForeignKey("enterprises.Enterprise", verbose_name="企业", on_delete=models.PROTECT)
    submitted_at = models.DateTimeField("填报时间")
    channel = models.CharField("来源", max_length=9, choices=Channel.choices, default=Channel.IMPORT)

    objects = ResponseQuerySet.as_manager()

    class Meta(Fact.Meta):
        verbose_name = "答卷"
        verbose_name_plural = verbose_name
        ordering = ["survey", "pk"]
        constraints = [
            *Fact.Meta.constraints,
            models.UniqueConstraint(
                fields=["survey", "enterprise"],
                condition=Q(voided_at__isnull=True),  # whose answer was void may be asked again
                name="response_once",
                violation_error_message="这家企业在本轮已有答卷",
            ),
        ]

    def __str__(self):
        return f"{self.survey} {self.number}"

    def stamp(self):
        self.year = local_day(self.submitted_at).year
        return self


class Answer(models.Model):
    """The choice made for one question. Which mark a choice is worth is the scheme's business."""

    Choice = Satisfaction

    district = models.ForeignKey("officers.District", verbose_name="地区", on_delete=models.PROTECT)
    response = models.ForeignKey(Response, verbose_name="答卷", on_delete=models.PROTECT, related_name="answers")
    question = models.ForeignKey(Question, verbose_name="题目", on_delete=models.PROTECT)
    choice = models.CharField("选择", max_length=10, choices=Satisfaction.choices)

    objects = NobodysQuerySet.as_manager()

    class Meta:
        verbose_name = "回答"
        verbose_name_plural = verbose_name
        constraints = [models.UniqueConstraint(fields=["response", "question"], name="answer_once")]

    def __str__(self):
        return self.choice


class Tally(models.Model):
    """How often an answer was given to a question that does not score, or in an anonymous round: a count, no reply."""

    district = models.ForeignKey("officers.District", verbose_name="地区", on_delete=models.PROTECT)
    question = models.ForeignKey(Question, verbose_name="题目", on_delete=models.PROTECT, related_name="tallies")
    choice = models.CharField("选择", max_length=60)
    count = models.PositiveIntegerField("份数", default=0)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "合计"
        verbose_name_plural = verbose_name
        constraints = [
            models.UniqueConstraint(fields=["question", "choice"], name="tally_once"),
            models.CheckConstraint(condition=~Q(choice=""), name="tally_of_a_choice"),
        ]

    def __str__(self):
        return f"{self.choice} {self.count}"
