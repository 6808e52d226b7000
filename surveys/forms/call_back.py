from django import forms
from django.core.exceptions import ValidationError

from officers.forms.fact import ActForm
from officers.laws import lawful
from surveys.call_firms import call, draw_firms, hear
from surveys.models import CallBack
from surveys.void import void_answer

Outcome = CallBack.Outcome
OUTCOMES = [(each.value, each.label) for each in (Outcome.REACHED, Outcome.AGAIN, Outcome.GIVEN_UP)]
YES_NO = [("yes", "是本单位所填"), ("no", "不是本单位所填")]
CONTENT = [("yes", "满意"), ("no", "不满意"), ("", "没有表态")]


class HeardForm(forms.Form):
    """How a call went: whether the firm was reached, whether the answer was its own, whether it is satisfied."""

    outcome = forms.ChoiceField(label="接通情况", choices=OUTCOMES, widget=forms.RadioSelect)
    own = forms.ChoiceField(label="问卷是本单位填的吗", choices=YES_NO, required=False, widget=forms.RadioSelect)
    satisfied = forms.ChoiceField(label="对服务满意吗", choices=CONTENT, required=False, widget=forms.RadioSelect)
    caller = forms.CharField(label="谁打的电话", max_length=60, help_text="姓名，或第三方机构的名称。")
    note = forms.CharField(
        label="备注", required=False, max_length=200, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="只记与核对有关的情况，不记企业在问卷里怎么答的。",
    )  # fmt: skip

    def __init__(self, *args, why, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("satisfied", "")
        if why == CallBack.Why.UNSATISFIED:  # nobody asks about the answer again
            del self.fields["own"]
            self.fields["satisfied"].label = "对二次转办的结果满意吗"

    def clean(self):
        data = super().clean()
        reached = data.get("outcome") == Outcome.REACHED
        if reached and "own" in self.fields and not data.get("own"):
            self.add_error("own", "接通的，请选是不是本单位所填")
        if reached and "own" not in self.fields and not data.get("satisfied"):
            self.add_error("satisfied", "接通的，请选满意或不满意")
        if not reached and (data.get("own") or data.get("satisfied")):
            raise ValidationError("没有接通的，不能选企业的回答")
        return data

    @property
    def heard(self):
        """What `CallBack.record` keeps."""
        data, said = self.cleaned_data, {"yes": True, "no": False}
        return {
            "outcome": data["outcome"], "is_own": said.get(data.get("own", "")),
            "is_satisfied": said.get(data["satisfied"]), "caller": data["caller"], "note": data["note"],
        }  # fmt: skip


class ResultForm(HeardForm, ActForm):
    """The result of a call that was due, or what it should have said."""

    def __init__(self, *args, record, **kwargs):
        super().__init__(*args, record=record, why=record.why, **kwargs)
        words = {True: "yes", False: "no", None: ""}
        self.initial |= {
            "outcome": record.outcome, "own": words[record.is_own], "satisfied": words[record.is_satisfied],
            "caller": record.caller, "note": record.note,
        }  # fmt: skip

    def act(self, actor):
        hear(self.record, actor, self.cleaned_data["version"], self.heard)


class CallForm(HeardForm):
    """A call to a firm that nobody had put on the list."""

    def save(self, actor, invitation, flag):
        """Returns the call-back, or None when it cannot be kept: the form says why."""
        try:
            with lawful():
                return call(invitation, actor, self.heard, flag)
        except ValidationError as refused:
            self.add_error(None, refused)
            return None


class DrawForm(forms.Form):
    """How many of those that answered are drawn: a number or per cent."""

    amount = forms.IntegerField(label="抽取数", min_value=1)
    unit = forms.ChoiceField(label="单位", choices=[("firms", "家"), ("percent", "%")])
    drawn_before = forms.IntegerField(widget=forms.HiddenInput)

    def clean(self):
        data = super().clean()
        if data.get("unit") == "percent" and data.get("amount", 0) > 100:
            self.add_error("amount", "百分比不能超过100")
        return data

    def size(self, pool):
        """How many firms that is of `pool`; a part of a firm counts as one."""
        amount = self.cleaned_data["amount"]
        return amount if self.cleaned_data["unit"] == "firms" else -(-pool * amount // 100)

    def save(self, actor, survey, pool):
        """Returns the draw, or None when it cannot be made: the form says why. Raises StaleRecord."""
        try:
            return draw_firms(survey, actor, self.size(pool), self.cleaned_data["drawn_before"])
        except ValidationError as refused:
            self.add_error(None, refused)
            return None


class LookForm(ActForm):
    """What a person makes of a flag."""

    note = forms.CharField(
        label="核看意见", max_length=200, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="写明怎样核看、结果如何，如“两家由同一代账公司代填，均已回访，属实”。",
    )  # fmt: skip

    def act(self, actor):
        self.record.look(actor, self.cleaned_data["version"], self.cleaned_data["note"])


class VoidAnswerForm(ActForm):
    """Why an answer is taken out."""

    reason = forms.CharField(label="作废原因", max_length=200, widget=forms.Textarea(attrs={"rows": 3}))

    def act(self, actor):
        void_answer(self.record, actor, self.cleaned_data["version"], self.cleaned_data["reason"])
