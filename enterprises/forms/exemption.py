from enterprises.models import Exemption
from officers.forms.day import DayField
from officers.forms.fact import FactForm

from .pairing import officer_choice

OWN = "这是您本人的豁免，请由办公室其他人办理。"


class ExemptionForm(FactForm):
    """登记豁免: who, which days, why, by whom approved."""

    class Meta:
        model = Exemption
        fields = ["officer", "starts", "ends", "reason", "approver", "document_no"]
        field_classes = {"starts": DayField, "ends": DayField}
        help_texts = {"ends": "当天在内", "reason": "如病假、外出学习；企业问题的期限不因豁免停计"}

    def __init__(self, *args, districts, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["officer"] = officer_choice(districts)

    def clean(self):
        cleaned = super().clean()
        if officer := cleaned.get("officer"):
            self.instance.district_id = officer.district_id
            if officer.user_id == self.user.pk:
                self.add_error("officer", OWN)
        return cleaned
