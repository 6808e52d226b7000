from django import forms

from enterprises.forms.ledger import BoardForm
from enterprises.models import CriticismDecision
from officers.laws import lawful

UNDECIDED = "none"
#: what of a candidate each choice asks for
KINDS = {"ignored": "催而不报", "never": "漏报", "late": "迟报"}


class CriticismFilter(BoardForm):
    """Which of the year's candidates are listed."""

    kind = forms.ChoiceField(label="情形", required=False, choices=[("", "全部"), *KINDS.items()])
    decision = forms.ChoiceField(
        label="意见",
        required=False,
        choices=[("", "全部"), (UNDECIDED, "还没有意见"), *CriticismDecision.Decision.choices],
    )

    def narrow(self, candidates):
        """The candidates that were asked for; a filter that cannot be read is left out."""
        self.is_valid()
        kind, decision = self.cleaned_data.get("kind"), self.cleaned_data.get("decision")
        return [
            one
            for one in candidates
            if (not kind or getattr(one, kind))
            and (not decision or (one.decision.decision if one.decision else UNDECIDED) == decision)
        ]


class DecisionForm(forms.Form):
    """What the office means to do about a candidate, and why. `shown` is how many decisions the page showed."""

    decision = forms.ChoiceField(label="意见", choices=CriticismDecision.Decision.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label="理由", max_length=200, help_text="写明依据，例如已电话提醒、因病请假情况属实；以后可以查到"
    )
    shown = forms.IntegerField(min_value=0, max_value=30000, widget=forms.HiddenInput)

    def decide(self, actor, officer, year):
        """Write the decision. Returns it.

        Raises StaleRecord when another was written since, and ValidationError with the sentence of a law against it.
        """
        made = CriticismDecision(
            district=officer.district,
            officer=officer,
            year=year,
            decision=self.cleaned_data["decision"],
            reason=self.cleaned_data["reason"],
        )
        with lawful():
            return made.decide(actor, self.cleaned_data["shown"])
