from django import forms

from surveys.models import Remark


class RemarkFilters(forms.Form):
    """Which remarks are asked for; by default those that wait."""

    ALL = "all"
    state = forms.ChoiceField(label="处理", required=False, choices=[*Remark.State.choices, (ALL, "全部")])

    def narrow(self, remarks):
        """The remarks asked for."""
        state = self.cleaned_data.get("state") or Remark.State.OPEN if self.is_valid() else Remark.State.OPEN
        return remarks if state == self.ALL else remarks.filter(state=state)

    @property
    def asked(self):
        return self.data.get("state") or Remark.State.OPEN


class CloseForm(forms.Form):
    """What came of a case."""

    outcome = forms.CharField(
        label="办理结果", max_length=300, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="怎样办的、结果如何。不写企业名称。",
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput)
