from django import forms

from officers.models import Channel, Rule


class ReminderChoiceForm(forms.Form):
    """By which channels a person wants to hear of which rules. Channels that the site lacks are left out."""

    email = forms.EmailField(label="电子邮箱", required=False, help_text="不填就不发邮件")
    email_rules = forms.MultipleChoiceField(
        label="邮件提醒", choices=Rule.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    gateway_rules = forms.MultipleChoiceField(
        label="短信或政务微信提醒", choices=Rule.choices, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, choice, channels, **kwargs):
        given = {"email": choice.email, "email_rules": choice.email_rules, "gateway_rules": choice.gateway_rules}
        super().__init__(*args, initial=given, **kwargs)
        self.choice = choice
        if Channel.EMAIL not in channels:
            del self.fields["email"], self.fields["email_rules"]
        if Channel.GATEWAY not in channels:
            del self.fields["gateway_rules"]

    def save(self, actor):
        """Keep what was chosen."""
        self.choice.choose(actor, **self.cleaned_data)
