from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from officers import enter
from officers.actor import Actor
from officers.devices import device_of
from officers.doors import before_all_else
from officers.forms.password import PasswordForm
from officers.models import SecondFactor, TrustedDevice
from officers.permissions import WRITERS


def shell_of(user):
    """The page shell for somebody's own pages: the phone's where all their work is done on it."""
    roles = user.roles()
    return "phone.html" if roles and roles <= WRITERS else "base.html"


def may_trust_phones(user):
    """Whether this site trusts phones, and this account has work to do on one."""
    return bool(settings.TRUSTED_DEVICE_DAYS) and not user.roles().isdisjoint(WRITERS)


@never_cache
@require_safe
def me(request):
    """One's own account: roles, password, where one is signed in, phones, second factor."""
    user = request.user
    context = {
        "shell": shell_of(user),
        "sign_ins": user.sign_ins.open_at(request.at),
        "session_key": request.session.session_key,
        "due": user.password_due_on(),
        "trusts_phones": may_trust_phones(user),
        "trust_days": settings.TRUSTED_DEVICE_DAYS,
        "devices": user.trusted_devices.standing(request.at),
        "two_factor": settings.TWO_FACTOR != "off",
        "factor": SecondFactor.of(user),
    }
    context["this_phone"] = _this_phone(request) if context["trusts_phones"] else None
    return render(request, "officers/me.html", context)


def _this_phone(request):
    token = request.COOKIES.get(settings.TRUSTED_DEVICE_COOKIE)
    found = TrustedDevice.objects.holding(token, request.at) if token else None
    return found if found and found.user_id == request.user.pk else None


@before_all_else
@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def password(request):
    """Change one's own password. Every other session ends, this one goes on under a new key."""
    owed = request.user.must_set_password(request.at)
    form = PasswordForm(request.POST if request.method == "POST" else None, request=request)
    if form.is_valid():
        form.change(Actor.of(request))
        enter.keep_this_session(request, request.user)
        messages.success(request, "密码已修改，其他设备上的登录已全部退出。")
        return redirect("home" if owed else "me")
    first = request.user.must_change_password
    context = {"form": form, "shell": shell_of(request.user), "first": first, "owed": owed}
    return render(request, "officers/password.html", context, status=422 if form.errors else 200)


@require_POST
def end_sessions(request):
    """Sign out everywhere but here."""
    request.user.end_sessions(Actor.of(request))
    enter.keep_this_session(request, request.user)
    messages.success(request, "其他设备上的登录已全部退出。")
    return redirect("me")


@require_POST
def trust_phone(request):
    """Trust the phone that asks, for the days the site allows."""
    if not may_trust_phones(request.user):
        raise Http404
    if _this_phone(request) is None:
        _, token = TrustedDevice.trust(Actor.of(request), device_of(request))
        answer = redirect("me")
        answer.set_cookie(
            settings.TRUSTED_DEVICE_COOKIE,
            token,
            max_age=settings.TRUSTED_DEVICE_DAYS * 86_400,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
        messages.success(request, f"这部手机已设为信任设备，{settings.TRUSTED_DEVICE_DAYS}天内记录工作不用再登录。")
        return answer
    return redirect("me")


@require_POST
def revoke_phone(request, pk):
    """Trust one of one's own phones no longer."""
    device = get_object_or_404(request.user.trusted_devices, pk=pk)
    device.revoke(Actor.of(request))
    messages.success(request, f"已取消信任：{device.device}。")
    return redirect("me")
