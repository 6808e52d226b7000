from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Count, F, OuterRef, Q, Subquery, Window
from django.db.models.functions import Coalesce, Length, TruncDate, TruncMinute

from officers.models import Attachment, Fact, LogEntry, RecordCounter, ScopedQuerySet, StaleRecord
from officers.workdays import local_day

from .month import HELD, ClosedMonth
from .pairing import Pairing

LONG_TEXT = 10  # characters; a shorter text may well be the same twice


class VisitQuerySet(ScopedQuerySet):
    def own_rows(self, grant):
        if grant.role in ("officer", "deputy", "liaison"):
            return Q(pairing__in=Pairing.objects.owned_by(grant).values("pk"), district_id__in=grant.reach)
        return None

    def valid(self):
        """Visits that count: neither void nor replaced (G12)."""
        return self.filter(voided_at__isnull=True)

    def marked(self):
        """Standing records that a reader of the year should hear of: entered late with a reason, or void."""
        return self.filter(~Q(late_reason="") | Q(voided_at__isnull=False), is_current=True)

    def sent_by(self, user, form_key):
        """The visit that this form of this person has already made, or None."""
        return self.filter(entered_by=user, form_key=form_key).first() if form_key else None

    def in_place(self, visit):
        """The visit that stands, perhaps void, for the same day and visitor, or None; see `visit_once`."""
        same = {"pairing": visit.pairing, "date": visit.date, "visitor": visit.visitor, "is_current": True}
        return self.filter(**same).exclude(pk=visit.replaces_id).first()

    def attachments(self):
        """The attachments of these visits that can be fetched."""
        return Attachment.objects.valid().filter(pk__in=self.values("attachments"))

    def with_attached(self):
        """Each with the number of its attachments, as `attached`."""
        links = Visit.attachments.through.objects.filter(visit=OuterRef("pk"), attachment__voided_at__isnull=True)
        counted = links.order_by().values("visit").annotate(count=Count("pk")).values("count")
        return self.annotate(attached=Coalesce(Subquery(counted, output_field=models.IntegerField()), 0))

    def with_hints(self, month_ends):
        """Each with what a person might want to look at: how many of these visits say the same (`same_text`), were
        typed by the same account in the same minute (`same_minute`) or, all of them later than the visits' own day,
        on the same of the days `month_ends` (`batch`); 0 where there is nothing to say.

        Counted among these visits alone, in one pass. Rows that came in a workbook were not typed one by one.
        """
        typed = Q(form_key__isnull=False)
        late = typed & Q(entered_at__date__in=month_ends, date__lt=TruncDate("entered_at"))
        valid = Q(voided_at__isnull=True)
        said = models.Q(words__gte=LONG_TEXT) & valid
        by = F("entered_by_id")
        return self.annotate(words=Length("content")).annotate(
            same_text=_if(said, Window(Count("pk", filter=said), [F("district_id"), F("content")])),
            same_minute=_if(typed, Window(Count("pk", filter=typed), [by, TruncMinute("entered_at")])),
            batch=_if(late, Window(Count("pk", filter=late), [by, TruncDate("entered_at")])),
        )

    def hints_of(self, shown, month_ends):
        """What `with_hints` says of the few visits `shown`, by their pk: {name: count}. One query, which looks only at
        visits that can have something in common with them."""
        days = {local_day(visit.entered_at) for visit in shown}
        near = Q(content__in={visit.content for visit in shown})
        near |= Q(entered_by__in={visit.entered_by_id for visit in shown}, entered_at__date__in=days)
        names = ("same_text", "same_minute", "batch")
        wanted = {visit.pk for visit in shown}
        rows = self.filter(near).with_hints(month_ends).order_by().values_list("pk", *names)
        return {pk: dict(zip(names, counts, strict=True)) for pk, *counts in rows if pk in wanted}

    def hinted(self, hint):
        """Those `with_hints` to which one of the hints applies, or the one that is named."""
        asked = {"text": Q(same_text__gt=1), "minute": Q(same_minute__gt=1), "batch": Q(batch__gte=Visit.BATCH)}
        return self.filter(asked[hint] if hint in asked else asked["text"] | asked["minute"] | asked["batch"])


def _if(condition, count):
    return models.Case(models.When(condition, then=count), default=0, output_field=models.IntegerField())


