"""What every app's forms are typed into."""

from django import forms


class DayInput(forms.DateInput):
    """A date picker of the browser; it takes and gives 2021-09-24, whatever the language of the page.

    Attributes of the field are keywords: `DayInput(max="2021-12-31")`.
    """

    input_type = "date"

    def __init__(self, **attrs):
        super().__init__(attrs=attrs, format="%Y-%m-%d")
