from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q

from .flag import Flag
from .invitation import Invitation
from .response import Response
from .survey import Survey
from .telephone import OfficeQuerySet
from .versioned import Versioned


class CallBackDraw(Versioned):
    """抽取: firms drawn by lot out of those that had answered, for a third party to call back.

    Seed and pool are kept, so that anybody can draw the same firms again (`surveys.invite.draw`).
    """

    district = models.ForeignKey("officers.District", verbose_name="地区", on_delete=models.PROTECT)
    survey = models.ForeignKey(Survey, verbose_name="调查", on_delete=models.PROTECT, related_name="draws")
    seed = models.CharField("抽取种子", max_length=32)
    #: credit codes of those that had answered and were not drawn before
    pool = models.JSONField("抽取范围")
    size = models.PositiveIntegerField("抽取家数")
    drawn_at = models.DateTimeField("抽取时间")
    drawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="抽取人", null=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = OfficeQuerySet.as_manager()
    logged = ("seed", "size")

    class Meta:
        verbose_name = "回访抽取"
        verbose_name_plural = verbose_name
        ordering = ["drawn_at", "pk"]

    def __str__(self):
        return f"{self.survey} 抽取{self.size}家"


class CallBackQuerySet(OfficeQuerySet):
    def waiting(self):
        """Those still to be called."""
        return self.filter(outcome__in=CallBack.WAITING)

    def about_what_stands(self):
        """Without those that ended before the firm's answer came: they spoke of one that was void, and the firm has
        answered anew."""
        newer = Response.objects.valid().filter(
            survey=OuterRef("survey"), enterprise=OuterRef("invitation__enterprise"), entered_at__gt=OuterRef("done_at")
        )
        return self.filter(Q(outcome__in=CallBack.WAITING) | ~Exists(newer))


class CallBack(Versioned):
    """回访: one call to a firm and what it said about its answer; never what it had answered."""

    class Why(models.TextChoices):
        DRAWN = "drawn", "随机抽取"
        FLAGGED = "flagged", "核看疑点"
        ASKED = "asked", "企业请回访"
        UNSATISFIED = "unsatisfied", "二次转办后再访"

    class Outcome(models.TextChoices):
        WAITING = "", "待回访"
        AGAIN = "again", "没有接通，再打"
        REACHED = "reached", "已接通"
        GIVEN_UP = "given_up", "多次没有接通，不再打"

    WAITING = (Outcome.WAITING, Outcome.AGAIN)

    district = models.ForeignKey("officers.District", verbose_name="地区", on_delete=models.PROTECT)
    survey = models.ForeignKey(Survey, verbose_name="调查", on_delete=models.PROTECT, related_name="call_backs")
    invitation = models.ForeignKey(Invitation, verbose_name="邀请", on_delete=models.PROTECT, related_name="call_backs")
    why = models.CharField("事由", max_length=11, choices=Why.choices)
    draw = models.ForeignKey(CallBackDraw, verbose_name="抽取", null=True, blank=True, on_delete=models.PROTECT)
    flag = models.ForeignKey(Flag, verbose_name="疑点", null=True, blank=True, on_delete=models.PROTECT)
    outcome = models.CharField("接通", max_length=8, choices=Outcome.choices, blank=True)
    attempts = models.PositiveSmallIntegerField("打过次数", default=0)
    #: whether the firm itself gave the answer
    is_own = models.BooleanField("本单位所填", null=True)
    is_satisfied = models.BooleanField("满意", null=True)
    caller = models.CharField("回访单位或人", max_length=60, blank=True)
    note = models.CharField("备注", max_length=200, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="登记人", null=True, on_delete=models.PROTECT, related_name="+"
    )
    done_at = models.DateTimeField("登记时间", null=True)
    #: the answer that was voided because of this call
    voided_response = models.OneToOneField(
        "surveys.Response", verbose_name="作废的答卷", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = CallBackQuerySet.as_manager()
    logged = ("why", "outcome", "caller")  # never what the firm said

    class Meta:
        verbose_name = "回访"
        verbose_name_plural = verbose_name
        ordering = ["survey", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["invitation", "why"],
                condition=Q(outcome__in=["", "again"]),
                name="call_back_one_waiting",
                violation_error_message="这家企业已有一次同样事由的回访在等",
            ),
            models.CheckConstraint(
                condition=Q(outcome="reached") | Q(is_own__isnull=True, is_satisfied__isnull=True),
                name="call_back_says_what_was_heard",
                violation_error_message="没有接通的，不能登记企业的回答",
            ),
            models.CheckConstraint(
                condition=Q(voided_response__isnull=True) | Q(is_own=False),
                name="call_back_voids_what_is_not_own",
                violation_error_message="只有企业说不是本单位所填的答卷才能作废",
            ),
        ]

    def __str__(self):
        return f"{self.invitation} 回访"

    @property
    def is_waiting(self):
        return self.outcome in self.WAITING

    def record(self, actor, version, heard):
        """Write down how a call went; `heard` are outcome, is_own, is_satisfied, caller and note. Raises StaleRecord,
        ValidationError once something was done because of what was written here before.
        """
        from .second_handling import SecondHandling

        decided = SecondHandling.objects.filter(second=self, exempt__isnull=False)
        handed_on = self.second_handlings.filter(voided_at__isnull=True)
        if self.voided_response_id or handed_on.exists() or decided.exists():
            raise ValidationError("已据此作废答卷、转办或评判，回访结果不能再改")
        changes = {**heard, "attempts": self.attempts + 1, "done_by": actor.user, "done_at": actor.at}
        return self.change(actor, version, "登记回访结果", changes)
