from officers.models import Unit
from officers.sheets import Units

from .register import RegisterForm


class UnitForm(RegisterForm):
    """单位名称, 单位类别, 分组 of a unit."""

    sheet = Units
    told_at = "name"

    class Meta:
        model = Unit
        fields = ["name", "kind", "group"]
        help_texts = {"group": "只有分组考核的单位要填"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", "请选择"), *Unit.Kind.choices]
        self.fields["group"].choices = [("", "（不分组）"), *Unit.Group.choices]
