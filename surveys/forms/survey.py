from datetime import datetime, time, timedelta

from django import forms
from django.core.exceptions import ValidationError

from officers.forms.day import DayField
from officers.laws import lawful
from officers.words import spoken
from officers.workdays import SHANGHAI, day_end, local_day
from surveys.drafting import begin, edit
from surveys.models import Survey

FIRST_YEAR, LAST_YEAR = 2000, 2100
#: closing can never be put forward: a year mistyped would keep a round open for good
LONGEST = timedelta(days=366)
MIDNIGHT = time()
OPENING = time(9)


class TimeInput(forms.TimeInput):
    """A clock of the browser, to the minute."""

    input_type = "time"

    def __init__(self):
        super().__init__(format="%H:%M")


class SurveyFilters(forms.Form):
    """Which rounds."""

    year = forms.IntegerField(label="年度", required=False, min_value=FIRST_YEAR, max_value=LAST_YEAR)
    stage = forms.ChoiceField(label="状态", required=False, choices=[("", "全部"), *Survey.Stage.choices])

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["year"].widget.attrs["placeholder"] = "全部"

    @property
    def is_used(self):
        return any(self.cleaned_data.values())

    def narrow(self, surveys, at):
        """The rounds that are asked for; a wrong value narrows nothing."""
        asked = self.cleaned_data
        if asked.get("year"):
            surveys = surveys.filter(closes_on__year=asked["year"])
        return surveys.in_stage(asked["stage"], at) if asked.get("stage") else surveys


class SurveyForm(forms.Form):
    """A round: its name, what it keeps, when it is open, whom it asks. New, or a draft changed."""

    district = forms.ModelChoiceField(label="地区", queryset=None, empty_label=None)
    name = forms.CharField(label="轮次名称", max_length=60)
    mode = forms.ChoiceField(label="方式", choices=Survey.Mode.choices, widget=forms.RadioSelect)
    opens_day = DayField(label="开始日期")
    opens_time = forms.TimeField(label="开始时刻", widget=TimeInput)
    closes_day = DayField(label="截止日期")
    closes_time = forms.TimeField(
        label="截止时刻", widget=TimeInput, required=False, help_text="不填就是到当天24:00为止。"
    )
    audience = forms.ChoiceField(label="调查范围", choices=Survey.Audience.choices, widget=forms.RadioSelect)
    sample_size = forms.IntegerField(
        label="抽取家数", required=False, min_value=1, max_value=100_000, help_text="选“随机抽取”时填。"
    )
    phone = forms.CharField(
        label="咨询电话", max_length=30, help_text="写在填写页上，企业不会填时打这个电话。"
    )  # fmt: skip

    def __init__(self, *args, districts, at, survey=None, **kwargs):
        shown = shown_of(survey) if survey else begun(at, districts)
        super().__init__(*args, initial=shown, **kwargs)
        self.at, self.survey = at, survey
        self.alone = survey.district if survey else districts[0] if len(districts) == 1 else None
        self.fields["district"].queryset = districts
        if self.alone:
            del self.fields["district"]
        if survey:
            self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput, initial=survey.version)
            return
        named = Survey.objects.filter(district__in=districts, questions__aspect="", questions__isnull=False)
        self.fields["like"] = forms.ModelChoiceField(
            label="照用以前一轮的其他题目", required=False, queryset=named.distinct().order_by("-closes_on", "-pk"),
            empty_label="不照用", help_text="五道标准题之外的题目抄过来，抄来后可以改。",
        )  # fmt: skip
        self.fields["standard"] = forms.BooleanField(label="匿名方式也带上五道标准题", required=False, initial=True)

    def clean_phone(self):
        phone = self.cleaned_data["phone"]
        if not any(each.isdigit() for each in phone):
            raise ValidationError("请写电话号码")
        return phone

    def clean_closes_time(self):
        if self.cleaned_data["closes_time"] == MIDNIGHT:
            raise ValidationError("到当天24:00为止的，时刻留空不填")
        return self.cleaned_data["closes_time"]

    def clean(self):
        data = self.cleaned_data
        sample = data.get("audience") == Survey.Audience.SAMPLE
        if sample and data.get("sample_size") is None and "sample_size" not in self.errors:
            self.add_error("sample_size", "随机抽取须写明抽取多少家")
        if {"opens_day", "opens_time", "closes_day", "closes_time"} <= data.keys():
            self._judge_times(moment(data["opens_day"], data["opens_time"]), end_of(data))
        return data

    def _judge_times(self, opens, closes):
        standing = self.survey.opens_at if self.survey else None
        if local_day(opens) < local_day(self.at) and opens != standing:
            self.add_error("opens_day", f"开始日期不能早于今天（{spoken(local_day(self.at))}）")
        elif closes <= opens:
            self.add_error("closes_day", "截止须在开始之后")
        elif closes <= self.at:
            self.add_error("closes_day", "截止时间已过，请写以后的时间")
        elif closes - opens > LONGEST:
            self.add_error("closes_day", "截止须在开始后一年之内，发布以后只能推后、不能提前")

    def save(self, actor):
        """Returns the round, or None when the name is taken: the form says so. Raises StaleRecord."""
        data, closes = self.cleaned_data, end_of(self.cleaned_data)
        sample = data["audience"] == Survey.Audience.SAMPLE
        given = {name: data[name] for name in ("name", "mode", "audience", "phone")} | {
            "opens_at": moment(data["opens_day"], data["opens_time"]),
            "closes_at": closes,
            "closes_on": Survey.closing_day(closes),
            "sample_size": data["sample_size"] if sample else None,
        }
        try:
            with lawful():
                if self.survey:
                    return edit(self.survey, actor, data["version"], **given)
                new = Survey(district=data.get("district") or self.alone, **given)
                return begin(new, actor, standard=data["standard"], like=data["like"])
        except ValidationError as refused:
            self.add_error("name", refused)
            return None


