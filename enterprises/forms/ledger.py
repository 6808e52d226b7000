from django import forms

from officers.models import Unit

LONGEST = 2000


class LedgerForm(forms.Form):
    """The two texts of a ledger; the rest is read from the records. `version` is the draft's as it was shown."""

    progress = forms.CharField(
        label="工作开展情况",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="走访、宣讲、问题已自动列入，这里只写记录里没有的。没有就空着。",
    )
    suggestions = forms.CharField(
        label="存在问题和建议", required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3})
    )
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    @property
    def texts(self):
        """The two texts as typed."""
        return {name: self.cleaned_data[name] for name in ("progress", "suggestions")}


class ReturnForm(forms.Form):
    """Why a ledger is sent back."""

    reason = forms.CharField(label="退回原因", max_length=200)


class ReopenForm(forms.Form):
    """Why an acceptance is taken back."""

    reason = forms.CharField(label="撤销收下的原因", max_length=200)


class BoardForm(forms.Form):
    """Which ledgers the matrix shows."""

    year = forms.ChoiceField(label="年度", required=False)
    district = forms.ModelChoiceField(label="地区", queryset=None, required=False, empty_label=None)
    unit = forms.ModelChoiceField(label="单位", queryset=None, required=False, empty_label="全部单位")
    q = forms.CharField(label="姓名", required=False, max_length=60)

    def __init__(self, *args, districts, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today, self.districts = today, list(districts)
        self.fields["year"].choices = [(year, f"{year}年") for year in range(today.year, today.year - 6, -1)]
        self.fields["district"].queryset = districts
        self.fields["unit"].queryset = Unit.objects.filter(
            district__in=self.districts, officer__isnull=False
        ).distinct()
        if len(self.districts) == 1:
            del self.fields["district"]

    @property
    def chosen(self):
        """What was asked for, with what holds where nothing, or nonsense, was: this year, the first district."""
        self.is_valid()
        data = self.cleaned_data
        return {
            "year": int(data.get("year") or self.default_year),
            "district": data.get("district") or self.districts[0],
            "unit": data.get("unit"),
            "q": data.get("q") or "",
        }

    @property
    def default_year(self):
        """In January last year's last ledger is still due."""
        return self.today.year if self.today.month > 1 else self.today.year - 1
