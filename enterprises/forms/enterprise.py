from django import forms

from enterprises.models import Enterprise
from enterprises.sheets.enterprises import Enterprises
from officers.forms.day import DayField
from officers.forms.directory import SEARCH, FilterForm
from officers.forms.register import RegisterForm


class EnterpriseForm(RegisterForm):
    """统一社会信用代码, 企业名称, 所在区域, 行业, 联系人, 联系电话, 电子邮箱 of an enterprise.

    Survey links go to the address and the number, so who must not hold links (`sets_email`) does not say where they go,
    and whoever serves the firm (`served`) does not change its number (T20).
    """

    sheet = Enterprises
    told_at = "credit_code"

    class Meta:
        model = Enterprise
        fields = ["credit_code", "name", "area", "industry", "contact", "phone", "email"]
        help_texts = {"credit_code": "18位，见营业执照", "email": "满意度调查的链接可以发到这里"}

    def __init__(self, *args, sets_email=False, served=False, **kwargs):
        super().__init__(*args, **kwargs)
        if served:
            self.fields["phone"].disabled = True
            self.fields["phone"].help_text = "这家企业由您服务，电话请办公室另一人更正：调查的链接发到这里"
        if not sets_email:
            del self.fields["email"]
        # full-width characters and spaces are folded away before the length is judged
        self.fields["credit_code"].max_length = None
        self.fields["credit_code"].validators = []
        self.fields["credit_code"].widget.attrs.pop("maxlength", None)


class EnterpriseFilter(FilterForm):
    """Enterprises by name, area, industry, the unit of their officer, and whether they are paired on a day."""

    q = forms.CharField(label="企业名称或代码", required=False, widget=SEARCH)
    area = forms.ChoiceField(label="所在区域", required=False)
    industry = forms.ChoiceField(label="行业", required=False)
    unit = forms.ModelChoiceField(label="首席服务官单位", required=False, queryset=None, empty_label="全部")
    paired = forms.ChoiceField(
        label="结对", required=False, choices=[("", "全部"), ("yes", "已结对"), ("no", "未结对")]
    )
    on = DayField(label="哪一天", required=False)

    def __init__(self, *args, enterprises, units, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["unit"].queryset = units
        for name in ("area", "industry"):
            values = enterprises.exclude(**{name: ""}).order_by(name).values_list(name, flat=True).distinct()
            self.fields[name].choices = [("", "全部"), *((value, value) for value in values)]

    @property
    def day(self):
        """The day whose pairings are meant: today unless another was given."""
        return self.said("on") or self.today

    def narrow(self, enterprises):
        """The enterprises that were asked for."""
        found = enterprises.found_by(self.said("q") or "")
        exact = {name: value for name in ("area", "industry") if (value := self.said(name))}
        found = found.filter(**exact)
        if unit := self.said("unit"):
            found = found.paired_on(self.day, officer__unit=unit)
        narrow = {"yes": found.paired_on, "no": found.unpaired_on}.get(self.said("paired"))
        return narrow(self.day) if narrow else found
