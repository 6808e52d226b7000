from django import forms
from django.core.exceptions import ValidationError

from officers.forms.day import DayField
from officers.forms.fact import ActForm
from officers.laws import lawful
from officers.models import Unit
from officers.workdays import local_day
from surveys.handle_again import WORKDAYS, decide, hand_on, take_reply


class HandOnForm(forms.Form):
    """A matter that goes to a unit once more."""

    unit = forms.ModelChoiceField(label="承办（牵头）单位", queryset=None, empty_label="请选择")
    helpers = forms.ModelMultipleChoiceField(
        label="配合单位", queryset=None, required=False, help_text="由一个单位办理的不选。按住 Ctrl 可选几个。"
    )
    matter = forms.CharField(
        label="事项",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="用办公室自己的话写，不抄问卷里的意见，不写能看出是哪家企业的话，除非企业同意写明名称。",
    )
    named = forms.BooleanField(label="企业同意向单位写明名称", required=False)
    workdays = forms.IntegerField(label="办理时限（工作日）", min_value=1, max_value=60, initial=WORKDAYS)

    def __init__(self, *args, call_back, **kwargs):
        super().__init__(*args, **kwargs)
        self.call_back = call_back
        units = Unit.objects.filter(district=call_back.district_id).order_by("name")
        self.fields["unit"].queryset = self.fields["helpers"].queryset = units

    def save(self, actor):
        """Returns the handling, or None when it cannot be handed on: the form says why."""
        data = self.cleaned_data
        try:
            with lawful():
                return hand_on(
                    self.call_back, actor, data["unit"], data["helpers"], data["matter"], named=data["named"],
                    workdays=data["workdays"],
                )  # fmt: skip
        except ValidationError as refused:
            self.add_error(None, refused)
            return None


class ReplyForm(ActForm):
    """What the unit answered."""

    text = forms.CharField(label="单位的答复", max_length=500, widget=forms.Textarea(attrs={"rows": 4}))
    on = DayField(label="答复日期")

    def __init__(self, *args, record, at, **kwargs):
        super().__init__(*args, record=record, **kwargs)
        today = local_day(at)
        self.initial["on"] = today
        self.fields["on"].widget.attrs |= {"min": record.handed_on.isoformat(), "max": today.isoformat()}

    def act(self, actor):
        take_reply(self.record, actor, self.cleaned_data["version"], self.cleaned_data["text"], self.cleaned_data["on"])


class DecideForm(ActForm):
    """免责评判, by document."""

    exempt = forms.ChoiceField(
        label="评判结论", choices=[("", "请选择"), ("yes", "免责"), ("no", "不免责")],
        help_text="因法律法规或其他客观条件限制无法满足企业诉求的，免责。",
    )  # fmt: skip
    document_no = forms.CharField(label="文号", max_length=80)
    finding = forms.CharField(label="理由", max_length=300, widget=forms.Textarea(attrs={"rows": 4}))

    def act(self, actor):
        data = self.cleaned_data
        exempt = data["exempt"] == "yes"
        decide(self.record, actor, data["version"], exempt, data["document_no"], data["finding"])
