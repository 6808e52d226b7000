from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError

from enterprises import hand_over
from enterprises.models import Pairing
from officers.forms.choosing import MOST_LISTED, People, PersonField
from officers.forms.day import DayField
from officers.laws import lawful
from officers.models import Deputy, Officer, StaleRecord

from .pairing import OWN, officer_choice

KEEP, NOBODY = "keep", "none"
#: in all lists of the form together, of officers as of deputies
MOST_OPTIONS = 2000


class ChooseForm(forms.Form):
    """Whose enterprises are handed over."""

    def __init__(self, *args, districts, **kwargs):
        super().__init__(*args, **kwargs)
        field = officer_choice(districts, "哪一位首席服务官的企业")
        # what is typed is no key, and the address says so
        self.fields["officer" if field.people.listed is not None else "who"] = field

    def chosen(self):
        """The officer who was typed, None where there is nobody yet."""
        return self.cleaned_data.get("who") if self.is_bound and self.is_valid() else None


class HandOverForm(forms.Form):
    """The day, the reason, the successor for all, and for each pairing another successor or deputy.

    `version_ID` carries the version in which a pairing was shown. Nobody takes an enterprise over into their own hands.
    """

    day = DayField(label="交接日", help_text="原首席服务官的最后一天；接任的从次日起")
    reason = forms.ChoiceField(label="原因", choices=[("", "请选择"), *Pairing.EndReason.choices])

    def __init__(self, *args, pairings, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.pairings = list(pairings)
        self.moves = []
        district = self.pairings[0].district_id
        # every row has both lists
        most = min(MOST_LISTED, MOST_OPTIONS // (len(self.pairings) + 1))
        self.officers = People(Officer.objects.filter(district=district).order_by("code"), most)
        self.deputies = People(Deputy.objects.filter(district=district).order_by("name", "pk"), most)
        self.fields["officer"] = PersonField(
            self.officers, "接任的首席服务官", required=False, help_text="各家不同的，在下面逐家选"
        )
        self.fields["deputy"] = PersonField(
            self.deputies, "分包人", empty="（无）", required=False, help_text="接任后的分包人，没有的选“（无）”"
        )
        self._add_rows()

    def _add_rows(self):
        for pairing in self.pairings:
            name = pairing.enterprise.name
            self.fields[f"to_{pairing.pk}"] = PersonField(
                self.officers, f"{name}由谁接任", empty="同上", words={KEEP: "暂不交接"}, required=False
            )
            self.fields[f"with_{pairing.pk}"] = PersonField(
                self.deputies, f"{name}的分包人", empty="同上", words={NOBODY: "（无）"}, required=False
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

    def clean(self):
        cleaned = super().clean()
        for pairing in self.pairings:
            to = cleaned.get(f"to_{pairing.pk}")
            if to == KEEP:
                continue
            officer = to or cleaned.get("officer")
            if officer is None:
                if "officer" not in self.errors:
                    self.add_error("officer", "请选择接任的首席服务官，或在下面逐家选择")
                continue
            beside = cleaned.get(f"with_{pairing.pk}") or cleaned.get("deputy")
            deputy = None if beside == NOBODY else beside
            if self.user.pk in (officer.user_id, deputy.user_id if deputy else None):
                self.add_error(f"to_{pairing.pk}", OWN)
            version = cleaned.get(f"version_{pairing.pk}") or 0
            self.moves.append(hand_over.Move(pairing, version, officer, deputy))
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
