from django.db import models
from django.db.models import Q

from officers.models import Logged, ScopedQuerySet

from .survey import Survey


class QuestionQuerySet(ScopedQuerySet):
    def further(self):
        """Those that never score."""
        return self.filter(aspect="")


class Question(Logged):
    """One question of a round. `aspect` names the scheme's aspect it answers for; without one it never scores."""

    class Kind(models.TextChoices):
        SATISFACTION = "satisfaction", "满意度五档"
        CHOICE = "choice", "单选"
        SCALE = "scale", "打分（1到10）"
        TEXT = "text", "文字"

    district = models.ForeignKey("officers.District", verbose_name="地区", on_delete=models.PROTECT)
    survey = models.ForeignKey(Survey, verbose_name="调查", on_delete=models.PROTECT, related_name="questions")
    position = models.PositiveSmallIntegerField("次序")
    kind = models.CharField("题型", max_length=12, choices=Kind.choices, default=Kind.SATISFACTION)
    aspect = models.CharField("方面", max_length=30, blank=True)
    text = models.CharField("题目", max_length=200)
    hint = models.CharField("说明", max_length=100, blank=True)
    #: what a choice offers, in order; empty for the other kinds
    options = models.JSONField("选项", default=list, blank=True)

    objects = QuestionQuerySet.as_manager()
    logged = ("position", "kind", "aspect", "text", "hint")

    class Meta:
        verbose_name = "题目"
        verbose_name_plural = verbose_name
        ordering = ["survey", "position"]
        constraints = [
            models.UniqueConstraint(fields=["survey", "position"], name="question_position_once"),
            models.UniqueConstraint(fields=["survey", "aspect"], condition=~Q(aspect=""), name="question_aspect_once"),
            models.CheckConstraint(
                condition=Q(aspect="") | Q(kind="satisfaction"),
                name="question_aspect_is_marked",
                violation_error_message="计入考核的题目只能用满意度五档",
            ),
        ]

    def __str__(self):
        return self.text

    def as_logged(self):
        return super().as_logged() | {"options": self.options}

    @property
    def offered(self):
        """The answers that can be ticked, in order; none for a text."""
        return {
            self.Kind.SATISFACTION: list(Satisfaction.values),
            self.Kind.CHOICE: self.options,
            self.Kind.SCALE: [str(step) for step in range(1, 11)],
        }.get(self.kind, [])

    @property
    def field_name(self):
        """What the answer is called in a form."""
        return f"q{self.pk}"


class Satisfaction(models.TextChoices):
    """Five steps; which mark a step is worth is the scheme's business."""

    VERY_SATISFIED = "非常满意"
    SATISFIED = "满意"
    FAIRLY_SATISFIED = "基本满意"
    DISSATISFIED = "不满意"
    VERY_DISSATISFIED = "非常不满意"
