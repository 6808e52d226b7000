import unicodedata
from contextlib import suppress

from django import forms
from django.db.models import Q

from officers.forms.choosing import MOST_LISTED, People
from officers.forms.day import DayField
from officers.models import Deputy, Grant, Officer, Role, Unit, User

#: roles that are held for one unit
OF_A_UNIT = frozenset({Role.DEPARTMENT, Role.LIAISON})


class AccountFilter(forms.Form):
    """What the list of accounts is narrowed to."""

    q = forms.CharField(label="姓名或登录名", required=False, max_length=60)
    state = forms.ChoiceField(
        label="状态",
        required=False,
        choices=[("", "全部"), ("active", "启用"), ("disabled", "停用"), ("locked", "锁定")],
    )
    role = forms.ChoiceField(label="身份", required=False, choices=[("", "全部"), *Role.choices])

    def narrow(self, users, day, at):
        """The accounts that are asked for; a filter that makes no sense narrows nothing."""
        asked = self.cleaned_data if self.is_valid() else {}
        users = users.called(asked.get("q") or "")
        if asked.get("role"):
            users = users.filter(pk__in=Grant.objects.standing(day).filter(role=asked["role"]).values("user_id"))
        state = asked.get("state")
        if state == "locked":
            return users.locked(at)
        return users.filter(is_active=state == "active") if state else users


class GrantForm(forms.Form):
    """One role, where, and from when until when."""

    role = forms.ChoiceField(label="身份", choices=[("", "请选择"), *Role.choices])
    district = forms.ModelChoiceField(label="地区", queryset=None, empty_label=None)
    unit = forms.ModelChoiceField(
        label="单位", queryset=None, required=False, empty_label="不限", help_text="责任部门和联络员必须选择"
    )
    starts = DayField(label="起")
    ends = DayField(label="止", required=False, help_text="不填：一直有效")

    def __init__(self, *args, districts, today, holder=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.holder, self.today = holder, today
        self.initial["starts"] = today.isoformat()
        self.fields["district"].queryset = districts
        self.fields["unit"].queryset = Unit.objects.filter(district__in=districts)
        self.alone = districts[0] if len(districts) == 1 else None
        if self.alone:
            del self.fields["district"]

    def clean(self):
        data = self.cleaned_data
        district = data["district"] = data.get("district") or self.alone
        unit, starts, ends = data.get("unit"), data.get("starts"), data.get("ends")
        if data.get("role") in OF_A_UNIT and not unit and "unit" not in self.errors:
            self.add_error("unit", "责任部门和联络员须选择单位。")
        if unit and district and unit.district_id != district.pk:
            self.add_error("unit", "单位不属于所选的地区。")
        if starts and ends and ends < starts:
            self.add_error("ends", "止日不能早于起日。")
        if not self.errors and self._has_it(data):
            raise forms.ValidationError("这个账号已有同样的身份，不必再加。")
        return data

    def _has_it(self, data):
        """Whether the holder's days in the same role at the same place overlap with these."""
        if self.holder is None:
            return False
        same = self.holder.grants.filter(role=data["role"], district=data["district"], unit=data["unit"])
        before = Q(starts__lte=data["ends"]) if data["ends"] else Q()
        return same.standing(data["starts"]).filter(before).exists()

    def grant(self):
        """The grant that is asked for, not yet written and still nobody's."""
        return Grant(**{name: self.cleaned_data[name] for name in ("role", "district", "unit", "starts", "ends")})


class AccountForm(GrantForm):
    """A new account with its first role: without one no administrator would ever see it."""

    username = forms.RegexField(
        r"^[a-z0-9][a-z0-9._-]{2,59}$",
        label="登录名",
        max_length=60,
        help_text="小写字母、数字、点、横线，至少3个字符，建议用姓名全拼",
        error_messages={"invalid": "登录名只能用小写字母、数字、点和横线，至少3个字符。"},
        widget=forms.TextInput(attrs={"autocapitalize": "none", "autocomplete": "off"}),
    )
    name = forms.CharField(label="姓名", max_length=60, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    field_order = ["name", "username", "role", "district", "unit", "starts", "ends"]

    def clean_username(self):
        username = unicodedata.normalize("NFKC", self.cleaned_data["username"])
        if User.objects.filter(username__iexact=username).exists():
            raise forms.ValidationError("这个登录名已有人使用，请换一个。")
        return username


class EndGrantForm(forms.Form):
    """The last day of a grant; without one it ends at once."""

    ends = DayField(label="最后一天", required=False)

    def __init__(self, *args, grant, today, **kwargs):
        # the form stands in the row of its grant
        super().__init__(*args, auto_id=f"%s-{grant.pk}", **kwargs)
        self.grant, self.today = grant, today

    def clean_ends(self):
        ends = self.cleaned_data["ends"]
        if ends and ends < max(self.grant.starts, self.today):
            raise forms.ValidationError("最后一天不能早于今天和起日；要马上停止，请不填日期。")
        return ends


class PersonForm(forms.Form):
    """The officer's or deputy's record that an account belongs to."""

    def __init__(self, *args, districts, **kwargs):
        super().__init__(*args, **kwargs)
        self.found = {}
        self.free = [
            model.objects.filter(district__in=districts, user__isnull=True).select_related("unit", "district")
            for model in (Officer, Deputy)
        ]
        for free in self.free:
            self.found |= {f"{free.model._meta.model_name}-{one.pk}": one for one in free[: MOST_LISTED + 1]}
        label = "还没有账号的首席服务官和分包人"
        if len(self.found) <= MOST_LISTED:
            people = [(key, self._label(person)) for key, person in self.found.items()]
            self.fields["person"] = forms.ChoiceField(label=label, choices=[("", "请选择"), *people])
        else:
            help_text = "写编号或姓名；有同名分包人的写成“姓名（单位）”"
            self.fields["person"] = forms.CharField(label=label, max_length=120, help_text=help_text)

    @staticmethod
    def _label(person):
        code = f"{person.code} " if isinstance(person, Officer) else ""
        return f"{person._meta.verbose_name}：{code}{person.name}（{person.unit or person.district}）"

    def clean_person(self):
        told = self.cleaned_data["person"]
        return self.found[told] if len(self.found) <= MOST_LISTED else self._typed(told)

    def _typed(self, text):
        """The officer or deputy that the text names; an officer when both have the name."""
        for free in self.free:
            with suppress(forms.ValidationError):
                return People(free, most=0).find(text.strip())
        raise forms.ValidationError(f"没有找到“{text[:40]}”，或不止一位。请写编号或姓名（单位）")

    def chosen(self):
        """The record that was chosen."""
        return self.cleaned_data["person"]
