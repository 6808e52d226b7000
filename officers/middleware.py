"""Who is asking: somebody signed in, with the grants in force on the day the request arrived."""

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect

from . import enter
from .models import SecondFactor, TrustedDevice
from .permissions import WRITERS
from .workdays import local_day

API = "/api/"


def load_grants(get_response):
    """Give the signed-in person the grants of today, so that `visible_to` and permissions answer. Two queries.

    They are read anew with every request: a role that was taken away is gone with the next click.
    """

    def middleware(request):
        if request.user.is_authenticated:
            request.user.on(local_day(request.at))
        return get_response(request)

    return middleware


class TrustedPhones:
    """On a trusted phone a person without a session is known all the same, in views that allow it and nowhere else.

    Views that do not speak of trusted phones never learn of them: there the visitor is a stranger who has to sign in.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.trusted_device = None
        return self.get_response(request)

    def process_view(self, request, view_func, view_args, view_kwargs):
        """Name the owner of the phone as the one who asks. Two queries and those of the grants, on marked views."""
        token = request.COOKIES.get(settings.TRUSTED_DEVICE_COOKIE)
        marked = getattr(view_func, "on_trusted_phones", False)
        if not (token and marked and settings.TRUSTED_DEVICE_DAYS) or request.user.is_authenticated:
            return
        device = TrustedDevice.objects.holding(token, request.at)
        if device is None or device.user.must_set_password(request.at):
            return
        user = device.user.on(local_day(request.at))  # none in force for a disabled account
        user.active_grants = tuple(grant for grant in user.active_grants if grant.role in WRITERS)
        if user.active_grants:
            request.user, request.trusted_device = user, device


class SignedInOnly(LoginRequiredMiddleware):
    """Every page asks for a sign-in unless it says otherwise.

    A part of a page that asks for itself is told to load the whole page anew: otherwise the sign-in form would appear
    in the middle of it once the session has ended.
    """

    def handle_no_permission(self, request, view_func):
        if request.headers.get("HX-Request"):
            return HttpResponse(status=204, headers={"HX-Refresh": "true"})
        return super().handle_no_permission(request, view_func)


class FirstThingsFirst:
    """Who owes a new password or a second factor is led there from every page until it is done."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view_func, view_args, view_kwargs):
        """Lead away, or let pass."""
        if not request.user.is_authenticated or _is_open(request, view_func):
            return None
        if request.user.must_set_password(request.at):
            return _elsewhere(request, "password", "请先在网页上设置新密码")
        if _owes_second_factor(request):
            if SecondFactor.of(request.user):  # shown in no sign-in of this session: the switch was turned meanwhile
                logout(request)
                return _elsewhere(request, "login", "请重新登录")
            return _elsewhere(request, "two-factor", "请先在网页上启用动态口令")
        return None


def _is_open(request, view_func):
    """Pages that ask nobody who he is, and those that say so; the JSON interface asks by itself, and is none."""
    public = not getattr(view_func, "login_required", True) and not request.path.startswith(API)
    return public or getattr(view_func, "before_all_else", False)


def _owes_second_factor(request):
    shown = request.trusted_device is not None or request.session.get("second_factor")
    return not shown and enter.requires_code(request.user)


def _elsewhere(request, name, sentence):
    if request.path.startswith(API):
        return JsonResponse({"detail": sentence}, status=403)
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    return redirect(name)
