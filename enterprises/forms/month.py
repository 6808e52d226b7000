from django import forms

from enterprises.models import ClosedMonth
from officers.forms.day import DayField

MOST_LATE_DAYS = 60


class CloseForm(forms.Form):
    """Which month to close: one that is over."""

    month = DayField(label="月份", widget=forms.HiddenInput)

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_month(self):
        month = self.cleaned_data["month"].replace(day=1)
        if month >= self.today.replace(day=1):
            raise forms.ValidationError(f"{month.year}年{month.month}月还没有过完，不能月结")
        return month

    def close(self, district, actor):
        """Close the month. Returns the closing."""
        return ClosedMonth.close(district, self.cleaned_data["month"], actor)


class ReopenForm(forms.Form):
    """Why a month is opened again."""

    reason = forms.CharField(label="重开原因", max_length=200)


class LateEntryForm(forms.Form):
    """How many days after a visit its own people may enter it."""

    days = forms.IntegerField(label="补录期限（天）", min_value=0, max_value=MOST_LATE_DAYS)
