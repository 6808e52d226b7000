from datetime import date, timedelta
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, ProhibitNullCharactersValidator

from enterprises.models import Pairing, Policy, Visit
from officers.attachments.keeping import kept
from officers.forms.attachment import AttachmentsField
from officers.forms.day import DayField
from officers.laws import lawful

MOST_WORDS, MOST_POLICIES = 500, 300
BRIEFING = "briefing"
#: what must be the same when a form is sent again; else it is another form under an old key
TOLD = ("pairing_id", "date", "visitor", "is_briefing", "policies", "work", "content")
NO_ROOM = "附件没有存下，走访也没有登记：服务器暂时写不进文件。请稍后再保存，或者去掉附件先登记。"
OTHER = "other"


class SameFormOtherVisit(Exception):
    """The form was saved before and now says something else; the message is a sentence for the user."""


class VisitForm(forms.Form):
    """记走访, five fields: where, when, who, what was done, what was said. A policy is a detail of the fourth."""

    pairing = forms.ModelChoiceField(label="去了哪家企业", queryset=Pairing.objects.none())
    day = forms.ChoiceField(label="哪一天")
    date = DayField(label="走访日期", required=False)
    visitor = forms.ChoiceField(label="谁去的", choices=Visit.Visitor.choices, required=False)
    work = forms.MultipleChoiceField(
        label="做了什么", choices=((BRIEFING, "宣讲政策"), *Visit.Work.choices), required=False
    )
    policies = forms.ModelMultipleChoiceField(label="宣讲了哪些政策", queryset=Policy.objects.none(), required=False)
    content = forms.CharField(
        label="说了什么、看到什么",
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "请写走访情况，一句即可"},
    )
    attachments = AttachmentsField(most=Visit.MOST_ATTACHMENTS)
    late_reason = forms.CharField(label="补录原因", max_length=200, required=False)
    reason = forms.CharField(label="更正原因", max_length=200, required=False)
    raised = forms.BooleanField(label="企业提出了新问题", required=False)
    form_key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, pairings, user, today, office=False, correcting=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.user, self.today, self.office, self.correcting = user, today, office, correcting
        self.existing = None
        self.offered = pairings
        self._offer_days()
        self.fields["pairing"].queryset = Pairing.objects.filter(pk__in=[one.pk for one in pairings]).select_related(
            "officer", "enterprise", "deputy", "district"
        )
        self.fields["policies"].queryset = Policy.objects.filter(district__in={one.district_id for one in pairings})
        self.fields["date"].widget.attrs["max"] = today.isoformat()
        # what came in a workbook may be longer, and is not to be cut
        words = max(MOST_WORDS, len(correcting.content) if correcting else 0)
        self.fields["content"].max_length = words
        self.fields["content"].validators = [MaxLengthValidator(words), ProhibitNullCharactersValidator()]
        self.fields["content"].widget.attrs["maxlength"] = words
        self.carried = list(correcting.attachments.valid()) if correcting else []
        self.fields["attachments"].most -= len(self.carried)
        self.initial.setdefault("form_key", uuid4())
        if not office:
            del self.fields["late_reason"]
        if correcting is None:
            del self.fields["reason"]
        else:
            self.fields["reason"].required = office

    def _offer_days(self):
        """What is sent is the day that the page showed, not the word beside it: a page may be sent after midnight, a
        draft days later. A day that is no longer offered by then is one of the others."""
        offered = [value for value, _, _ in self.days] + [OTHER]
        self.fields["day"].choices = [(value, value) for value in offered]
        self.initial.setdefault("day", self.today.isoformat())
        sent = self.data.get("day")
        if sent and sent not in offered:
            self.data = self.data.copy()
            self.data["day"], self.data["date"] = OTHER, sent

    @property
    def days(self):
        """The days offered first: (value, words, date)."""
        told = ("今天", self.today), ("昨天", self.today - timedelta(days=1))
        return [(day.isoformat(), words, day) for words, day in told]

    @property
    def deputies(self):
        """The names of the deputies beside the offered pairings; none, and nobody is asked who went."""
        return "、".join(dict.fromkeys(one.deputy.name for one in self.offered if one.deputy))

    def clean(self):
        data = self.cleaned_data
        chosen = data.get("day")
        if chosen == OTHER and not data.get("date") and "date" not in self.errors:
            self.add_error("date", "请选走访日期")
        elif chosen and chosen != OTHER:
            data["date"] = date.fromisoformat(chosen)
        if "pairing" not in self.errors and data.get("date"):
            self._judge()
        return data

    def _judge(self):
        """Say at the fields what forbids the visit, and point to the one that stands already."""
        visit = self.visit()
        if len(visit.policies) > MOST_POLICIES:
            self.add_error("policies", f"政策名称合计不能超过{MOST_POLICIES}字，请少选几项")
        # looked for first: what comes in between, sent by the same form, is found by the second look
        existing = Visit.objects.in_place(visit)
        if self.sent_before():
            return
        try:
            visit.check_entry(self.today, by_office=self.by_office)
        except ValidationError as problems:
            for name, sentences in problems.message_dict.items():
                self.add_error(name if name in self.fields else None, sentences)
        self.existing = existing
        if existing:
            self.add_error(None, "这一天对这家企业的走访已经登记")

    def visit(self):
        """The visit that the form tells, unsaved."""
        data, pairing = self.cleaned_data, self.cleaned_data["pairing"]
        briefing = BRIEFING in data.get("work", ())
        visit = Visit(
            district=pairing.district,
            pairing=pairing,
            date=data["date"],
            visitor=data.get("visitor") or Visit.Visitor.OFFICER,
            is_briefing=briefing,
            policies=self._policies() if briefing else "",
            work=" ".join(code for code in data.get("work", ()) if code != BRIEFING),
            content=data.get("content", ""),
            form_key=data.get("form_key"),
            replaces=self.correcting,
        )
        if self.by_office and visit.is_late(self.today):
            # of a correction after the term, too, people want to know why
            visit.late_reason = data.get("late_reason") or data.get("reason", "")
        return visit

    @property
    def by_office(self):
        """Whether the office enters it, and not one of those whose pairing it is."""
        return self.office and not self.cleaned_data["pairing"].is_of(self.user)

    def _policies(self):
        """The policies chosen, by name; of a visit from a workbook what stood there, until some are chosen."""
        names = "、".join(policy.name for policy in self.cleaned_data.get("policies") or ())
        return names or (self.correcting.policies if self.correcting and not self.initial.get("policies") else "")

    def sent_before(self):
        """The visit that this very form has already made, or None."""
        return Visit.objects.sent_by(self.user, self.cleaned_data.get("form_key"))

    def save(self, actor, version=None):
        """Record the visit once, however often the form is sent. Returns (visit, whether it is new).

        Raises ValidationError with a sentence, StaleRecord when the corrected record has changed, and
        SameFormOtherVisit when the form was saved before with other content.
        """
        visit = self.visit()
        before, files = self.sent_before(), self.cleaned_data["attachments"]
        try:
            if before is None:
                with kept(files, visit.district) as attachments, lawful():
                    return self._write(visit, actor, version, attachments), True
        except OSError as problem:
            raise ValidationError(NO_ROOM) from problem
        except ValidationError:
            before = self.sent_before()
            if before is None:
                raise
        attached = set(before.attachments.values_list("sha256", flat=True))
        more = {file.sha256 for file in files} - attached
        if more or any(getattr(before, name) != getattr(visit, name) for name in TOLD):
            raise SameFormOtherVisit("这张表刚才已经保存过，这次的内容不同。请核对，确要另记一次再点保存。")
        return before, False

    def _write(self, visit, actor, version, attachments):
        more = {"by_office": self.by_office, "attachments": attachments}
        if self.correcting is None:
            return visit.record(actor, **more)
        reason = self.cleaned_data.get("reason") or "本人更正"
        return self.correcting.replace(visit, actor, version, reason, **more)

    def renew(self):
        """Give the form a key of its own again, so that what it says now can be saved beside what it said before."""
        self.data = self.data.copy()
        self.data["form_key"] = str(uuid4())


class VoidForm(forms.Form):
    """Why a record is void."""

    reason = forms.CharField(label="作废原因", max_length=200, widget=forms.Textarea(attrs={"rows": 3}))
    version = forms.IntegerField(widget=forms.HiddenInput)
