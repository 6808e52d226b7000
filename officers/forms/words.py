"""What fields say when something is missing or wrong, in the words of an office instead of a programmer's."""

from django import forms
from django.core import validators
from django.db import models

MISSING, NOTHING_CHOSEN = "请填写", "请选择"
NOT_OFFERED = "请从列出的选项中选择"
FIELDS: dict[type[forms.Field], dict[str, str]] = {
    forms.Field: {"required": MISSING},
    forms.ChoiceField: {"required": NOTHING_CHOSEN, "invalid_choice": NOT_OFFERED},
    forms.MultipleChoiceField: {"required": NOTHING_CHOSEN, "invalid_choice": NOT_OFFERED},
    forms.ModelChoiceField: {"required": NOTHING_CHOSEN, "invalid_choice": NOT_OFFERED},
    forms.ModelMultipleChoiceField: {"required": NOTHING_CHOSEN, "invalid_choice": NOT_OFFERED},
    forms.FileField: {"required": "请选择文件", "empty": "这个文件是空的", "missing": "请选择文件"},
    forms.DateField: {"invalid": "请填日期，如2026-03-09"},
    forms.IntegerField: {"invalid": "请填整数"},
    forms.DecimalField: {"invalid": "请填数字"},
}
LIMITS: dict[type[validators.BaseValidator], str] = {
    validators.MaxLengthValidator: "最多%(limit_value)d个字，现在有%(show_value)d个字",
    validators.MinLengthValidator: "至少%(limit_value)d个字，现在有%(show_value)d个字",
    validators.MaxValueValidator: "不能大于%(limit_value)s",
    validators.MinValueValidator: "不能小于%(limit_value)s",
}
DIGITS = {
    "invalid": "请填数字",
    "max_digits": "最多%(max)s位数字",
    "max_decimal_places": "小数最多%(max)s位",
    "max_whole_digits": "整数部分最多%(max)s位",
}


def teach() -> None:
    """Give these sentences to Django's fields and limits; a field with a sentence of its own keeps it."""
    for field, sentences in FIELDS.items():
        field.default_error_messages = {**field.__dict__.get("default_error_messages", {}), **sentences}
    models.Field.default_error_messages = {**models.Field.default_error_messages, "blank": MISSING, "null": MISSING}
    for limit, sentence in LIMITS.items():
        limit.message = sentence
    validators.DecimalValidator.messages = DIGITS
