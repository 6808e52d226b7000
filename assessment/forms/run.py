from datetime import date

from django import forms

from assessment import schemes
from assessment.assess import default_as_of
from assessment.tasks import start_preview
from officers.forms.day import DayField
from officers.models import Officer, Unit

FIRST_YEAR = 2000


def offered(districts):
    """The schemes that somebody in these districts can be assessed by, as (code, title). Two queries."""
    stored = Unit.objects.filter(district__in=districts).order_by().values_list("kind", flat=True).distinct()
    kinds = {Unit.Kind(kind).label for kind in stored}
    officers = Officer.objects.filter(district__in=districts).exists()
    found = {}
    for scheme in map(schemes.load, schemes.carried()):
        if officers if scheme.subject == "officer" else kinds & set(scheme.unit_kinds):
            found[scheme.code] = scheme.title
    return list(found.items())


class StartRunForm(forms.Form):
    """Which year to compute, by which scheme, as of which day."""

    district = forms.ModelChoiceField(label="地区", queryset=None, empty_label=None)
    scheme = forms.ChoiceField(label="考核办法")
    year = forms.IntegerField(label="年度", min_value=FIRST_YEAR)
    as_of = DayField(
        label="截止日",
        required=False,
        help_text="不填：取今天与次年3月1日中较早的一天",
    )

    def __init__(self, *args, districts, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        # in January and February people work on the year that has just ended
        self.initial["year"] = today.year if today.month > 2 else today.year - 1
        self.fields["year"].widget.attrs["max"] = today.year
        self.fields["as_of"].widget.attrs["max"] = today.isoformat()
        self.fields["scheme"].choices = offered(districts)
        self.fields["district"].queryset = districts
        self.alone = districts[0] if len(districts) == 1 else None
        if self.alone:
            del self.fields["district"]

    @property
    def has_schemes(self):
        """Whether there is anybody to assess."""
        return bool(self.fields["scheme"].choices)

    def clean_year(self):
        year = self.cleaned_data["year"]
        if year > self.today.year:
            raise forms.ValidationError(f"年度不能晚于今年（{self.today.year}年）")
        return year

    def clean_as_of(self):
        as_of = self.cleaned_data["as_of"]
        if as_of and as_of > self.today:
            raise forms.ValidationError(f"截止日不能晚于今天（{self.today.month}月{self.today.day}日）")
        return as_of

    def clean(self):
        year, as_of = self.cleaned_data.get("year"), self.cleaned_data.get("as_of")
        if year and as_of and as_of.year < year:
            self.add_error("as_of", f"截止日不能早于{year}年1月1日")
        return self.cleaned_data

    def start(self, actor):
        """Start the preview, or find the same one under way. Returns (run, created)."""
        data = self.cleaned_data
        as_of = data["as_of"] or default_as_of(data["year"], self.today)
        return start_preview(data.get("district") or self.alone, data["scheme"], data["year"], as_of, actor)
