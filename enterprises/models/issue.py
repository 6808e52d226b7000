from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import Exists, OuterRef, Q, Subquery

from officers.models import Fact, LogEntry, ScopedQuerySet

from ..issue_course import ACTS, ENDINGS, TABLE, VOID, refusal, state_of
from .issue_step import IssueStep
from .pairing import Pairing

TITLE = 60


class IssueQuerySet(ScopedQuerySet):
    def own_rows(self, grant):
        """Issues of own enterprises, older ones included; whoever handed one over sees none raised after that."""
        if grant.role in ("officer", "deputy", "liaison"):
            own = Pairing.objects.owned_by(grant).filter(
                Q(ends__isnull=True) | Q(ends__gte=OuterRef("raised_on")), enterprise=OuterRef("enterprise")
            )
            return Q(Exists(own), district_id__in=grant.reach)
        return None

    def sent_by(self, user, form_key):
        """The issue that this form of this person has already made, or None."""
        return self.filter(entered_by=user, form_key=form_key).first()

    def with_state(self):
        """Each with what its standing steps make of it, as `issue_course.state_of` says: `state`."""
        standing = IssueStep.objects.filter(issue=OuterRef("pk"), voided_at__isnull=True)
        turns = standing.filter(kind__in=("closed", "reopened")).order_by("-sequence")
        return (
            self._with_class()
            .alias(
                has_ended=Exists(standing.filter(kind__in=ENDINGS)),
                last_turn=Subquery(turns.values("kind")[:1]),
                was_handed=Exists(standing.filter(kind="escalated")),
            )
            .annotate(state=_state_in_sql())
        )

    def of_level(self, level):
        """Those whose class now is this one."""
        major = Q(first_level=Issue.Level.MAJOR) | Q(made_major=True)
        return self._with_class().filter(major if level == Issue.Level.MAJOR else ~major)

    def _with_class(self):
        steps = IssueStep.objects.filter(issue=OuterRef("pk"), voided_at__isnull=True, kind="reclassified")
        return self.alias(made_major=Exists(steps))

    def under(self, pairings):
        """Those for which one of the pairings answers: it was in force on the day they were raised (J4)."""
        held = pairings.filter(enterprise=OuterRef("enterprise"), district=OuterRef("district"))
        return self.filter(Exists(held.in_force_on(OuterRef("raised_on"))))

    def workable_by(self, user, day):
        """Issues whose enterprise is the user's own on a day: only who answers for it now may act on them.

        They follow the enterprise when it is handed over. Empty for those who merely read.
        """
        kept = Pairing.objects.kept_by(user).in_force_on(day)
        return self.filter(Exists(kept.filter(enterprise=OuterRef("enterprise"))))

    def unsolved(self):
        """Standing issues that are neither closed nor withdrawn nor merged; a reopened one is unsolved again."""
        return self.with_state().filter(state__in=("general", "major", "handed"))


def _state_in_sql():
    is_major = Q(first_level="major") | Q(made_major=True)
    return models.Case(
        models.When(voided_at__isnull=False, then=models.Value("void")),
        models.When(has_ended=True, then=models.Value("ended")),
        models.When(last_turn="closed", then=models.Value("closed")),
        models.When(is_major & Q(was_handed=True), then=models.Value("handed")),
        models.When(is_major, then=models.Value("major")),
        default=models.Value("general"),
        output_field=models.CharField(),
    )


