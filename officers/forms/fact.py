from django import forms
from django.core.exceptions import ValidationError

from officers.laws import lawful


class FactForm(forms.ModelForm):
    """Enters or corrects one record. `version` carries the one that was shown."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.is_new = self.instance.pk is None
        if not self.is_new:
            self.initial["version"] = self.instance.version

    def save_by(self, actor):
        """Write the record and return it; None when a law of the database forbids it, which the form then tells.

        Raises StaleRecord when somebody changed the record since it was shown.
        """
        try:
            with lawful():
                if self.is_new:
                    return self.instance.enter(actor)
                values = {name: self.cleaned_data[name] for name in self._meta.fields if name in self.cleaned_data}
                standing = self._meta.model._base_manager.get(pk=self.instance.pk)
                return standing.correct(actor, self.cleaned_data["version"] or 0, **values)
        except ValidationError as refused:
            self.add_error(None, refused)
            return None


class ActForm(forms.Form):
    """One act on a standing record, as it was shown in `version`; subclasses say in `act` which."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, record, **kwargs):
        super().__init__(*args, **kwargs)
        self.record = record
        self.initial["version"] = record.version

    def act(self, actor):
        """Do it, with the cleaned data."""
        raise NotImplementedError

    def do(self, actor):
        """Do it and return whether it was done; the form tells why not. Raises StaleRecord as `Fact.correct` does."""
        try:
            with lawful():
                self.act(actor)
        except ValidationError as refused:
            self.add_error(None, refused)
            return False
        return True


class VoidForm(ActForm):
    """作废: with a reason."""

    reason = forms.CharField(label="作废原因", max_length=200, help_text="写明为什么录错；记录保留，划线显示")

    def act(self, actor):
        self.record.void(actor, self.cleaned_data["version"], self.cleaned_data["reason"])
