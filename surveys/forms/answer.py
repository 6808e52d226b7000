"""The form of a round as a firm fills it in: a field a question, the remark, and what is to be done with it."""

from django import forms

from surveys.answer import Reply
from surveys.models import Question

MOST_LETTERS = 300
AS_OPINION, IN_OUR_NAME = "opinion", "named"


class Words(forms.CharField):
    """A text of some lines. A line break counts as one letter, as it does in the browser."""

    def __init__(self, **more):
        widget = forms.Textarea(attrs={"rows": 3})
        super().__init__(required=False, max_length=MOST_LETTERS, widget=widget, **more)

    def to_python(self, value):
        return super().to_python((value or "").replace("\r\n", "\n"))


class AnswerForm(forms.Form):
    """Whatever is wrong is said beside its question; what was chosen stays.

    The five levels have to be chosen, since a reply counts whole (J5); what does not score may be left out.
    """

    def __init__(self, *args, questions, **kwargs):
        super().__init__(*args, auto_id="%s", **kwargs)
        self.questions = {question.field_name: question for question in questions}
        for name, question in self.questions.items():
            self.fields[name] = self._field(question)
        self.fields["remark"] = Words(label="还想说的话")
        self.fields["manner"] = forms.ChoiceField(
            label="这段话怎么处理",
            required=False,
            initial=AS_OPINION,
            choices=[(AS_OPINION, "只作意见，不写企业名称"), (IN_OUR_NAME, "按我们企业的名义办理")],
            widget=forms.RadioSelect,
        )
        self.fields["call_back"] = forms.BooleanField(label="请回访我", required=False)

    @staticmethod
    def _field(question):
        if not question.offered:
            return Words(label=question.text)
        return forms.ChoiceField(
            label=question.text,
            required=question.kind == Question.Kind.SATISFACTION,
            choices=[(option, option) for option in question.offered],
            widget=forms.RadioSelect,
            error_messages={"required": "请选一项", "invalid_choice": "请在列出的几项里选一项"},
        )

    @property
    def rows(self):
        """(number, question, bound field) of each question, as the page shows them."""
        return [(place, question, self[name]) for place, (name, question) in enumerate(self.questions.items(), 1)]

    @property
    def wrong(self):
        """(bound field, what the summary calls it) of what has to be looked at again."""
        called = {name: f"第{place}题" for place, name in enumerate(self.questions, 1)}
        return [(self[name], called.get(name, self[name].label)) for name in self.errors]

    @property
    def written(self):
        """The texts as they were typed, wrong or not, so that none is lost with a refusal: (label, text)."""
        fields = [self[name] for name, field in self.fields.items() if isinstance(field, Words)]
        return [(field.label, field.value()) for field in fields if self.is_bound and field.value()]

    def reply(self):
        """What the firm says; call it when the form is valid."""
        data = self.cleaned_data
        given = [(question, data[name]) for name, question in self.questions.items() if data[name]]
        return Reply(
            chosen={question: value for question, value in given if question.offered},
            texts={question: value for question, value in given if not question.offered},
            remark=data["remark"],
            named=data["manner"] == IN_OUR_NAME,
            wants_call_back=data["call_back"],
        )
