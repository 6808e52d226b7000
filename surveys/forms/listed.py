import re

from django import forms

from enterprises.models import Enterprise

#: codes pasted at once: a district has some thousands of firms
MOST_PASTED = 3000
FOUND_AT_ONCE = 30
#: more digits are no key of a row, and too many for the database
LONGEST_KEY = 10


class FindForm(forms.Form):
    """Which firms are looked for."""

    who = forms.CharField(label="企业", required=False, max_length=60)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["who"].widget.attrs["placeholder"] = "名称、拼音、首字母或信用代码"

    def found(self, enterprises):
        """The firms that are looked for, none without a text."""
        asked = self.cleaned_data.get("who")
        return enterprises.found_by(asked).order_by("credit_code")[:FOUND_AT_ONCE] if asked else []


class TickedFirms(forms.ModelMultipleChoiceField):
    """Firms ticked on the page; what is no key of a row was ticked nowhere."""

    def clean(self, value):
        if any(not (key.isascii() and key.isdecimal() and len(key) < LONGEST_KEY) for key in value or ()):
            raise forms.ValidationError("请在本页重新勾选企业")
        return super().clean(value)


class ListForm(forms.Form):
    """Firms ticked, to be put on the list or taken off it, or credit codes pasted."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    act = forms.ChoiceField(choices=[("add", "加入"), ("remove", "移出"), ("paste", "加入粘贴的")])
    firms = TickedFirms(queryset=None, required=False)
    codes = forms.CharField(
        label="统一社会信用代码", required=False, max_length=MOST_PASTED * 20,
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false"}),
        help_text="从表格里复制一列粘贴，一行一个；逗号、空格隔开也可以。",
    )  # fmt: skip

    def __init__(self, *args, enterprises, **kwargs):
        super().__init__(*args, **kwargs)
        self.enterprises = enterprises
        self.fields["firms"].queryset = enterprises

    def clean(self):
        data = self.cleaned_data
        if data.get("act") == "paste" and "codes" in data:
            data["pasted"] = self._pasted(data["codes"])
        elif not data.get("firms") and "firms" not in self.errors:
            self.add_error("firms", "请先勾选企业")
        return data

    def _pasted(self, text):
        codes = list(dict.fromkeys(re.findall(r"[0-9A-Z]+", text.upper())))
        if not codes or len(codes) > MOST_PASTED:
            self.add_error("codes", f"请粘贴1至{MOST_PASTED}个统一社会信用代码")
            return []
        found = list(self.enterprises.filter(credit_code__in=codes))
        if missing := sorted(set(codes) - {firm.credit_code for firm in found}):
            shown = "、".join(missing[:5])[:200] + ("等" if len(missing) > 5 else "")
            self.add_error("codes", f"{len(missing)}个代码不在本区名录里：{shown}；没有加入任何企业")
        return found

    @property
    def chosen(self):
        """The firms that are meant, after `is_valid`."""
        return self.cleaned_data["pasted" if self.cleaned_data["act"] == "paste" else "firms"]


def candidates(survey):
    """The firms of the round's district."""
    return Enterprise.objects.filter(district=survey.district_id)
