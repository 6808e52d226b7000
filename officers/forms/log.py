from datetime import timedelta

from django import forms

from officers.forms.day import DayField
from officers.workdays import day_end, day_start

#: how far back the log is searched unless somebody says otherwise
USUAL_DAYS = 30


class LogFilter(forms.Form):
    """Which entries are asked for: days, who, what, of which record."""

    since = DayField(label="从", required=False)
    until = DayField(label="到", required=False)
    actor = forms.CharField(label="操作人", required=False, max_length=60)
    action = forms.CharField(label="操作", required=False, max_length=40)
    record = forms.CharField(label="对象", required=False, max_length=100)
    kind = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    number = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, data, *, today):
        given = data.dict() if hasattr(data, "dict") else dict(data)
        if "since" not in given and not given.get("number"):
            given["since"] = (today - timedelta(days=USUAL_DAYS)).isoformat()
        super().__init__(given)

    def clean(self):
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since and until and until < since:
            self.add_error("until", "不能早于起始日。")
        return self.cleaned_data

    def narrow(self, entries):
        """The entries that are asked for; none while the form is wrong."""
        if not self.is_valid():
            return entries.none()
        asked = self.cleaned_data
        if asked["since"]:
            entries = entries.filter(at__gte=day_start(asked["since"]))
        if asked["until"]:
            entries = entries.filter(at__lt=day_end(asked["until"]))
        for field, column in (("actor", "actor"), ("action", "action"), ("record", "record_label")):
            if asked[field]:
                entries = entries.filter(**{f"{column}__icontains": asked[field]})
        if asked["kind"] and asked["number"]:
            entries = entries.filter(record_type=asked["kind"], record_id=asked["number"])
        return entries

    def in_words(self):
        """The filter as a sentence, for the log of an export."""
        asked = [
            f"{self.fields[name].label}{self.cleaned_data[name]}"
            for name in ("since", "until", "actor", "action", "record")
            if self.cleaned_data.get(name)
        ]
        return "，".join(asked) or "全部"
