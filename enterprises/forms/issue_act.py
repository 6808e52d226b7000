"""One form for each thing that can be done to an issue; the version is the one that was shown."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property

from enterprises.issue_course import ACTS, ENDED, VOID
from enterprises.models import Issue
from officers.forms.day import DayField
from officers.laws import lawful
from officers.words import spoken


class ActForm(forms.Form):
    """What all of them have: the version shown, and a way to tell a refusal of the record."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, code, issue, steps, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.act, self.issue, self.steps, self.today = ACTS[code], issue, steps, today
        self.initial.setdefault("version", issue.version)

    def save(self, actor):
        """Do it. Returns whether it was done; if not, the form says why. Raises StaleRecord."""
        try:
            with lawful():
                self.act_on(actor, self.cleaned_data["version"])
        except ValidationError as refused:
            self.add_error(None, refused)
            return False
        return True

    def show_again(self, version):
        """Keep what was typed, but let it be sent for the version that is shown now."""
        self.data = self.data.copy()
        self.data["version"] = version


class ReasonForm(ActForm):
    """作废 and 作废步骤: nothing but a reason."""

    words = forms.CharField(label="作废原因", max_length=200, widget=forms.Textarea(attrs={"rows": 3}))

    def act_on(self, actor, version):
        take = self.issue.void if self.act.code == "void" else self.issue.void_step
        take(actor, version, self.cleaned_data["words"])


class StepForm(ActForm):
    """A step: on which day, and with which words."""

    on = DayField(label="日期")
    words = forms.CharField(max_length=300, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        first = max([self.issue.raised_on, *(step.on for step in self.steps if step.on)])
        self.fields["on"].label = f"{self.act.label}日期" if self.act.code != "merge" else "并入日期"
        self.fields["on"].widget.attrs |= {"min": first.isoformat(), "max": self.today.isoformat()}
        self.fields["words"].label, self.fields["words"].required = self.act.asks, self.act.needs_words
        self.initial.setdefault("on", self.today)

    def clean_on(self):
        if self.cleaned_data["on"] > self.today:
            raise ValidationError(f"日期不能晚于今天（{spoken(self.today)}）")
        return self.cleaned_data["on"]

    def act_on(self, actor, version):
        data = self.cleaned_data
        self.issue.take_step(actor, version, self.act.code, data["on"], data["words"], data.get("into"))


class MergeForm(StepForm):
    """并入: which other issue of the enterprise takes it over."""

    into = forms.ModelChoiceField(label="并入哪个问题", queryset=None, empty_label="请选择")
    field_order = ["version", "into", "on", "words"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        others = Issue.objects.filter(enterprise=self.issue.enterprise_id, district=self.issue.district_id)
        standing = others.exclude(pk=self.issue.pk).with_state().exclude(state__in=(ENDED, VOID))
        self.fields["into"].queryset = standing.order_by("-raised_on", "-pk")
        self.fields["into"].label_from_instance = _named

    @cached_property
    def idle(self):
        """Why there is nothing to fill in, empty while there is."""
        return "" if self.fields["into"].queryset.exists() else "这家企业没有别的在办问题可以并入。"


def _named(issue):
    return f"第{issue.code}号　{spoken(issue.raised_on)}提出　{issue.title}"


class CorrectForm(ActForm):
    """更正: the issue's own fields."""

    raised_on = DayField(label="提出日期")
    first_level = forms.ChoiceField(label="提出时类别", choices=Issue.Level.choices, widget=forms.RadioSelect)
    nature = forms.CharField(label="性质", required=False, max_length=60)
    content = forms.CharField(label="问题内容", max_length=4000, widget=forms.Textarea)
    words = forms.CharField(
        label="更正原因", max_length=200, widget=forms.Textarea(attrs={"rows": 2}), help_text="写进日志。"
    )
    FIELDS = ("raised_on", "first_level", "nature", "content")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self.FIELDS:
            self.initial.setdefault(name, getattr(self.issue, name))
        self.fields["raised_on"].widget.attrs["max"] = self.today.isoformat()

    def clean_raised_on(self):
        day = self.cleaned_data["raised_on"]
        if day > self.today:
            raise ValidationError(f"提出日期不能晚于今天（{spoken(self.today)}）")
        return day

    def act_on(self, actor, version):
        data = self.cleaned_data
        changes = {name: data[name] for name in self.FIELDS}
        self.issue.correct(actor, version, data["words"], **changes)


FORMS = {"merge": MergeForm, "correct": CorrectForm, "void": ReasonForm, "void-step": ReasonForm}


def form_for(code):
    """The form of an act."""
    return FORMS.get(code, StepForm)
