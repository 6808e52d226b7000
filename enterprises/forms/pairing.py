from django import forms
from django.core.exceptions import ValidationError

from enterprises.models import Enterprise, Pairing
from officers.forms.choosing import People, PersonField
from officers.forms.day import DayField
from officers.forms.directory import SEARCH, FilterForm
from officers.forms.fact import ActForm, FactForm
from officers.models import Deputy, Officer
from officers.words import full

MOST_NAMED = 5
OWN = "这是您自己的结对，请由办公室其他同事办理。"


def officer_choice(districts, label="首席服务官"):
    """A field that chooses among the officers of the districts."""
    return PersonField(People(Officer.objects.filter(district__in=districts)), label)


def deputy_choice(districts, label="分包人"):
    """A field that chooses among the deputies of the districts, or none."""
    found = Deputy.objects.filter(district__in=districts).order_by("name", "pk")
    return PersonField(People(found), label, required=False, empty="（无）")


class EnterpriseField(forms.CharField):
    """An enterprise typed by its code, name, pinyin or first letters: lists of a thousand are not scrolled."""

    def __init__(self, enterprises):
        super().__init__(label="企业", help_text="写名称、拼音首字母或统一社会信用代码", max_length=120)
        self.enterprises = enterprises

    def clean(self, value):
        text = super().clean(value)
        exact = [self.enterprises.filter(credit_code=text.strip().upper()), self.enterprises.filter(name=text.strip())]
        for found in (*exact, self.enterprises.found_by(text)):
            some = list(found.order_by("name", "pk")[: MOST_NAMED + 1])
            if len(some) == 1:
                return some[0]
            if some:
                names = "、".join(f"{each.name}（{each.credit_code}）" for each in some[:MOST_NAMED])
                raise ValidationError(f"不止一家：{names}{'等' if len(some) > MOST_NAMED else ''}。请写代码")
        raise ValidationError(f"没有找到“{text[:40]}”")


class PairingForm(FactForm):
    """登记结对: officer, enterprise, deputy, from a day, until a day or open."""

    enterprise = EnterpriseField(Enterprise.objects.none())
    field_order = ["enterprise", "officer", "deputy", "starts", "ends"]

    class Meta:
        model = Pairing
        fields = ["officer", "deputy", "starts", "ends"]
        field_classes = {"starts": DayField, "ends": DayField}
        help_texts = {"starts": "当天起算", "ends": "当天在内；没有约定期限的不填"}

    def __init__(self, *args, districts, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["enterprise"] = EnterpriseField(Enterprise.objects.filter(district__in=districts))
        self.fields["officer"] = officer_choice(districts)
        self.fields["deputy"] = deputy_choice(districts)
        self.order_fields(self.field_order)

    def clean(self):
        cleaned = super().clean()
        enterprise = cleaned.get("enterprise")
        if enterprise is None:
            return cleaned
        self.instance.enterprise, self.instance.district_id = enterprise, enterprise.district_id
        for name in ("officer", "deputy"):
            if (person := cleaned.get(name)) and person.district_id != enterprise.district_id:
                self.add_error(name, "与企业不在同一地区")
            if person and person.user_id == self.user.pk:
                self.add_error(name, OWN)
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        if starts and (other := _overlapped(enterprise, starts, ends)):
            until = full(other.ends) if other.ends else "今"
            self.add_error(
                "starts", f"这家企业{full(other.starts)}至{until}由{other.officer}结对，同一天只能有一位首席服务官"
            )
        return cleaned


def _overlapped(enterprise, starts, ends):
    standing = Pairing.objects.filter(enterprise=enterprise).in_force_between(starts, ends or starts.max)
    return standing.select_related("officer").order_by("starts").first()


class ExtendForm(ActForm):
    """延长: the new last day, or none."""

    ends = DayField(label="新的结束日期", required=False, help_text="不填：不再约定结束日期")

    def act(self, actor):
        self.record.extend(actor, self.cleaned_data["version"], self.cleaned_data["ends"])


class EndForm(ActForm):
    """结束: the last day in force and why."""

    day = DayField(label="结束日期", help_text="最后一天，当天在内")
    reason = forms.ChoiceField(label="结束原因", choices=[("", "请选择"), *Pairing.EndReason.choices])
    note = forms.CharField(label="说明", max_length=200, required=False)

    def act(self, actor):
        data = self.cleaned_data
        self.record.end(actor, data["version"], data["day"], data["reason"], note=data["note"])


class DeputyChangeForm(ActForm):
    """更换分包人."""

    def __init__(self, *args, record, **kwargs):
        super().__init__(*args, record=record, **kwargs)
        self.fields["deputy"] = deputy_choice([record.district_id])
        self.initial["deputy"] = record.deputy_id

    def act(self, actor):
        self.record.change_deputy(actor, self.cleaned_data["version"], self.cleaned_data["deputy"])


class PairingFilter(FilterForm):
    """Pairings by enterprise or officer, the officer's unit, and where they stand in time."""

    q = forms.CharField(label="企业或首席服务官", required=False, widget=SEARCH)
    unit = forms.ModelChoiceField(label="单位", required=False, queryset=None, empty_label="全部")
    state = forms.ChoiceField(
        label="状态",
        required=False,
        choices=[
            ("", "服务中"), ("soon", "60天内到期"), ("later", "未开始"), ("ended", "已结束"), ("all", "全部"),
        ],
    )  # fmt: skip

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units

    def narrow(self, pairings, today):
        """The pairings that were asked for."""
        found = pairings.named_like(self.said("q") or "").in_state(self.said("state") or "current", today)
        unit = self.said("unit")
        return found.filter(officer__unit=unit) if unit else found
