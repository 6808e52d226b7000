from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from officers.models import Fact, LogEntry

from .call_back import CallBack
from .telephone import OfficeQuerySet


class SecondHandlingQuerySet(OfficeQuerySet):
    def standing(self):
        """Those that are not void."""
        return self.filter(voided_at__isnull=True)

    def judging(self):
        """Those of a firm that is still not satisfied, on which nobody has decided."""
        return self.standing().filter(second__is_satisfied=False, exempt__isnull=True)

    def unsettled(self):
        """Those that wait for somebody: a reply, a call or the finding on exemption."""
        ended = Q(second__is_satisfied=True) | Q(second__outcome="given_up") | Q(exempt__isnull=False)
        return self.standing().exclude(pk__in=self.model.objects.filter(ended).values("pk"))


class SecondHandling(Fact):
    """二次转办: a matter about which a firm was dissatisfied when called back, handed to a unit once more (KD-5b).

    Its state is derived from its steps. A unit is at fault only after a person has decided that nothing excuses it:
    until then the matter is pending, whatever the firm said.
    """

    class State(models.TextChoices):
        REPLYING = "replying", "待单位答复"
        CALLING = "calling", "待再次回访"
        JUDGING = "judging", "待免责评判"
        SATISFIED = "satisfied", "再访满意，办结"
        UNREACHED = "unreached", "再访没有接通，不计"
        EXEMPT = "exempt", "仍不满意，免责"
        AT_FAULT = "at_fault", "仍不满意，不免责"

    #: the first call-back, in which the firm was not satisfied
    call_back = models.ForeignKey(
        CallBack, verbose_name="回访", on_delete=models.PROTECT, related_name="second_handlings"
    )
    unit = models.ForeignKey("officers.Unit", verbose_name="承办（牵头）单位", on_delete=models.PROTECT)
    helpers = models.ManyToManyField("officers.Unit", verbose_name="配合单位", blank=True, related_name="+")
    matter = models.CharField("事项", max_length=300)
    #: whether the firm agreed that the unit learns its name
    named = models.BooleanField("企业同意写明名称", default=False)
    handed_on = models.DateField("转办日期")
    due = models.DateField("办理期限")
    reply = models.CharField("办理答复", max_length=500, blank=True)
    replied_on = models.DateField("答复日期", null=True, blank=True)
    #: the call after the unit's reply
    second = models.OneToOneField(
        CallBack, verbose_name="再次回访", null=True, blank=True, on_delete=models.PROTECT, related_name="settles"
    )
    exempt = models.BooleanField("免责", null=True)
    document_no = models.CharField("文号", max_length=80, blank=True)
    finding = models.CharField("评判理由", max_length=300, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="评判登记人", null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField("评判时间", null=True, blank=True)

    objects = SecondHandlingQuerySet.as_manager()
    logged = ("unit", "matter", "named", "handed_on", "due", "reply", "replied_on", "exempt", "document_no", "finding")

    class Meta(Fact.Meta):
        verbose_name = "二次转办"
        verbose_name_plural = verbose_name
        ordering = ["due", "pk"]
        constraints = [
            *Fact.Meta.constraints,
            models.UniqueConstraint(
                fields=["call_back"],
                condition=Q(voided_at__isnull=True),
                name="second_handling_once",
                violation_error_message="这次回访已经转办",
            ),
            models.CheckConstraint(
                condition=Q(due__gt=F("handed_on")),
                name="second_handling_due_after",
                violation_error_message="办理期限须在转办日期之后",
            ),
            models.CheckConstraint(
                condition=Q(reply="", replied_on__isnull=True, second__isnull=True)
                | (~Q(reply="") & Q(replied_on__isnull=False)),
                name="second_handling_reply_first",
                violation_error_message="单位答复以后才能再次回访",
            ),
            models.CheckConstraint(
                condition=Q(exempt__isnull=True, decided_at__isnull=True)
                | (Q(decided_at__isnull=False, second__isnull=False) & ~Q(document_no="") & ~Q(finding="")),
                name="second_handling_decided_by_document",
                violation_error_message="免责评判须在再次回访以后，写明文号和理由",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("entered_by")),
                name="second_handling_decided_by_another",
                violation_error_message="免责评判须由转办登记人以外的人登记",
            ),
        ]

    def __str__(self):
        return f"二次转办{self.number}"

    @property
    def state(self):
        """Where the chain stands; needs `second`."""
        if self.exempt is not None:
            return self.State.EXEMPT if self.exempt else self.State.AT_FAULT
        if self.second is None:
            return self.State.REPLYING
        if self.second.is_satisfied is False:
            return self.State.JUDGING
        if self.second.is_satisfied:
            return self.State.SATISFIED
        given_up = self.second.outcome == CallBack.Outcome.GIVEN_UP
        return self.State.UNREACHED if given_up else self.State.CALLING

    def step(self, actor, version, action, changes):
        """One step of the chain, as it was shown in `version`, with its log entry. Raises StaleRecord; call it inside
        a transaction."""
        before = self.as_logged()
        self._change(version, changes)
        LogEntry.write(actor, action, record=self, before=before, after=self.as_logged())
        return self

    def refuse_unless(self, state, sentence):
        """Raise ValidationError with the sentence unless the chain stands there."""
        if self.is_void or self.state != state:
            raise ValidationError(sentence)
