import json

from django import forms
from django.core.exceptions import ValidationError

from officers.laws import lawful
from officers.models import LogEntry, StaleRecord
from officers.phones import is_number
from officers.workbook.columns import CellProblem, Choice


class RegisterForm(forms.ModelForm):
    """Enters or corrects one entry of a register. The cells are read as the workbook reads them (`sheet`).

    `seen` carries the values that were shown, so that of two who correct one entry the second is told.
    """

    #: the sheet of the workbook that holds such entries
    sheet = None
    #: the field beside which a broken law of the database is told
    told_at = None

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, districts, **kwargs):
        super().__init__(*args, **kwargs)
        self.districts = list(districts)
        self.is_new = self.instance.pk is None
        self.overtaken = None
        if not self.is_new:
            self.initial["seen"] = json.dumps(self.instance.as_logged(), ensure_ascii=False)
        elif len(self.districts) > 1:
            choices = forms.ModelChoiceField(label="地区", queryset=districts, empty_label=None)
            self.fields = {"district": choices, **self.fields}
        else:
            self.instance.district = self.districts[0]
        if "unit" in self.fields:
            self.fields["unit"].queryset = self.fields["unit"].queryset.filter(district__in=self.districts)
            self.fields["unit"].empty_label = "（未定）"

    def clean(self):
        cleaned = super().clean()
        if self.is_new and cleaned.get("district"):
            self.instance.district = cleaned["district"]
        for column in self.sheet.columns:
            # where the workbook has a word to choose, the form sends its code; what stands is not judged anew
            judged = self.is_new or column.name in self.changed_data
            if judged and isinstance(value := cleaned.get(column.name), str) and not isinstance(column, Choice):
                self._read(column, value)
        if "phone" in self.changed_data and (number := cleaned.get("phone")) and not is_number(number):
            self.add_error("phone", "不是电话号码。手机11位，座机写区号-号码，多个号码用“、”隔开")
        unit = cleaned.get("unit")
        if unit and unit.district_id != self.instance.district_id:
            self.add_error("unit", "这个单位不在所选的地区")
        return cleaned

    def _read(self, column, value):
        try:
            self.cleaned_data[column.name] = column.read(value)
        except CellProblem as problem:
            self.add_error(column.name, str(problem))

    def save_by(self, actor):
        """Write the entry and return it; None when a law of the database forbids it, which the form then tells.

        Raises StaleRecord when somebody changed the entry since it was shown.
        """
        values = {name: self.cleaned_data[name] for name in self._meta.fields if name in self.cleaned_data}
        try:
            with lawful():
                if self.is_new:
                    for name, value in values.items():
                        setattr(self.instance, name, value)
                    return self.instance.enter(actor)
                return self.instance.correct(actor, self._seen(), **values)
        except ValidationError as refused:
            self.add_error(self.told_at, refused)
            return None

    def _seen(self):
        seen = _told(self.cleaned_data["seen"])
        if not seen:
            raise StaleRecord(self.instance)
        return seen

    def show_overtaken(self, standing):
        """Tell what the other changed, and let the next press of the button mean the entry as it stands now.

        What this form did not change takes the other's value; only what both changed is for the person to decide.
        """
        seen = _told(self.data.get("seen", ""))
        now = standing.as_logged()
        changed = [name for name in now if now[name] != seen.get(name)]
        entry = LogEntry.objects.filter(record_type=standing._meta.label_lower, record_id=str(standing.pk)).first()
        self.overtaken = {
            "by": entry,
            "now": [_shown(standing, standing._meta.get_field(name)) for name in changed],
        }
        self.data = self.data.copy()
        for name in changed:
            if name in seen and self.data.get(name, "").strip() == _typed(seen[name]):
                self.data[name] = _typed(now[name])
        self.data["seen"] = json.dumps(now, ensure_ascii=False)


def _typed(value):
    """The value as a form sends it."""
    return "" if value is None else str(value)


def _shown(record, field):
    """What a field is called, and its value in words."""
    told = getattr(record, f"get_{field.name}_display" if field.choices else field.name)
    return field.verbose_name, str((told() if field.choices else told) or "（空）")


def _told(text):
    """The values that were shown, by field; empty when the browser sends anything else."""
    try:
        seen = json.loads(text)
    except ValueError:
        return {}
    return seen if isinstance(seen, dict) else {}
