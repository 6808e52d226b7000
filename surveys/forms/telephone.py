from datetime import datetime

from django import forms
from django.core.exceptions import ValidationError

from officers.forms.day import DayField
from officers.forms.fact import ActForm
from officers.laws import lawful
from officers.workdays import SHANGHAI, local_day
from surveys.answer import Reply
from surveys.models import Question
from surveys.telephone import Heard, confirm, record, reject

REMARK = 300
NAMED, CALL_BACK = "企业同意写明名称办理这条意见", "企业请办公室另行回访"


class AnswersForm(forms.Form):
    """The questions of a round as one hears them on the telephone; those that score must be answered."""

    def __init__(self, *args, questions, **kwargs):
        super().__init__(*args, **kwargs)
        self.questions = list(questions)
        for question in self.questions:
            self.fields[question.field_name] = self._field(question)

    @staticmethod
    def _field(question):
        label, needed = f"{question.position}. {question.text}", bool(question.aspect)
        if question.kind == Question.Kind.TEXT:
            widget = forms.Textarea(attrs={"rows": 3})
            return forms.CharField(label=label, required=False, max_length=REMARK, widget=widget)
        choices = [(choice, choice) for choice in question.offered]
        return forms.ChoiceField(label=label, required=needed, choices=choices, widget=forms.RadioSelect)

    @property
    def asked(self):
        """The fields of the questions in order, each with whether it is ticked and the number of columns."""
        for question in self.questions:
            columns = 4 if question.kind == Question.Kind.SCALE else 3
            yield self[question.field_name], bool(question.offered), columns

    def given(self, *, ticked):
        """The answers by question: those ticked, or the texts."""
        data = self.cleaned_data
        return {
            question: data[question.field_name]
            for question in self.questions
            if bool(question.offered) == ticked and data.get(question.field_name)
        }


class TelephoneForm(AnswersForm):
    """What a firm says on the telephone, to be confirmed by another person."""

    spoke_with = forms.CharField(label="答复人", max_length=60, help_text="姓名和职务，如“王会计”。")
    told_on = DayField(label="通话日期")
    told_time = forms.TimeField(label="通话时间", widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}))
    remark = forms.CharField(
        label="其他意见",
        required=False,
        max_length=REMARK,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="照企业的原话记。复核以后，意见与企业分开保存，看不出是谁说的。",
    )
    named = forms.BooleanField(label=NAMED, required=False)
    wants_call_back = forms.BooleanField(label=CALL_BACK, required=False)

    def __init__(self, *args, invitation, at, **kwargs):
        super().__init__(*args, questions=invitation.survey.questions.all(), **kwargs)
        self.invitation = invitation
        now = at.astimezone(SHANGHAI)
        self.initial |= {"told_on": now.date(), "told_time": now.time().replace(second=0, microsecond=0)}
        self.fields["told_on"].widget.attrs |= {
            "min": local_day(invitation.survey.opens_at).isoformat(), "max": now.date().isoformat()
        }  # fmt: skip

    def save(self, actor):
        """Returns the reply that waits, or None when it cannot be kept: the form says why."""
        data = self.cleaned_data
        told_at = datetime.combine(data["told_on"], data["told_time"], SHANGHAI)
        reply = Reply(
            chosen=self.given(ticked=True), texts=self.given(ticked=False), remark=data["remark"], named=data["named"],
            wants_call_back=data["wants_call_back"],
        )  # fmt: skip
        try:
            with lawful():
                return record(self.invitation, reply, data["spoke_with"], told_at, actor)
        except ValidationError as refused:
            self.add_error(None, refused)
            return None


class ConfirmForm(AnswersForm, ActForm):
    """All that can be ticked, asked once more by somebody who has not seen the first reply; of words only whether the
    firm said any."""

    remark = forms.BooleanField(label="企业另外说了意见", required=False)
    named = forms.BooleanField(label=NAMED, required=False)
    wants_call_back = forms.BooleanField(label=CALL_BACK, required=False)

    def __init__(self, *args, record, **kwargs):
        questions = list(record.invitation.survey.questions.all())
        super().__init__(
            *args, questions=[question for question in questions if question.offered], record=record, **kwargs
        )
        self.worded = [question for question in questions if not question.offered]
        for question in self.worded:
            label = f"第{question.position}题“{question.text}”，企业作了回答"
            self.fields[question.field_name] = forms.BooleanField(label=label, required=False)

    @property
    def ticks(self):
        """What was said beside the ticked answers, each a box."""
        for name in (*(question.field_name for question in self.worded), "remark", "named", "wants_call_back"):
            yield self[name]

    def act(self, actor):
        data = self.cleaned_data
        again = Heard(
            chosen={question.pk: choice for question, choice in self.given(ticked=True).items()},
            worded=frozenset(question.pk for question in self.worded if data[question.field_name]),
            remark=data["remark"], named=data["named"], wants_call_back=data["wants_call_back"],
        )  # fmt: skip
        confirm(self.record, actor, data["version"], again)


class RejectForm(ActForm):
    """Why a reply is thrown away."""

    reason = forms.CharField(
        label="原因", max_length=200, help_text="如“两次所答不一致”“企业说没有答复过”。答案随即删除，可以重新记录。"
    )

    def act(self, actor):
        reject(self.record, actor, self.cleaned_data["version"], self.cleaned_data["reason"])
