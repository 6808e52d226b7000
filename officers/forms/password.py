from django import forms
from django.contrib.auth.password_validation import get_default_password_validators, validate_password

from officers import enter


class PasswordForm(forms.Form):
    """The present password and a new one, twice."""

    old = forms.CharField(
        label="现在的密码",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": True}),
    )
    new = forms.CharField(
        label="新密码", strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )
    again = forms.CharField(
        label="再输入一次新密码", strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def __init__(self, *args, request, **kwargs):
        super().__init__(*args, **kwargs)
        self.request = request
        rules = [each.get_help_text() for each in get_default_password_validators() if each.__module__ in OURS]
        self.fields["new"].help_text = "；".join(["至少12个字符", *filter(None, rules)])

    def clean_old(self):
        """Guessing at an open desk is counted like guessing at the door."""
        try:
            found = enter.check_password(self.request, self.request.user.username, self.cleaned_data["old"])
        except enter.Locked as locked:
            raise forms.ValidationError("密码连续输错次数过多，请15分钟后再试。") from locked
        if found is None:
            raise forms.ValidationError("现在的密码不对。")
        return self.cleaned_data["old"]

    def clean(self):
        new, again = self.cleaned_data.get("new"), self.cleaned_data.get("again")
        if new and again and new != again:
            self.add_error("again", "两次输入的新密码不一样。")
        elif new and again:
            try:
                validate_password(new, self.request.user)
            except forms.ValidationError as problem:
                self.add_error("new", problem)
        return self.cleaned_data

    def change(self, actor):
        """Set the new password; every session of the account ends."""
        actor.user.change_password(actor, self.cleaned_data["new"])


#: whose help texts are sentences of ours
OURS = ("officers.passwords",)
