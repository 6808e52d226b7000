from django.db import transaction

from officers.models import Deputy, District, Officer
from officers.sheets import Officers

from .register import RegisterForm


class OfficerForm(RegisterForm):
    """编号, 姓名, 单位, 职务, 手机 of an officer."""

    sheet = Officers
    told_at = "code"

    class Meta:
        model = Officer
        fields = ["code", "name", "unit", "title", "phone"]
        help_texts = {"code": "如A01；与工作簿里的编号一致"}


class DeputyForm(RegisterForm):
    """姓名, 单位, 手机 of a deputy."""

    sheet = Officers
    told_at = "name"

    class Meta:
        model = Deputy
        fields = ["name", "unit", "phone"]

    def save_by(self, actor):
        """As above; a second press finds the deputy of the same name, unit and number that stands already."""
        with transaction.atomic():
            # no law forbids namesakes, so whoever comes second has to wait and look
            District.objects.select_for_update().get(pk=self.instance.district_id)
            same = Deputy.objects.filter(
                district=self.instance.district_id, **{name: self.cleaned_data[name] for name in self._meta.fields}
            )
            if same.exclude(pk=self.instance.pk).exists():
                self.add_error("name", "已有单位、手机都相同的同名分包人")
                return None
            return super().save_by(actor)
