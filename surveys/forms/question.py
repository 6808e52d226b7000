from django import forms
from django.core.exceptions import ValidationError

from surveys.drafting import add, reword
from surveys.models import Question

FEWEST_OPTIONS, MOST_OPTIONS = 2, 8
LONGEST_OPTION = 40
#: what may be asked beside the five questions of the scheme
FURTHER = (Question.Kind.CHOICE, Question.Kind.SCALE, Question.Kind.TEXT)


class QuestionForm(forms.Form):
    """One question: what it asks, a line under it, and what a choice offers. Aspect and kind are not its business."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    text = forms.CharField(label="题目", max_length=200)
    hint = forms.CharField(
        label="说明", max_length=100, required=False, help_text="题目下面的一行小字，没有可不填。"
    )  # fmt: skip
    options = forms.CharField(
        label="选项", widget=forms.Textarea(attrs={"rows": 6}), max_length=1000,
        help_text=f"一行一个，{FEWEST_OPTIONS}至{MOST_OPTIONS}个，每个不超过{LONGEST_OPTION}个字。",
    )  # fmt: skip

    def __init__(self, *args, survey, kind, question=None, **kwargs):
        shown = {"version": survey.version}
        if question:
            shown |= {"text": question.text, "hint": question.hint, "options": "\n".join(question.options)}
        super().__init__(*args, initial=shown, **kwargs)
        self.survey, self.kind, self.question = survey, kind, question
        if kind != Question.Kind.CHOICE:
            del self.fields["options"]

    def clean_options(self):
        lines = [" ".join(line.split()) for line in self.cleaned_data["options"].splitlines()]
        options = [line for line in lines if line]
        if not FEWEST_OPTIONS <= len(options) <= MOST_OPTIONS:
            raise ValidationError(f"选项须有{FEWEST_OPTIONS}至{MOST_OPTIONS}个，现在是{len(options)}个")
        if len(set(options)) < len(options):
            raise ValidationError("选项不能相同")
        if long := next((option for option in options if len(option) > LONGEST_OPTION), None):
            raise ValidationError(f"“{long[:10]}……”超过{LONGEST_OPTION}个字")
        return options

    def save(self, actor):
        """Returns the question, or None when there are too many: the form says so. Raises StaleRecord."""
        data = dict(self.cleaned_data)
        version = data.pop("version")
        if self.question:
            return reword(self.question, actor, version, **data)
        try:
            return add(self.survey, actor, version, Question(kind=self.kind, **data))
        except ValidationError as refused:
            self.add_error(None, refused)
            return None


class VersionForm(forms.Form):
    """A press of a button: the version of the round that was shown."""

    version = forms.IntegerField(widget=forms.HiddenInput)
