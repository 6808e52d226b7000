from enterprises.models import Exemption
from officers.forms.fact import FactForm
from officers.forms.widgets import DayInput

from .pairing import officer_choice


class ExemptionForm(FactForm):
    """登记豁免: who, which days, why, by whom approved."""

    class Meta:
        model = Exemption
        fields = ["officer", "starts", "ends", "reason", "approver", "document_no"]
        widgets = {"starts": DayInput, "ends": DayInput}
        help_texts = {"ends": "当天在内", "reason": "如病假、外出学习；企业问题的期限不因豁免停计"}

    def __init__(self, *args, districts, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["officer"] = officer_choice(districts)

    def clean(self):
        cleaned = super().clean()
        if officer := cleaned.get("officer"):
            self.instance.district_id = officer.district_id
        return cleaned
