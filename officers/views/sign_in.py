from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView, LogoutView
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from officers import enter
from officers.doors import before_all_else
from officers.forms.sign_in import CodeForm, SignInForm


@method_decorator(login_not_required, name="dispatch")
class SignIn(LoginView):
    """The one page that anybody may open. Who is signed in already is sent on."""

    http_method_names = ["get", "head", "post"]
    form_class = SignInForm
    template_name = "officers/sign_in.html"
    redirect_authenticated_user = True

    def form_valid(self, form):
        """Let in who needs no code; ask the others for it."""
        user = form.get_user()
        if not enter.needs_code(user):
            enter.enter(self.request, user)
            return redirect(self.get_success_url())
        enter.wait_for_code(self.request, user, self.get_success_url())
        return redirect("login-code")


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def code(request):
    """The second step for those who use an authenticator; without a first step it leads back to the beginning."""
    user, target = enter.who_waits(request)
    if user is None:
        return redirect("login")
    form = CodeForm(request.POST if request.method == "POST" else None, request=request, user=user)
    if form.is_valid():
        enter.enter(request, user, second_factor=True)
        return redirect(target)
    return render(request, "officers/sign_in_code.html", {"form": form}, status=422 if form.errors else 200)


@method_decorator(before_all_else, name="dispatch")
class SignOut(LogoutView):
    """Ends the session on the server; only by POST, so that no link can do it."""

    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        """Leave, and forget that this phone was trusted."""
        enter.leave(request)
        answer = super().post(request, *args, **kwargs)
        answer.delete_cookie(settings.TRUSTED_DEVICE_COOKIE)
        return answer
