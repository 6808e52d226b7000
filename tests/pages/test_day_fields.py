"""Whatever form asks for a day, the browser's date picker shows the day that stands: in the one form it understands."""

import importlib
import pkgutil
from datetime import date, timedelta

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils import translation

import assessment.forms
import enterprises.forms
import officers.forms
import surveys.forms
from officers.forms.day import FIRST_DAY, LAST_DAY, DayField
from officers.forms.widgets import DayInput


def day_fields():
    """(form, field) of every day that a form of ours asks for."""
    found = {}
    for package in (officers.forms, enterprises.forms, surveys.forms, assessment.forms):
        for info in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            for name, kind in vars(importlib.import_module(info.name)).items():
                if isinstance(kind, type) and issubclass(kind, forms.BaseForm):
                    for field, asked in kind.base_fields.items():
                        if isinstance(asked, forms.DateField):
                            found[f"{name}.{field}"] = asked
    return found


FIELDS = day_fields()


def test_every_area_asks_for_days():
    assert len(FIELDS) > 30


@pytest.mark.parametrize("name", FIELDS)
def test_days_of_years_in_which_nothing_is_recorded_are_a_slip(name):
    """A day at the end of the calendar has no day after it: what counts with days would break off."""
    assert isinstance(FIELDS[name], DayField)
    for day in (date.min, FIRST_DAY - timedelta(days=1), LAST_DAY + timedelta(days=1), date.max):
        with pytest.raises(ValidationError, match="年份须在2000至2099之间"):
            FIELDS[name].clean(day.isoformat())
    assert [FIELDS[name].clean(day.isoformat()) for day in (FIRST_DAY, LAST_DAY)] == [FIRST_DAY, LAST_DAY]


@pytest.mark.parametrize("name", [name for name in FIELDS if not FIELDS[name].widget.is_hidden])
def test_the_day_that_stands_is_shown(name):
    assert isinstance(FIELDS[name].widget, DayInput)
    with translation.override("zh-hans"):
        shown = FIELDS[name].widget.render("day", date(2021, 9, 24))
    assert 'type="date"' in shown
    assert 'value="2021-09-24"' in shown
