from datetime import date, timedelta

from django import forms
from django.core.exceptions import ValidationError

from enterprises import hand_over
from enterprises.models import Pairing
from officers.forms.widgets import DayInput
from officers.laws import lawful
from officers.models import Deputy, Officer, StaleRecord

from .pairing import by_code, officer_choice, with_unit

SAME, KEEP, NOBODY = "", "keep", "none"


class ChooseForm(forms.Form):
    """Whose enterprises are handed over."""

    def __init__(self, *args, districts, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["officer"] = officer_choice(districts, "哪一位首席服务官的企业")


class HandOverForm(forms.Form):
    """The day, the reason, the successor for all, and for each pairing another successor or deputy.

    `version_ID` carries the version in which a pairing was shown.
    """

    day = forms.DateField(label="交接日", widget=DayInput, help_text="原首席服务官的最后一天；接任的从次日起")
    reason = forms.ChoiceField(label="原因", choices=[("", "请选择"), *Pairing.EndReason.choices])
    officer = forms.ChoiceField(label="接任的首席服务官", required=False, help_text="各家不同的，在下面逐家选")
    deputy = forms.ChoiceField(label="分包人", required=False, help_text="接任后的分包人，没有的选“（无）”")

    def __init__(self, *args, pairings, **kwargs):
        super().__init__(*args, **kwargs)
        self.pairings = list(pairings)
        self.moves = []
        district = self.pairings[0].district_id
        officers = Officer.objects.filter(district=district).select_related("unit").order_by("code")
        deputies = Deputy.objects.filter(district=district).select_related("unit").order_by("name", "pk")
        self.officers = {str(each.pk): each for each in officers}
        self.deputies = {str(each.pk): each for each in deputies}
        self.fields["officer"].choices = [("", "请选择"), *((pk, by_code(each)) for pk, each in self.officers.items())]
        self.fields["deputy"].choices = [("", "（无）"), *((pk, with_unit(each)) for pk, each in self.deputies.items())]
        self._add_rows()

    def _add_rows(self):
        to = [(SAME, "同上"), (KEEP, "暂不交接"), *self.fields["officer"].choices[1:]]
        beside = [(SAME, "同上"), (NOBODY, "（无）"), *self.fields["deputy"].choices[1:]]
        for pairing in self.pairings:
            name = pairing.enterprise.name
            self.fields[f"to_{pairing.pk}"] = forms.ChoiceField(label=f"{name}由谁接任", choices=to, required=False)
            self.fields[f"with_{pairing.pk}"] = forms.ChoiceField(
                label=f"{name}的分包人", choices=beside, required=False
            )
            self.fields[f"version_{pairing.pk}"] = forms.IntegerField(initial=pairing.version, widget=forms.HiddenInput)

    def common(self):
        """The fields that hold for all."""
        return [self[name] for name in ("day", "reason", "officer", "deputy")]

    def rows(self):
        """(pairing, who takes it over, their deputy, version) as fields, for the table."""
        return [
            (pairing, self[f"to_{pairing.pk}"], self[f"with_{pairing.pk}"], self[f"version_{pairing.pk}"])
            for pairing in self.pairings
        ]

    def clean_day(self):
        day = self.cleaned_data["day"]
        if day == date.max:
            raise ValidationError("这一天之后没有日期了，请核对")
        return day

    def clean(self):
        cleaned = super().clean()
        for pairing in self.pairings:
            to = cleaned.get(f"to_{pairing.pk}", SAME)
            if to == KEEP:
                continue
            officer = self.officers.get(to or cleaned.get("officer", ""))
            if officer is None:
                if "officer" not in self.errors:
                    self.add_error("officer", "请选择接任的首席服务官，或在下面逐家选择")
                continue
            beside = cleaned.get(f"with_{pairing.pk}") or cleaned.get("deputy", "")
            version = cleaned.get(f"version_{pairing.pk}") or 0
            self.moves.append(hand_over.Move(pairing, version, officer, self.deputies.get(beside)))
        if not self.moves and not self.errors:
            raise ValidationError("没有选择要交接的企业")
        return cleaned

    @property
    def begins(self):
        """The first day of the new pairings."""
        return self.cleaned_data["day"] + timedelta(days=1)

    def is_done(self):
        """Whether exactly this has been done already."""
        return hand_over.is_done(self.moves, self.cleaned_data["day"])

    def is_possible(self):
        """Whether nothing stands against it; else each obstacle is told beside its enterprise."""
        found = hand_over.obstacles(self.moves, self.cleaned_data["day"])
        for pk, sentence in found.items():
            self.add_error(f"to_{pk}", sentence)
        return not found

    def do(self, actor):
        """Do it, once, and return whether it is done; the form tells why not. Raises StaleRecord."""
        if self.is_done():
            return True
        if not self.is_possible():
            return False
        data = self.cleaned_data
        try:
            with lawful():
                hand_over.hand_over(self.moves, data["day"], data["reason"], actor)
        except ValidationError as refused:
            self.add_error(None, refused)
        except StaleRecord:
            if not self.is_done():
                raise
        return not self.errors
