from officers.models import Acting

from .choosing import People, PersonField
from .day import DayField
from .fact import FactForm


class ActingForm(FactForm):
    """Who is away, who stands in, from when until when, why, and who approved it."""

    class Meta:
        model = Acting
        fields = ["officer", "stand_in", "starts", "ends", "reason", "approver"]
        field_classes = {"starts": DayField, "ends": DayField}
        help_texts = {
            "stand_in": "代理期间可查看、登记离岗人结对企业的走访和问题；记录仍归离岗人",
            "ends": "当天在内",
        }

    def __init__(self, *args, officers, **kwargs):
        super().__init__(*args, **kwargs)
        people = People(officers)
        for name in ("officer", "stand_in"):
            field = self.fields[name]
            self.fields[name] = PersonField(people, field.label, help_text=field.help_text)

    def clean(self):
        cleaned = super().clean()
        officer, stand_in = cleaned.get("officer"), cleaned.get("stand_in")
        if officer and stand_in and officer.district_id != stand_in.district_id:
            self.add_error("stand_in", "代理人须是同一地区的首席服务官")
        if officer:
            self.instance.district_id = officer.district_id
        return cleaned
