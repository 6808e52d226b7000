"""What fields say when something is missing or wrong: an office's words, from Django's own forms too."""

import pytest
from django import forms

from officers.forms.widgets import DayInput


class Form(forms.Form):
    name = forms.CharField(label="姓名", max_length=3)
    kind = forms.ChoiceField(label="类型", choices=[("a", "甲")])
    day = forms.DateField(label="日期", widget=DayInput)
    days = forms.IntegerField(label="天数", min_value=1, max_value=60)
    hours = forms.DecimalField(label="学时", max_digits=4, decimal_places=1)
    file = forms.FileField(label="文件")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, {"name": "请填写", "kind": "请选择", "day": "请填写", "file": "请选择文件"}),
        ({"name": "一二三四"}, {"name": "最多3个字，现在有4个字"}),
        ({"kind": "b"}, {"kind": "请从列出的选项中选择"}),
        ({"day": "昨天"}, {"day": "请填日期，如2026-03-09"}),
        ({"days": "很多"}, {"days": "请填整数"}),
        ({"days": "0"}, {"days": "不能小于1"}),
        ({"days": "61"}, {"days": "不能大于60"}),
        ({"hours": "两"}, {"hours": "请填数字"}),
        ({"hours": "1.25"}, {"hours": "小数最多1位"}),
    ],
)
def test_a_field_says_what_to_do(typed, said):
    errors = Form(typed).errors
    assert {name: errors[name][0] for name in said} == said
