import segno
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.safestring import mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from officers import enter, totp
from officers.actor import Actor
from officers.doors import before_all_else
from officers.forms.sign_in import CodeForm, FirstCodeForm
from officers.models import SecondFactor

from .me import shell_of


@before_all_else
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def two_factor(request):
    """One's own second factor: begin, show a first code, or what there is of it. POST brings the first code."""
    _offered()
    waiting = SecondFactor.objects.filter(user=request.user, confirmed_at__isnull=True).first()
    if request.method == "POST" and waiting is None:
        raise Http404
    form = FirstCodeForm(request.POST if request.method == "POST" else None, request=request, user=request.user)
    if form.is_valid():
        return _confirm(request, waiting)
    context = {"form": form if waiting else None, "waiting": waiting, "factor": SecondFactor.of(request.user)}
    if waiting:
        secret = waiting.secret()
        code = segno.make(totp.address(secret, request.user.username), error="m")
        # drawn by the library from an address in which all user text is percent-encoded
        context["drawing"] = mark_safe(code.svg_inline(border=4, svgclass="qr", lineclass=None, omitsize=True))  # noqa: S308
        context["secret"] = totp.spoken(secret)
    return _page(request, context, form)


def _offered():
    if settings.TWO_FACTOR == "off":
        raise Http404


def _page(request, context, form=None):
    owed = enter.requires_code(request.user)
    context |= {
        "shell": shell_of(request.user),
        "required": owed,
        "left": request.user.recovery_codes.filter(used_at__isnull=True).count(),
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "officers/two_factor.html", context, status=status)


def _confirm(request, factor):
    """The first code was right: from now on each sign-in asks for one. Other sessions have shown none and end."""
    actor = Actor.of(request)
    codes = factor.confirm(actor)
    request.user.end_sessions(actor)
    enter.keep_this_session(request, request.user)
    request.session["second_factor"] = True
    return _codes(request, codes)


def _codes(request, codes):
    """The recovery codes, shown this once: they are stored nowhere."""
    return render(request, "officers/recovery_codes.html", {"codes": codes, "shell": shell_of(request.user)})


@before_all_else
@require_POST
def begin(request):
    """Make the key that the authenticator is to take."""
    _offered()
    SecondFactor.begin(request.user)
    return redirect("two-factor")


@never_cache
@require_POST
def new_codes(request):
    """Fresh recovery codes, for a code of the authenticator."""
    factor = _own(request)
    form = CodeForm(request.POST, request=request, user=request.user)
    if form.is_valid():
        return _codes(request, factor.new_codes(Actor.of(request)))
    return _page(request, {"factor": factor, "form": form}, form)


@require_POST
def remove(request):
    """Go without, for a last code, where nothing requires it."""
    factor = _own(request)
    if enter.requires_code(request.user):
        raise PermissionDenied("您的身份按规定须使用动态口令，不能停用。")
    form = CodeForm(request.POST, request=request, user=request.user)
    if form.is_valid():
        factor.remove(Actor.of(request))
        messages.success(request, "动态口令已停用，以后登录只用密码。")
        return redirect("me")
    return _page(request, {"factor": factor, "form": form}, form)


def _own(request):
    _offered()
    return get_object_or_404(SecondFactor, user=request.user, confirmed_at__isnull=False)
