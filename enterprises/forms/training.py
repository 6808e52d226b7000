from django import forms

from enterprises.models import Attendance, Training
from officers.forms.widgets import DayInput
from officers.laws import lawful
from officers.models import Deputy, Officer

LONGEST_REASON = 100


class TrainingForm(forms.Form):
    """A session and its roll: who is ticked came, who has a reason was on leave, the others were absent."""

    district = forms.ModelChoiceField(label="地区", queryset=None, empty_label=None)
    date = forms.DateField(label="日期", widget=DayInput)
    topic = forms.CharField(label="主题", max_length=120)
    place = forms.CharField(label="地点", max_length=80, required=False)
    hours = forms.DecimalField(label="学时", min_value=0, max_digits=4, decimal_places=1)

    def __init__(self, *args, districts, district, today, training=None, **kwargs):
        shown = {name: getattr(training, name) for name in ("date", "topic", "place", "hours")} if training else {}
        super().__init__(*args, initial={"district": district, **shown}, **kwargs)
        self.today, self.district, self.training = today, district, training
        self.fields["date"].widget.attrs["max"] = today.isoformat()
        self.fields["district"].queryset = districts
        if len(districts) == 1:
            del self.fields["district"]
        self.rows = self._rows()

    def _rows(self):
        """Everybody who may be called, each with how they came: as sent, else as it stands."""
        stands = {}
        if self.training:
            stands = {(one.officer_id, one.deputy_id): one for one in self.training.roll()}
        rows = []
        for kind, model in (("officer", Officer), ("deputy", Deputy)):
            for person in model.objects.filter(district=self.district).select_related("unit").order_by("name", "pk"):
                key = f"{kind}-{person.pk}"
                one = stands.get((person.pk, None) if kind == "officer" else (None, person.pk))
                rows.append({"key": key, "kind": kind, "person": person, **self._told(key, one)})
        return rows

    def _told(self, key, stands):
        if self.is_bound:
            came = {"called": key in self.data.getlist("called"), "present": key in self.data.getlist("present")}
            return {**came, "reason": self.data.get(f"reason-{key}", "").strip()}
        if stands is None:
            return {"called": self.training is None and key.startswith("officer"), "present": False, "reason": ""}
        return {"called": True, "present": stands.state == Attendance.State.PRESENT, "reason": stands.reason}

    def clean_date(self):
        day = self.cleaned_data["date"]
        if day > self.today:
            raise forms.ValidationError(f"日期不能晚于今天（{self.today.month}月{self.today.day}日）")
        return day

    def clean_hours(self):
        hours = self.cleaned_data["hours"]
        if not hours:
            raise forms.ValidationError("学时须大于0")
        return hours

    def clean(self):
        both = [row["person"].name for row in self.rows if row["present"] and row["reason"]]
        if both:
            raise forms.ValidationError(f"{'、'.join(both)}已签到，不必写请假事由")
        long = [row["person"].name for row in self.rows if len(row["reason"]) > LONGEST_REASON]
        if long:
            raise forms.ValidationError(f"{'、'.join(long)}的请假事由超过{LONGEST_REASON}个字")
        if not any(row["called"] or row["present"] or row["reason"] for row in self.rows):
            raise forms.ValidationError("请勾选参加培训的人")
        return self.cleaned_data

    def _roll(self):
        roll = []
        for row in self.rows:
            if row["called"] or row["present"] or row["reason"]:
                state = "present" if row["present"] else "leave" if row["reason"] else "absent"
                roll.append(Attendance(**{row["kind"]: row["person"]}, state=state, reason=row["reason"]))
        return roll

    def save(self, actor, version=0):
        """Enter the session, or correct it as it was shown in `version`. Returns it.

        Raises StaleRecord, and ValidationError with the sentence of a law that stands against it.
        """
        fields = {name: self.cleaned_data[name] for name in ("date", "topic", "place", "hours")}
        with lawful():
            if self.training:
                return self.training.correct_roll(actor, version, self._roll(), **fields)
            return Training(district=self.district, **fields).hold(actor, self._roll())
