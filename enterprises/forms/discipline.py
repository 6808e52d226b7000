from django import forms
from django.db.models import Q

from enterprises.models import Discipline
from officers.forms.day import DayField
from officers.laws import lawful
from officers.models import Officer


class DisciplineForm(forms.Form):
    """A breach of discipline as it was reported by document."""

    officer = forms.CharField(label="首席服务官", max_length=60, help_text="写姓名或编号；重名时请写编号")
    date = DayField(label="日期")
    kind = forms.ChoiceField(label="类别", choices=Discipline.Kind.choices)
    facts = forms.CharField(label="事实", max_length=4000, widget=forms.Textarea(attrs={"rows": 5}))
    document_no = forms.CharField(label="文号", max_length=80)
    reported_by = forms.CharField(label="报告单位或报告人", max_length=80)

    def __init__(self, *args, districts, user, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.districts, self.user, self.today = districts, user, today
        self.fields["date"].widget.attrs["max"] = today.isoformat()

    def clean_officer(self):
        text = self.cleaned_data["officer"]
        found = list(Officer.objects.filter(Q(name=text) | Q(code=text), district__in=self.districts)[:6])
        if not found:
            raise forms.ValidationError(f"没有找到“{text}”")
        if len(found) > 1:
            names = "、".join(f"{one.name}（{one.code}）" for one in found)
            raise forms.ValidationError(f"有多个：{names}。请写编号")
        if found[0].user_id == self.user.pk:
            raise forms.ValidationError("不能登记本人的记录")
        return found[0]

    def clean_date(self):
        day = self.cleaned_data["date"]
        if day > self.today:
            raise forms.ValidationError(f"日期不能晚于今天（{self.today.month}月{self.today.day}日）")
        return day

    def enter(self, actor):
        """Write the record. Raises ValidationError with the sentence of a law that stands against it."""
        with lawful():
            return Discipline(district=self.cleaned_data["officer"].district, **self.cleaned_data).enter(actor)
