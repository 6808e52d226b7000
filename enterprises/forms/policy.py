from django import forms
from django.core.exceptions import ValidationError

from enterprises.models import Enterprise, Policy, PolicySupport
from officers.forms.day import DayField
from officers.laws import lawful
from officers.words import spoken

FIRST_YEAR, LAST_YEAR = 2000, 2100
#: so many supports in a year are what J3 asks about
OFTEN = 3


class PolicyFilters(forms.Form):
    """Which policies, and the year their briefings and supports are counted for."""

    name = forms.CharField(label="政策名称", required=False, max_length=60)
    year = forms.IntegerField(label="年度", required=False, min_value=FIRST_YEAR, max_value=LAST_YEAR)

    def __init__(self, *args, this_year, **kwargs):
        super().__init__(*args, **kwargs)
        self.this_year = this_year
        self.fields["name"].widget.attrs["placeholder"] = "名称、拼音或首字母"
        self.fields["year"].widget.attrs["placeholder"] = this_year

    @property
    def year_asked(self):
        return self.cleaned_data.get("year") or self.this_year


class PolicyForm(forms.Form):
    """A new policy."""

    district = forms.ModelChoiceField(label="地区", queryset=None, empty_label=None)
    name = forms.CharField(label="政策名称", max_length=200)

    def __init__(self, *args, districts, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["district"].queryset = districts
        self.alone = districts[0] if len(districts) == 1 else None
        if self.alone:
            del self.fields["district"]

    def save(self, actor):
        """Returns the policy, or None when the name is taken: the form says so."""
        data = self.cleaned_data
        return _told(self, "name", Policy(district=data.get("district") or self.alone, name=data["name"]).enter, actor)


class RenameForm(forms.Form):
    """Another name for a policy; the one that was shown goes with it."""

    seen = forms.CharField(widget=forms.HiddenInput)
    name = forms.CharField(
        label="政策名称",
        max_length=200,
        help_text="只用于改正写法。以后导入写着旧名称的工作簿，会另建一项政策；走访里写的是当时的名称。",
    )

    def __init__(self, *args, policy, **kwargs):
        super().__init__(*args, initial={"seen": policy.name, "name": policy.name}, **kwargs)
        self.policy = policy

    def save(self, actor):
        """Returns the policy, or None when the name is taken. Raises StaleRecord."""
        return _told(self, "name", self.policy.rename, actor, self.cleaned_data["seen"], self.cleaned_data["name"])


class SupportFilters(forms.Form):
    """What narrows the list of supports."""

    who = forms.CharField(label="企业", required=False, max_length=60)
    policy = forms.ModelChoiceField(label="政策", required=False, queryset=None, empty_label="全部")
    year = forms.IntegerField(label="年度", required=False, min_value=FIRST_YEAR, max_value=LAST_YEAR)
    often = forms.BooleanField(label=f"只看当年满{OFTEN}笔的企业", required=False)

    def __init__(self, *args, policies, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["policy"].queryset = policies
        self.fields["who"].widget.attrs["placeholder"] = "名称、拼音或首字母"
        self.fields["year"].widget.attrs["placeholder"] = "全部"

    @property
    def is_used(self):
        return any(self.cleaned_data.values())

    def narrow(self, supports):
        """The supports that are asked for; a wrong value narrows nothing."""
        asked = self.cleaned_data
        if asked.get("who"):
            supports = supports.filter(enterprise__in=Enterprise.objects.named_like(asked["who"]))
        if asked.get("policy"):
            supports = supports.filter(policy=asked["policy"])
        if asked.get("year"):
            supports = supports.filter(date__year=asked["year"])
        return supports.with_year_count().filter(in_year__gte=OFTEN) if asked.get("often") else supports


class SupportForm(forms.Form):
    """What one enterprise received under a policy on a day; new, or corrected with a reason."""

    date = DayField(label="日期")
    policy = forms.ModelChoiceField(label="政策", queryset=None, empty_label="请选择")
    amount = forms.DecimalField(
        label="金额（万元）",
        required=False,
        min_value=0,
        max_digits=14,
        decimal_places=4,
        help_text="没有金额的可不填。",
    )

    def __init__(self, *args, enterprise, today, support=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.enterprise, self.today, self.support = enterprise, today, support
        self.fields["policy"].queryset = Policy.objects.filter(district=enterprise.district_id)
        self.fields["policy"].help_text = "名单里没有的，先到“政策”里登记。"
        self.fields["date"].widget.attrs["max"] = today.isoformat()
        if support is None:
            self.initial.setdefault("date", today)
            return
        self.initial |= {"date": support.date, "policy": support.policy_id, "amount": support.amount}
        self.fields["words"] = forms.CharField(label="更正原因", max_length=200, help_text="写进日志。")
        self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput, initial=support.version)

    def clean_date(self):
        day = self.cleaned_data["date"]
        if day > self.today:
            raise ValidationError(f"日期不能晚于今天（{spoken(self.today)}）")
        return day

    def save(self, actor):
        """Returns the support, or None when the same one stands already: the form says so. Raises StaleRecord."""
        given = {name: self.cleaned_data[name] for name in ("date", "policy", "amount")}
        if self.support is None:
            new = PolicySupport(district_id=self.enterprise.district_id, enterprise=self.enterprise, **given)
            return _told(self, None, new.enter, actor)
        version, words = self.cleaned_data["version"], self.cleaned_data["words"]
        return _told(self, None, self.support.correct, actor, version, words, **given)


class VoidForm(forms.Form):
    """作废: a reason and the version that was shown."""

    words = forms.CharField(label="作废原因", max_length=200, widget=forms.Textarea(attrs={"rows": 3}))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, support, **kwargs):
        super().__init__(*args, initial={"version": support.version}, **kwargs)
        self.support = support

    def save(self, actor):
        """Returns the support. Raises StaleRecord."""
        return self.support.void(actor, self.cleaned_data["version"], self.cleaned_data["words"])


def _told(form, field, act, *args, **kwargs):
    """Do it and return what it gives; None when a law of the database forbids it, which the form then says."""
    try:
        with lawful():
            return act(*args, **kwargs)
    except ValidationError as refused:
        form.add_error(field, refused)
        return None
