from datetime import date, timedelta
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.functional import cached_property

from enterprises.day_strip import strip
from enterprises.deadlines import Limits, Step, clock
from enterprises.docket import CHOICES, RUNNING
from enterprises.models import Enterprise, Issue, Pairing
from officers.forms.day import DayField
from officers.laws import lawful
from officers.models import Officer, WorkDay
from officers.words import full, spoken

#: more enterprises than these are chosen from a list instead of boxes
MOST_BOXES = 6
ENDINGS = {"general": "办结", "major": "上交办公室"}
EXPLAINED = {"general": "7个工作日内办结", "major": "3个工作日内上交办公室"}


class IssueFilters(forms.Form):
    """What narrows the list: all of it optional, a wrong value is left out and named."""

    state = forms.ChoiceField(required=False, choices=CHOICES, widget=forms.HiddenInput)
    who = forms.CharField(label="企业或首席服务官", required=False, max_length=60)
    level = forms.ChoiceField(label="类别", required=False, choices=[("", "全部"), *Issue.Level.choices])
    since = DayField(label="提出日期自", required=False)
    until = DayField(label="至", required=False)
    unit = forms.ModelChoiceField(label="首席服务官单位", required=False, queryset=None, empty_label="全部")

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units
        self.fields["who"].widget.attrs["placeholder"] = "名称、拼音或首字母"

    @property
    def state_asked(self):
        return self.cleaned_data.get("state") or RUNNING

    @property
    def is_used(self):
        """Whether anything narrows the list."""
        return any(value for name, value in self.cleaned_data.items() if name != "state")

    def narrow(self, issues):
        """The issues that are asked for, the state apart."""
        asked = self.cleaned_data
        if asked.get("since"):
            issues = issues.filter(raised_on__gte=asked["since"])
        if asked.get("until"):
            issues = issues.filter(raised_on__lte=asked["until"])
        if asked.get("level"):
            issues = issues.of_level(asked["level"])
        if asked.get("unit"):
            issues = issues.under(Pairing.objects.filter(officer__unit=asked["unit"]))
        if asked.get("who"):
            named = Pairing.objects.filter(officer__in=Officer.objects.named_like(asked["who"]))
            theirs = Q(pk__in=Issue.objects.under(named).values("pk"))
            issues = issues.filter(Q(enterprise__in=Enterprise.objects.named_like(asked["who"])) | theirs)
        return issues


class IssueForm(forms.Form):
    """A new issue: which enterprise, since when, which class, what."""

    enterprise = forms.ModelChoiceField(label="哪家企业", queryset=None, empty_label=None)
    raised_on = DayField(label="哪一天提出")
    first_level = forms.ChoiceField(
        label="类别", choices=Issue.Level.choices, widget=forms.RadioSelect, initial=Issue.Level.GENERAL
    )
    nature = forms.CharField(
        label="性质",
        required=False,
        max_length=60,
        help_text="几个字即可，如：要素保障、土地规划、行政审批",
    )
    content = forms.CharField(
        label="问题内容", max_length=4000, widget=forms.Textarea, help_text="企业遇到什么困难，希望解决到什么程度。"
    )
    form_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, enterprises, kept, today, **kwargs):
        """`enterprises`: those that may be chosen; `kept`: the own pairings, in force or ended lately, None for the
        office."""
        super().__init__(*args, **kwargs)
        self.kept, self.today = kept, today
        self.fields["enterprise"].queryset = enterprises
        if kept is not None and len(kept) <= MOST_BOXES:
            self.fields["enterprise"].widget = forms.RadioSelect(choices=self.fields["enterprise"].choices)
        self.fields["raised_on"].widget.attrs["max"] = today.isoformat()
        self.initial.setdefault("raised_on", today)
        self.initial.setdefault("form_key", uuid4())
        if kept and len(kept) == 1:
            self.initial.setdefault("enterprise", kept[0].enterprise_id)

    def clean_raised_on(self):
        day = self.cleaned_data["raised_on"]
        if day > self.today:
            raise ValidationError(f"提出日期不能晚于今天（{spoken(self.today)}）")
        return day

    def clean(self):
        enterprise, day = self.cleaned_data.get("enterprise"), self.cleaned_data.get("raised_on")
        if self.kept is not None and enterprise and day:
            own = [pairing for pairing in self.kept if pairing.enterprise_id == enterprise.pk]
            if not any(first <= day <= last for first, last in map(self._days, own)):
                self.add_error("raised_on", self._refusal(own[-1]))
        return self.cleaned_data

    def _days(self, pairing):
        """The first and the last day of which one of its people may enter an issue now."""
        if pairing.is_in_force(self.today):
            return pairing.starts, self.today
        return max(pairing.starts, self.today - timedelta(days=pairing.district.late_entry_days)), pairing.ends

    def _refusal(self, pairing):
        first, last = self._days(pairing)
        if last == self.today:
            return f"这家企业自{full(first)}起与您结对，更早提出的问题请办公室登记"
        return f"您与这家企业的结对已结束，只能登记{full(first)}至{full(last)}提出的问题，其他的请办公室登记"

    def enter(self, actor):
        """Returns (issue, whether it is new): a second press finds what the first one entered."""
        data = self.cleaned_data
        with lawful():
            return Issue(district=data["enterprise"].district, **data).enter_once(actor)

    @cached_property
    def chosen(self):
        """The enterprise that is chosen, or None."""
        return _valid(self, "enterprise")

    @cached_property
    def deadlines(self):
        """For each class what follows from the day: (class, sentence, strip); empty without a valid day."""
        day, firm = _valid(self, "raised_on"), self.chosen or self.fields["enterprise"].queryset.first()
        if firm is None or not isinstance(day, date) or day > self.today:
            return []
        calendar = WorkDay.objects.calendar(firm.district_id)
        return [deadline_of(level, day, calendar) for level in Issue.Level.values]


def _valid(form, name):
    """The value of a field as the form shows it, or None where it is none."""
    try:
        return form.fields[name].clean(form[name].value())
    except ValidationError:
        return None


def deadline_of(level, day, calendar):
    """一般问题：9月28日前办结，第7个工作日: what follows from a day on which an issue is raised, with its strip."""
    found = clock(level, [Step("raised", day)], calendar, Limits())
    due = spoken(found.deadline) if found.deadline.year == day.year else full(found.deadline)
    doubt = "（暂定）" if found.provisional else ""
    label = Issue.Level(level).label
    said = f"{label}问题：{due}前{ENDINGS[level]}，第{found.limit}个工作日{doubt}"
    return {"level": level, "label": label, "said": said, "strip": strip(found, found.deadline)}
