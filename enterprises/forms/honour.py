from django import forms
from django.db.models import Q

from enterprises.models import Enterprise, Honour
from officers.forms.day import DayField
from officers.laws import lawful
from officers.models import Officer, Unit

#: kind of target: the model, and the field in which it is known by a code
TARGETS = {"officer": (Officer, "code"), "enterprise": (Enterprise, "credit_code"), "unit": (Unit, "name")}
TARGET_WORDS = [("officer", "首席服务官"), ("enterprise", "企业"), ("unit", "单位")]
OFFERED = 6


class HonourFilter(forms.Form):
    """Which of the district's honours and criticisms are listed."""

    q = forms.CharField(label="对象、工作事项或文号", required=False)
    year = forms.IntegerField(label="年度", required=False, min_value=2000, max_value=2100)
    target = forms.ChoiceField(label="对象类型", required=False, choices=[("", "全部"), *TARGET_WORDS])
    kind = forms.ChoiceField(label="类型", required=False, choices=[("", "全部"), *Honour.Kind.choices])
    level = forms.ChoiceField(label="级别", required=False, choices=[("", "全部"), *Honour.Level.choices])
    state = forms.ChoiceField(
        label="状态", required=False, choices=[("", "有效"), ("waiting", "待确认服务相关"), ("void", "已作废")]
    )

    def narrow(self, honours):
        """The honours that were asked for; a filter that cannot be read is left out."""
        self.is_valid()
        asked = self.cleaned_data
        honours = honours.about(asked.get("q") or "")
        if asked.get("year"):
            honours = honours.filter(date__year=asked["year"])
        if asked.get("target"):
            honours = honours.filter(**{f"{asked['target']}__isnull": False})
        honours = honours.filter(**{name: asked[name] for name in ("kind", "level") if asked.get(name)})
        if asked.get("state") == "void":
            return honours.filter(voided_at__isnull=False)
        return honours.waiting() if asked.get("state") == "waiting" else honours.standing()


class HonourForm(forms.Form):
    """An honour or criticism as a document says it."""

    district = forms.ModelChoiceField(label="地区", queryset=None, empty_label=None)
    target_kind = forms.ChoiceField(label="对象类型", choices=TARGET_WORDS)
    target = forms.CharField(
        label="对象", max_length=120, help_text="写姓名、名称或编号，也可写拼音、首字母；重名时请写编号"
    )
    kind = forms.ChoiceField(label="类型", choices=Honour.Kind.choices)
    level = forms.ChoiceField(label="级别", required=False, choices=[("", "不写"), *Honour.Level.choices])
    date = DayField(label="日期")
    document_no = forms.CharField(label="文号", max_length=80, required=False)
    work = forms.CharField(
        label="工作事项", max_length=200, help_text="为哪项工作；同一项工作写得一样，多级表彰只计最高的一次"
    )

    def __init__(self, *args, districts, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["date"].widget.attrs["max"] = today.isoformat()
        self.fields["district"].queryset = districts
        self.alone = districts[0] if len(districts) == 1 else None
        if self.alone:
            del self.fields["district"]

    @classmethod
    def showing(cls, honour, *args, **kwargs):
        """The form as filled with a standing record."""
        target_kind = next(name for name in TARGETS if getattr(honour, f"{name}_id"))
        code = getattr(honour.target, TARGETS[target_kind][1])
        shown = {name: getattr(honour, name) for name in ("kind", "level", "date", "document_no", "work")}
        return cls(*args, initial={"target_kind": target_kind, "target": code, **shown}, **kwargs)

    def clean_date(self):
        day = self.cleaned_data["date"]
        if day > self.today:
            raise forms.ValidationError(f"日期不能晚于今天（{self.today.month}月{self.today.day}日）")
        return day

    def clean(self):
        data = self.cleaned_data
        if data.get("kind") == Honour.Kind.TITLE and not data.get("level"):
            self.add_error("level", "称号须写明级别")
        district = data.get("district") or self.alone
        if district and data.get("target_kind") and data.get("target"):
            data["found"] = self._find(district, data["target_kind"], data["target"])
        return data

    def _find(self, district, kind, text):
        model, code = TARGETS[kind]
        rows = model.objects.filter(district=district)
        found = list(rows.filter(Q(name=text) | Q(**{code: text}))[:OFFERED]) or list(rows.named_like(text)[:OFFERED])
        if len(found) == 1:
            return found[0]
        if not found:
            self.add_error("target", f"没有找到“{text}”，请先在名册中登记，或检查写法")
        else:
            names = "、".join(f"{one.name}（{getattr(one, code)}）" if kind != "unit" else one.name for one in found)
            self.add_error("target", f"有多个：{names}。请写编号或全称")
        return None

    def _fields(self):
        data = self.cleaned_data
        targets = dict.fromkeys(TARGETS) | {data["target_kind"]: data["found"]}
        return targets | {name: data[name] for name in ("kind", "level", "date", "document_no", "work")}

    def enter(self, actor):
        """Write the record; an officer's own counts, an enterprise's waits for the office's word (J6).

        Raises ValidationError with the sentence of a law that stands against it.
        """
        fields = self._fields()
        related = fields["officer"] is not None
        honour = Honour(district=self.cleaned_data["found"].district, service_related=related, **fields)
        with lawful():
            return honour.enter(actor)

    def correct(self, honour, actor, version):
        """Correct the record. One that now is of somebody else is confirmed anew.

        Raises StaleRecord, and ValidationError with the sentence of a law that stands against it.
        """
        fields = self._fields()
        if any(fields[name] != getattr(honour, name) for name in TARGETS):
            fields["service_related"] = fields["officer"] is not None
            fields |= {"confirmed": None, "confirmed_by": None, "confirmed_at": None}
        with lawful():
            return honour.correct(actor, version, **fields)