class Visit(Fact):
    """走访: one call at one enterprise under a pairing, on one day, by the officer or by the deputy.

    The period numbers are stored with the date so that a year's weeks come back as one bit mask on either database:
    `week_bit` is 1 << ISO week of `iso_year`.
    """

    BATCH = 5  # so many at once are a batch
    MOST_ATTACHMENTS = 3

    class Visitor(models.TextChoices):
        OFFICER = "officer", "本人"
        DEPUTY = "deputy", "分包人"

    class Work(models.TextChoices):
        """What was done besides briefing on policies, which counts by itself and is a field of its own."""

        LEARN = "learn", "了解情况"
        HELP = "help", "帮办事项"
        RETURN = "return", "回访问题"

    pairing = models.ForeignKey("enterprises.Pairing", verbose_name="结对", on_delete=models.PROTECT)
    date = models.DateField("走访日期")
    iso_year = models.PositiveSmallIntegerField(editable=False)
    week_bit = models.BigIntegerField(editable=False)
    visitor = models.CharField("走访人", max_length=8, choices=Visitor.choices, default=Visitor.OFFICER)
    is_briefing = models.BooleanField("政策宣讲", default=False)
    policies = models.CharField("宣讲政策", max_length=300, blank=True)
    work = models.CharField("做了什么", max_length=40, blank=True, default="")
    content = models.TextField("内容", max_length=4000, blank=True)
    late_reason = models.CharField("补录原因", max_length=200, blank=True, default="")
    #: made by the form that was sent, so that the same form sent twice is one visit
    form_key = models.UUIDField(null=True, blank=True, editable=False)
    is_current = models.BooleanField("现行", default=True)
    replaces = models.OneToOneField(
        "self",
        verbose_name="更正",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="replaced_by",
    )

    attachments = models.ManyToManyField("officers.Attachment", verbose_name="附件", blank=True)

    objects = VisitQuerySet.as_manager()
    logged = ("pairing", "date", "visitor", "is_briefing", "policies", "work", "content", "late_reason")

    class Meta(Fact.Meta):
        verbose_name = "走访"
        verbose_name_plural = verbose_name
        ordering = ["date", "pk"]
        constraints = [
            *Fact.Meta.constraints,
            models.UniqueConstraint(
                fields=["pairing", "date", "visitor"],
                condition=Q(is_current=True),
                name="visit_once",
                violation_error_message="这一天对这家企业的走访已经登记",
            ),
            models.CheckConstraint(
                condition=Q(is_current=True) | Q(voided_at__isnull=False),
                name="visit_replaced_is_void",
                violation_error_message="被更正的走访须先作废",
            ),
            models.UniqueConstraint(
                fields=["entered_by", "form_key"],
                condition=Q(form_key__isnull=False),
                name="visit_sent_once",
                violation_error_message="这张表已经保存过",
            ),
        ]
        indexes = [
            # few of many: `marked` asks for these alone
            models.Index(
                fields=["district", "iso_year"],
                condition=Q(is_current=True) & (~Q(late_reason="") | Q(voided_at__isnull=False)),
                name="visit_marked",
            ),
        ]

    def __str__(self):
        return f"{self.pairing} {self.date}"

    @property
    def did(self):
        """What was done, in words: 宣讲政策、了解情况."""
        words = ["宣讲政策"] if self.is_briefing else []
        return "、".join(words + [self.Work(code).label for code in self.work.split()])

    @property
    def visitor_name(self):
        """Who went, by name."""
        person = self.pairing.deputy if self.visitor == self.Visitor.DEPUTY else self.pairing.officer
        return person.name if person else self.get_visitor_display()

    def stamp(self):
        """Fill the period numbers and the record year from the date. Returns the visit."""
        iso = self.date.isocalendar()
        self.iso_year, self.week_bit, self.year = iso.year, 1 << iso.week, self.date.year
        return self

    def save(self, *args, **kwargs):
        self.stamp()
        super().save(*args, **kwargs)

    def is_late(self, on):
        """Whether on the local day `on` only the office may still enter or correct it."""
        return self.date < on - timedelta(days=self.district.late_entry_days)

    def check_entry(self, on, *, by_office=False):
        """Whether it may be entered on the local day `on`. Raises ValidationError with a sentence by field.

        After the district's days only the office enters it, and says why.
        """
        problems = {}
        pairing, days = self.pairing, self.district.late_entry_days
        if self.date > on:
            problems["date"] = f"日期不能晚于今天（{_day(on)}）"
        elif pairing.is_void:
            problems["date"] = "这一结对已经作废"
        elif self.date < pairing.starts or (pairing.ends and self.date > pairing.ends):
            until = f"，到{pairing.ends.year}年{_day(pairing.ends)}止" if pairing.ends else ""
            problems["date"] = f"与这家企业的结对从{pairing.starts.year}年{_day(pairing.starts)}起{until}"
        elif self.is_late(on) and not by_office:
            first = _day(on - timedelta(days=days))
            problems["date"] = f"走访后{days}天内可以补记（现在是{first}以后的）；更早的请办公室写明原因补录"
        elif closed := ClosedMonth.objects.over(self.district_id, self.date).first():
            problems["date"] = _closed(closed)
        elif self.is_late(on) and not self.late_reason:
            problems["late_reason"] = f"走访已过{days}天，请写明补录原因"
        if self.visitor == self.Visitor.DEPUTY and not pairing.deputy_id:
            problems["visitor"] = "这家企业没有分包人"
        if problems:
            raise ValidationError(problems)

    def check_change(self, on, *, by_office=False):
        """Whether this standing record may be voided or corrected on the local day `on`. Raises ValidationError."""
        if not by_office and self.is_late(on):
            raise ValidationError(f"走访已过{self.district.late_entry_days}天，更正请找办公室")
        closed = ClosedMonth.objects.over(self.district_id, self.date).first()
        if closed:
            raise ValidationError(_closed(closed))

    def record(self, actor, *, by_office=False, attachments=()):
        """Enter this new visit, if it may be entered now, and with it the unsaved attachments. Returns it.

        Raises ValidationError with a sentence by field, IntegrityError where a law of the database is broken.
        """
        with transaction.atomic():
            self._hold_months()
            # one that is being ended or voided waits, or is seen as it then is: see `Pairing.finish`
            self.pairing.refresh_from_db(
                fields=("starts", "ends", "voided_at"), from_queryset=Pairing.objects.select_for_update()
            )
            self.check_entry(local_day(actor.at), by_office=by_office)
            carried = list(self.replaces.attachments.valid()) if self.replaces else []
            self.enter(actor, note=self._attaching(carried, attachments))
            self.attachments.add(*carried, *(each.enter(actor) for each in attachments))
            return self

    def _attaching(self, carried, new):
        """What the log says of the attachments. Raises ValidationError when there are too many."""
        count = len(carried) + len(new)
        if count > self.MOST_ATTACHMENTS:
            raise ValidationError({"attachments": f"一次走访最多{self.MOST_ATTACHMENTS}个附件"})
        return f"附件{count}个" if count else ""

    def void(self, actor, version, reason):
        """As `Fact.void`; raises ValidationError when the visit's month is closed."""
        with transaction.atomic():
            self._hold_months()
            self.check_change(local_day(actor.at), by_office=True)
            return super().void(actor, version, reason)

    def replace(self, new, actor, version, reason, *, by_office=False, attachments=()):
        """Enter `new`, unsaved, in this visit's place, which becomes void and stays visible. Returns the new one, to
        which this one's attachments belong too.

        Raises StaleRecord when somebody was faster, else as `record`.
        """
        with transaction.atomic():
            self._hold_months()
            self.check_change(local_day(actor.at), by_office=by_office)
            changes = {"is_current": False}
            if not self.is_void:
                changes |= {"voided_at": actor.at, "voided_by": actor.user, "void_reason": reason}
            standing = type(self)._base_manager.filter(pk=self.pk, version=version, is_current=True)
            if not standing.update(**changes, version=version + 1):
                raise StaleRecord(self)
            LogEntry.write(actor, "作废走访，另行更正", record=self, before=self.as_logged(), note=reason)
            new.replaces = self
            return new.record(actor, by_office=by_office, attachments=attachments)

    def _hold_months(self):
        """Let no month be closed until the transaction ends: see `ClosedMonth.close`."""
        RecordCounter.reserve(self.district_id, HELD, self.date.year, 0)


def _day(day):
    return f"{day.month}月{day.day}日"


def _closed(closed):
    return f"{closed}已经月结，要先由办公室重开这个月"
