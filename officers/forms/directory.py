"""The filters above the lists of the directory. What is typed wrongly narrows nothing."""

from django import forms

from officers.models import Unit

SEARCH = forms.TextInput(attrs={"placeholder": "汉字、拼音或首字母"})


class FilterForm(forms.Form):
    """A GET form; `said(name)` is what was filled in rightly, or None."""

    def said(self, name):
        """The value of a field, None where nothing or nonsense was given."""
        if not self.is_bound:
            return None
        self.is_valid()
        return self.cleaned_data.get(name) or None


class NameFilter(FilterForm):
    """Enterprises and people by name."""

    q = forms.CharField(label="企业或姓名", required=False, widget=SEARCH)


class UnitFilter(FilterForm):
    """Units by name and kind."""

    q = forms.CharField(label="单位名称", required=False, widget=SEARCH)
    kind = forms.ChoiceField(label="单位类别", required=False, choices=[("", "全部"), *Unit.Kind.choices])

    def narrow(self, units):
        """The units that were asked for."""
        found = units.named_like(self.said("q") or "")
        return found.filter(kind=kind) if (kind := self.said("kind")) else found


class PersonFilter(FilterForm):
    """Officers or deputies by name, unit and whether they serve an enterprise."""

    q = forms.CharField(label="姓名或编号", required=False, widget=SEARCH)
    unit = forms.ModelChoiceField(label="单位", required=False, queryset=None, empty_label="全部")
    serving = forms.ChoiceField(
        label="结对", required=False, choices=[("", "全部"), ("yes", "有结对企业"), ("no", "无结对企业")]
    )

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units


class SpanFilter(FilterForm):
    """Exemptions and stand-ins by officer and by when they are in force."""

    q = forms.CharField(label="首席服务官", required=False, widget=SEARCH)
    state = forms.ChoiceField(
        label="时间",
        required=False,
        choices=[("", "全部"), ("now", "今天在期"), ("later", "未开始"), ("past", "已结束")],
    )

    def narrow(self, found, today):
        """The records that were asked for."""
        wanted = "".join((self.said("q") or "").split()).lower()
        found = found.in_state(self.said("state"), today)
        return found.filter(officer__spelled__contains=wanted) if wanted else found
