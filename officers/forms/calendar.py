import tempfile
from pathlib import Path

from django import forms

from officers.day_list import DayListProblem, as_text, doubts, from_text, from_workbook
from officers.laws import lawful
from officers.models import CalendarChange

EXAMPLE = "1月1日至3日 否 元旦\n1月4日 是 元旦调休上班"
#: a document number of those who arrange a whole year, and of those who decide on single days
NUMBERED = {"year": "国办发明电〔2026〕7号", "days": "区管办〔2026〕12号"}
BIGGEST = 2 * 1024 * 1024


class CalendarChangeForm(forms.Form):
    """A year's arrangement or single days, as their document says: a list that is typed, pasted or uploaded."""

    district = forms.ModelChoiceField(label="地区", queryset=None, empty_label=None)
    scope = forms.ChoiceField(label="类别", choices=CalendarChange.Scope.choices)
    year = forms.IntegerField(label="年度", min_value=2004, max_value=2100)
    document_no = forms.CharField(label="文号", max_length=60)
    days = forms.CharField(
        label="日期",
        required=False,
        widget=forms.Textarea(attrs={"rows": 12, "placeholder": EXAMPLE, "spellcheck": "false"}),
        help_text="每行一天或一段：日期、是否工作日（是或否）、说明。可从表格复制粘贴",
    )
    file = forms.FileField(
        label="或上传工作簿",
        required=False,
        help_text="含“工作日历”表，列：日期、是否工作日、说明",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
    )

    def __init__(self, *args, districts, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["district"].queryset = districts
        self.fields["document_no"].help_text = f"如：{NUMBERED.get(self['scope'].value(), NUMBERED['year'])}"
        self.alone = districts[0] if len(districts) == 1 else None
        if self.alone:
            del self.fields["district"]

    def clean(self):
        data = self.cleaned_data
        year, file, text = data.get("year"), data.get("file"), data.get("days")
        if not year:
            return data
        if bool(file) == bool(text):
            self.add_error("days", "请填写日期，或上传工作簿，二者取一")
            return data
        try:
            data["entries"] = self._uploaded(file, year) if file else from_text(text, year)
        except DayListProblem as problem:
            self.add_error("file" if file else "days", problem.lines[:20])
        return data

    def _uploaded(self, file, year):
        if file.size > BIGGEST:
            raise DayListProblem(["文件超过 2 MB"])
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "days.xlsx"
            with path.open("wb") as copy:
                for chunk in file.chunks():
                    copy.write(chunk)
            return from_workbook(path, year)

    def enter(self, actor):
        """Write the change, which waits for somebody else. Returns it.

        Raises ValidationError with the sentence of a law that stands against it.
        """
        data = self.cleaned_data
        days = {day.isoformat(): [entry.is_workday, entry.note] for day, entry in data["entries"].items()}
        given = {name: data[name] for name in ("scope", "year", "document_no")}
        change = CalendarChange(district=data.get("district") or self.alone, days=days, **given)
        with lawful():
            return change.enter(actor)


def showing(change):
    """What the form begins with when a change is entered anew."""
    shown = {name: getattr(change, name) for name in ("district", "scope", "year", "document_no")}
    return {**shown, "days": as_text(change.entries)}


def doubts_of(change):
    """What the second person should look at."""
    return doubts(change.entries, change.year) if change.scope == CalendarChange.Scope.YEAR else []
