from django.db import models
from django.db.models import Q

from officers.models import Fact, ScopedQuerySet
from officers.workdays import local_day


class SurveyQuerySet(ScopedQuerySet):
    """Single answers are nobody's to read in pages: only the office sees the rounds, only the scorer the marks."""

    district_readers = frozenset({"office_director", "office_staff"})


class Survey(models.Model):
    """满意度调查: one round of questions to the enterprises. Its closing day decides the year it counts in (J5)."""

    district = models.ForeignKey("officers.District", verbose_name="地区", on_delete=models.PROTECT)
    name = models.CharField("轮次", max_length=60)
    closes_on = models.DateField("截止日期")

    objects = SurveyQuerySet.as_manager()

    class Meta:
        verbose_name = "满意度调查"
        verbose_name_plural = verbose_name
        ordering = ["closes_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["district", "name"], name="survey_once", violation_error_message="本地区已有这个轮次"
            )
        ]

    def __str__(self):
        return self.name


class QuestionQuerySet(ScopedQuerySet):
    district_readers = frozenset({"office_director", "office_staff"})


class Question(models.Model):
    """One question of a round. `aspect` names the scheme's aspect it answers for; without one it never scores."""

    district = models.ForeignKey("officers.District", verbose_name="地区", on_delete=models.PROTECT)
    survey = models.ForeignKey(Survey, verbose_name="调查", on_delete=models.PROTECT, related_name="questions")
    position = models.PositiveSmallIntegerField("次序")
    aspect = models.CharField("方面", max_length=30, blank=True)
    text = models.CharField("题目", max_length=200)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = "题目"
        verbose_name_plural = verbose_name
        ordering = ["survey", "position"]
        constraints = [
            models.UniqueConstraint(fields=["survey", "position"], name="question_position_once"),
            models.UniqueConstraint(fields=["survey", "aspect"], condition=~Q(aspect=""), name="question_aspect_once"),
        ]

    def __str__(self):
        return self.text


class ResponseQuerySet(ScopedQuerySet):
    district_readers = frozenset()

    def valid(self):
        """Responses that are not void (G12)."""
        return self.filter(voided_at__isnull=True)


class Response(Fact):
    """One enterprise's reply to one round. A reply that came by import has no invitation."""

    survey = models.ForeignKey(Survey, verbose_name="调查", on_delete=models.PROTECT, related_name="responses")
    enterprise = models.ForeignKey("enterprises.Enterprise", verbose_name="企业", on_delete=models.PROTECT)
    submitted_at = models.DateTimeField("填报时间")

    objects = ResponseQuerySet.as_manager()

    class Meta(Fact.Meta):
        verbose_name = "答卷"
        verbose_name_plural = verbose_name
        ordering = ["survey", "pk"]
        constraints = [
            *Fact.Meta.constraints,
            models.UniqueConstraint(
                fields=["survey", "enterprise"],
                name="response_once",
                violation_error_message="这家企业在本轮已有答卷",
            ),
        ]

    def __str__(self):
        return f"{self.survey} {self.number}"

    def stamp(self):
        self.year = local_day(self.submitted_at).year
        return self


class AnswerQuerySet(ScopedQuerySet):
    district_readers = frozenset()


class Answer(models.Model):
    """The choice made for one question. Which mark a choice is worth is the scheme's business."""

    class Choice(models.TextChoices):
        VERY_SATISFIED = "非常满意"
        SATISFIED = "满意"
        FAIRLY_SATISFIED = "基本满意"
        DISSATISFIED = "不满意"
        VERY_DISSATISFIED = "非常不满意"

    district = models.ForeignKey("officers.District", verbose_name="地区", on_delete=models.PROTECT)
    response = models.ForeignKey(Response, verbose_name="答卷", on_delete=models.PROTECT, related_name="answers")
    question = models.ForeignKey(Question, verbose_name="题目", on_delete=models.PROTECT)
    choice = models.CharField("选择", max_length=10, choices=Choice.choices)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        verbose_name = "回答"
        verbose_name_plural = verbose_name
        constraints = [models.UniqueConstraint(fields=["response", "question"], name="answer_once")]

    def __str__(self):
        return self.choice
