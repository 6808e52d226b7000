"""Whatever form asks for a day, the browser's date picker shows the day that stands: in the one form it understands."""

import importlib
import pkgutil
from datetime import date

import pytest
from django import forms
from django.utils import translation

import assessment.forms
import enterprises.forms
import officers.forms
from officers.forms.widgets import DayInput


def day_fields():
    """(form, field) of every day that a form of ours asks for."""
    found = {}
    for package in (officers.forms, enterprises.forms, assessment.forms):
        for info in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            for name, kind in vars(importlib.import_module(info.name)).items():
                if isinstance(kind, type) and issubclass(kind, forms.BaseForm):
                    for field, asked in kind.base_fields.items():
                        if isinstance(asked, forms.DateField) and not asked.widget.is_hidden:
                            found[f"{name}.{field}"] = asked
    return found


FIELDS = day_fields()


def test_every_area_asks_for_days():
    assert len(FIELDS) > 15


@pytest.mark.parametrize("name", FIELDS)
def test_the_day_that_stands_is_shown(name):
    assert isinstance(FIELDS[name].widget, DayInput)
    with translation.override("zh-hans"):
        shown = FIELDS[name].widget.render("day", date(2021, 9, 24))
    assert 'type="date"' in shown
    assert 'value="2021-09-24"' in shown
