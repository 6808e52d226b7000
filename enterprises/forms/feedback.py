from django import forms


class ConfirmForm(forms.Form):
    """An officer confirms a week; a line may be added."""

    remark = forms.CharField(label="补充说明", required=False, max_length=200, help_text="一句即可，没有就空着。")


class ReportForm(forms.Form):
    """Which district's weekly report is shown."""

    district = forms.ModelChoiceField(label="地区", queryset=None, required=False, empty_label=None)

    def __init__(self, *args, districts, **kwargs):
        super().__init__(*args, **kwargs)
        self.districts = list(districts)
        self.fields["district"].queryset = districts
        if len(self.districts) == 1:
            del self.fields["district"]

    @property
    def chosen(self):
        """The district asked for, else the first."""
        self.is_valid()
        return self.cleaned_data.get("district") or self.districts[0]
