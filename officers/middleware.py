"""Who is asking: somebody signed in, with the grants in force on the day the request arrived."""

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpResponse

from .workdays import local_day


def load_grants(get_response):
    """Give the signed-in person the grants of today, so that `visible_to` and permissions answer. Two queries.

    They are read anew with every request: a role that was taken away is gone with the next click.
    """

    def middleware(request):
        if request.user.is_authenticated:
            request.user.on(local_day(request.at))
        return get_response(request)

    return middleware


class SignedInOnly(LoginRequiredMiddleware):
    """Every page asks for a sign-in unless it says otherwise.

    A part of a page that asks for itself is told to load the whole page anew: otherwise the sign-in form would appear
    in the middle of it once the session has ended.
    """

    def handle_no_permission(self, request, view_func):
        if request.headers.get("HX-Request"):
            return HttpResponse(status=204, headers={"HX-Refresh": "true"})
        return super().handle_no_permission(request, view_func)
