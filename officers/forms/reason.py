from django import forms


class ReasonForm(forms.Form):
    """Why a record is taken back; `version` is the one that was shown."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(label="原因", max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"}))
