"""What nobody opened is closed: pages want a sign-in, the JSON interface a permission."""

from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.urls import URLPattern, get_resolver
from rest_framework.response import Response
from rest_framework.test import force_authenticate
from rest_framework.views import APIView

from officers.models import User


class Forgetful(APIView):
    """A view that forgot to say who may use it."""

    def get(self, request):
        return Response({"secret": 1})


def answer(user) -> int:
    request = RequestFactory().get("/api/")
    request.user = user
    if user.is_authenticated:
        force_authenticate(request, user)
    return Forgetful.as_view()(request).status_code


def test_a_forgetful_interface_serves_nobody():
    assert answer(AnonymousUser()) == 403
    assert answer(User(username="office")) == 403


def patterns(resolver):
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield entry
        else:
            yield from patterns(entry)


def is_open(view) -> bool:
    return not getattr(view, "login_required", True) and not hasattr(view, "cls")


def test_the_pages_open_to_everybody_are_these():
    # The JSON interface has its own guard, see above.
    public = {entry.name for entry in patterns(get_resolver()) if is_open(entry.callback)}
    by_link = {"answer", "answer-form"}  # the link of a firm is what opens them
    assert public - {"login", "login-code"} - by_link == {"healthz", "readyz"}
