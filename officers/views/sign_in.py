from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView, LogoutView
from django.utils.decorators import method_decorator

from officers.forms.sign_in import SignInForm


@method_decorator(login_not_required, name="dispatch")
class SignIn(LoginView):
    """The one page that anybody may open. Who is signed in already is sent on."""

    http_method_names = ["get", "head", "post"]
    form_class = SignInForm
    template_name = "officers/sign_in.html"
    redirect_authenticated_user = True


class SignOut(LogoutView):
    """Ends the session on the server; only by POST, so that no link can do it."""

    http_method_names = ["post"]
