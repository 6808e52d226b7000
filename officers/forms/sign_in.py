from django.contrib.auth.forms import AuthenticationForm


class SignInForm(AuthenticationForm):
    """Name and password. An unknown name, a wrong password and a disabled account get the same answer."""

    error_messages = {"invalid_login": "登录名或密码不对，请重新输入。", "inactive": "登录名或密码不对，请重新输入。"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["username"].label = "登录名"
        self.fields["password"].label = "密码"