class Issue(Fact):
    """企业问题: what an enterprise needs solved. Its steps are facts; its class, state and clock follow from them.

    Which officer answers for it is not stored: the pairing in force on the day it was raised decides (J4).
    """

    class Level(models.TextChoices):
        GENERAL = "general", "一般"
        MAJOR = "major", "重点"

    code = models.CharField("问题编号", max_length=40)
    enterprise = models.ForeignKey("enterprises.Enterprise", verbose_name="企业", on_delete=models.PROTECT)
    raised_on = models.DateField("提出日期")
    first_level = models.CharField("提出时类别", max_length=8, choices=Level.choices)
    nature = models.CharField("性质", max_length=60, blank=True)
    content = models.TextField("内容", max_length=4000, blank=True)
    #: names the form it was typed into, so that a second press enters nothing twice; rows of a workbook have none
    form_key = models.UUIDField(null=True, editable=False)

    objects = IssueQuerySet.as_manager()
    logged = ("enterprise", "raised_on", "first_level", "nature", "content")

    class Meta(Fact.Meta):
        verbose_name = "企业问题"
        verbose_name_plural = verbose_name
        ordering = ["raised_on", "pk"]
        constraints = [
            *Fact.Meta.constraints,
            models.UniqueConstraint(
                fields=["district", "code"],
                name="issue_code_once",
                violation_error_message="本地区已有这个问题编号",
            ),
            models.UniqueConstraint(
                fields=["entered_by", "form_key"],
                name="issue_sent_once",
                violation_error_message="这份表单已经登记过",
            ),
        ]
        indexes = [models.Index(fields=["enterprise", "raised_on"], name="issue_enterprise")]

    def __str__(self):
        return self.code

    @property
    def title(self):
        """The content as one line of a list."""
        line = " ".join(self.content.split()) or "（未写内容）"
        return line if len(line) <= TITLE else f"{line[:TITLE]}……"

    def stamp(self):
        self.year = self.raised_on.year
        return self

    @classmethod
    def number_all(cls, records):
        """Numbers, and for those without a code of their own a code: the number, unless a workbook has taken it."""
        super().number_all(records)
        waiting = [record for record in records if not record.code]
        numbers = {record.number for record in waiting}
        taken = set(cls.objects.filter(code__in=numbers).values_list("district_id", "code")) if numbers else set()
        for record in waiting:
            code, count = record.number, 1
            while (record.district_id, code) in taken:
                count += 1
                code = f"{record.number}-{count}"
                if cls.objects.filter(district=record.district_id, code=code).exists():
                    taken.add((record.district_id, code))
            record.code = code

    def enter_once(self, actor):
        """Write this new issue, unless the same form of the same person has made one already. Returns (issue,
        whether it is new)."""
        sent = Issue.objects.filter(entered_by=actor.user, form_key=self.form_key)
        if (found := sent.first()) is not None:
            return found, False
        try:
            with transaction.atomic():
                return self.enter(actor), True
        except IntegrityError:
            # two presses at once: the other one is there now
            if (found := sent.first()) is None:
                raise
            return found, False

    def correct(self, actor, version, note="", **changes):
        """As `Fact.correct`. Raises ValidationError where the steps contradict the new day or class."""
        with transaction.atomic():
            super().correct(actor, version, note, **changes)
            steps = self.standing_steps()
            if any(step.on and step.on < self.raised_on for step in steps):
                raise ValidationError({"raised_on": "不能晚于已登记步骤的日期"})
            if self.first_level == self.Level.MAJOR and any(step.kind == "reclassified" for step in steps):
                raise ValidationError({"first_level": "已改为重点的问题，提出时类别只能是一般"})
        return self

    def concerns(self, user, day):
        """Whether the person is officer or deputy of the enterprise, on the day it was raised or on `day`: whoever is
        decides nothing about it in the office's name."""
        held = Pairing.objects.of(user).filter(enterprise=self.enterprise_id)
        return (held.in_force_on(self.raised_on) | held.in_force_on(day)).exists()

    def standing_steps(self):
        """Its steps that have not been corrected away, in order. One query."""
        return list(self.steps.standing())

    def state_after(self, steps):
        """Its state with these steps; see `issue_course`."""
        return state_of(self.first_level, [step.kind for step in steps], self.is_void)

    def take_step(self, actor, version, code, on, words="", into=None):
        """Append the step of the act `code`, as of the version that was shown. Returns the step.

        Raises StaleRecord when somebody was faster, ValidationError where the table or the days forbid it.
        """
        act = ACTS[code]
        with transaction.atomic():
            self._hold(into)
            self._change(version, {})
            steps = self.standing_steps()
            self._check(code, steps, on)
            step = IssueStep(
                district=self.district,
                issue=self,
                sequence=1 + (self.steps.aggregate(last=models.Max("sequence"))["last"] or 0),
                kind=act.kind,
                on=on,
                note=words,
                into=into,
                entered_by=actor.user,
                entered_at=actor.at,
            )
            step.save(force_insert=True)
            after = {"step": step.sequence, "kind": act.kind, "on": on.isoformat(), "into": into and into.code}
            LogEntry.write(actor, f"{act.label}企业问题", record=self, after=after, note=words)
        return step

    def void_step(self, actor, version, reason):
        """Take the last standing step out of what counts, with a reason. Returns the step.

        Raises StaleRecord when somebody was faster, ValidationError when there is none.
        """
        with transaction.atomic():
            self._change(version, {})
            steps = self.standing_steps()
            if not steps:
                raise ValidationError("这个问题还没有步骤，没有什么可以作废。")
            step = steps[-1]
            step.voided_at, step.voided_by, step.void_reason = actor.at, actor.user, reason
            step.save(update_fields=["voided_at", "voided_by", "void_reason"])
            before = {"step": step.sequence, "kind": step.kind, "on": step.on and step.on.isoformat()}
            LogEntry.write(actor, "作废问题步骤", record=self, before=before, note=reason)
        return step

    def _hold(self, into):
        """Lock both issues of a merger, in one order for everybody, and see that the other one may take it."""
        if into is None:
            return
        both = {
            row.pk: row for row in Issue.objects.select_for_update().filter(pk__in=[self.pk, into.pk]).order_by("pk")
        }
        other = both[into.pk]
        if other.pk == self.pk or other.enterprise_id != self.enterprise_id or other.district_id != self.district_id:
            raise ValidationError({"into": "只能并入同一企业的另一个问题"})
        if other.state_after(other.standing_steps()) in ("ended", VOID):
            raise ValidationError({"into": "要并入的问题已撤回、并入或作废"})

    def _check(self, code, steps, on):
        state = self.state_after(steps)
        if code not in TABLE[state]:
            raise ValidationError(refusal(state, code))
        last = max([self.raised_on, *(step.on for step in steps if step.on)])
        if on < last:
            raise ValidationError({"on": f"不能早于上一步的日期（{last.year}年{last.month}月{last.day}日）"})
