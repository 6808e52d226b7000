"""Days as people type them, in facts as in filters."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from .widgets import DayInput

#: what is recorded here happened, or is agreed upon, in these years; near the ends of the calendar no day can be
#: counted on
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)


def plausible(day: date) -> None:
    """Raises ValidationError for a day of other years: a slip of the hand, or a trick."""
    if not FIRST_DAY <= day <= LAST_DAY:
        raise ValidationError(f"年份须在{FIRST_DAY.year}至{LAST_DAY.year}之间")


class DayField(forms.DateField):
    """A day of the years in which things are recorded. Every form asks for its days by this field."""

    widget = DayInput
    default_validators = [plausible]

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """The browser's picker begins and ends there, too."""
        bounds = {} if widget.is_hidden else {"min": FIRST_DAY.isoformat(), "max": LAST_DAY.isoformat()}
        return super().widget_attrs(widget) | bounds