class PutOffForm(forms.Form):
    """推后截止时间: the later time, and why."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    closes_day = DayField(label="新的截止日期")
    closes_time = forms.TimeField(
        label="截止时刻", widget=TimeInput, required=False, help_text="不填就是到当天24:00为止。"
    )
    reason = forms.CharField(label="推后原因", max_length=200, help_text="写进日志。")

    clean_closes_time = SurveyForm.clean_closes_time

    def __init__(self, *args, survey, **kwargs):
        super().__init__(*args, initial={"version": survey.version}, **kwargs)
        self.survey = survey
        self.fields["closes_day"].widget.attrs["min"] = survey.closes_on.isoformat()

    def clean(self):
        data = self.cleaned_data
        if {"closes_day", "closes_time"} <= data.keys() and end_of(data) - self.survey.opens_at > LONGEST:
            self.add_error("closes_day", "截止须在开始后一年之内")
        return data

    def save(self, actor):
        """Returns the round, or None when the time is none to put off to: the form says so. Raises StaleRecord."""
        data = self.cleaned_data
        try:
            with lawful():
                return self.survey.put_off(actor, data["version"], end_of(data), data["reason"])
        except ValidationError as refused:
            self.add_error("closes_day", refused)
            return None


def moment(day, clock):
    """A day and a time of day in Shanghai."""
    return datetime.combine(day, clock, SHANGHAI)


def end_of(data):
    """When a round closes by what was filled in: without a time of day at the end of the day."""
    return moment(data["closes_day"], data["closes_time"]) if data["closes_time"] else day_end(data["closes_day"])


def begun(at, districts):
    """What a new round's form holds: the half-year's name where it is free, two weeks from the next day on."""
    today = local_day(at)
    name = f"{today.year}年{'上半年' if today.month <= 6 else '下半年'}满意度调查"
    if Survey.objects.filter(district__in=districts, name=name).exists():
        name = f"{today.year}年{today.month}月满意度调查"
    return {
        "name": name, "mode": Survey.Mode.CONFIDENTIAL, "audience": Survey.Audience.ALL,
        "opens_day": today + timedelta(days=1), "opens_time": OPENING, "closes_day": today + timedelta(days=15),
    }  # fmt: skip


def shown_of(survey):
    """A draft as its form shows it."""
    opens, closes = survey.opens_at.astimezone(SHANGHAI), survey.closes_at.astimezone(SHANGHAI)
    kept = {name: getattr(survey, name) for name in ("name", "mode", "audience", "sample_size", "phone")}
    return kept | {
        "opens_day": opens.date(), "opens_time": opens.time(),
        "closes_day": survey.closes_on, "closes_time": closes.time() if closes.time() != MIDNIGHT else None,
    }  # fmt: skip
