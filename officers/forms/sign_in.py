from django import forms
from django.contrib.auth.forms import AuthenticationForm

from officers import enter
from officers.models import SecondFactor

LOCKED = "密码连续输错次数过多，请15分钟后再试，或请系统管理员解除锁定。"


class SignInForm(AuthenticationForm):
    """Name and password. An unknown name, a wrong password and a disabled account get the same answer."""

    error_messages = {"invalid_login": "登录名或密码不对，请重新输入。", "inactive": "登录名或密码不对，请重新输入。"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["username"].label = "登录名"
        self.fields["password"].label = "密码"

    def clean(self):
        """Find the account; too many wrong attempts are answered before the password is looked at."""
        username, password = self.cleaned_data.get("username"), self.cleaned_data.get("password")
        if username and password:
            try:
                self.user_cache = enter.check_password(self.request, username, password)
            except enter.Locked as locked:
                raise forms.ValidationError(LOCKED) from locked
            if self.user_cache is None:
                raise self.get_invalid_login_error()
        return self.cleaned_data


class CodeForm(forms.Form):
    """The six digits of the authenticator, or one of the recovery codes."""

    code = forms.CharField(
        label="动态口令",
        max_length=30,
        help_text="手机上显示的6位数字；手机不在身边时，填一个备用码",
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "text", "autofocus": True}),
        error_messages={"required": "请填写动态口令。"},
    )

    def __init__(self, *args, request, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.request, self.user = request, user

    def clean_code(self):
        """The code, which is used up by the asking."""
        try:
            right = self.check(self.cleaned_data["code"])
        except enter.Locked as locked:
            raise forms.ValidationError("动态口令连续输错次数过多，请15分钟后再试。") from locked
        if not right:
            raise forms.ValidationError("动态口令不对，或者已经用过。请等下一个口令再输入。")
        return self.cleaned_data["code"]

    def check(self, code):
        """Whether it is right. Raises Locked."""
        return enter.check_code(self.request, self.user, code)


class FirstCodeForm(CodeForm):
    """The first code of a key that is not in use yet."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].help_text = "加好以后，手机上会显示6位数字，每30秒换一次"

    def check(self, code):
        """Whether it is right. Whoever has the key before him cannot guess it, so nothing is counted."""
        waiting = SecondFactor.objects.filter(user=self.user, confirmed_at__isnull=True).first()
        return waiting is not None and waiting.accepts(code, self.request.at)
