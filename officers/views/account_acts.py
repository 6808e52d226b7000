"""What the administrator does to an account, one button each."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from officers.actor import Actor
from officers.forms.account import EndGrantForm, PersonForm
from officers.models import Grant, Role, SecondFactor
from officers.passwords import initial_password
from officers.workdays import local_day

from .accounts import PEOPLE, account_of, initial, page_of, reach_of


def _another(request, pk, refusal):
    """The account of somebody else; what one may not do to oneself is refused with a sentence."""
    found = account_of(request, pk, change=True)
    if found.pk == request.user.pk:
        raise PermissionDenied(refusal)
    return found


def _done(request, account, sentence):
    messages.success(request, sentence)
    return redirect("account", pk=account.pk)


@never_cache
@require_POST
def reset_password(request, pk):
    """A new one-time password, shown this once; the account's sessions end."""
    account = _another(request, pk, "自己的密码请在“我的账号”里修改。")
    password = initial_password()
    account.reset_password(Actor.of(request), password)
    return initial(request, account, password)


@require_POST
def disable(request, pk):
    """Nobody signs in with it any more, and whoever is signed in is out with the next click."""
    account = _another(request, pk, "不能停用自己的账号，请另一位系统管理员办理。")
    account.set_active(Actor.of(request), False)
    return _done(request, account, f"{account}的账号已停用，已登录的设备全部退出。")


@require_POST
def enable(request, pk):
    """Let the account sign in again; its old sessions stay ended."""
    account = _another(request, pk, "不能启用自己的账号，请另一位系统管理员办理。")
    account.set_active(Actor.of(request), True)
    return _done(request, account, f"{account}的账号已启用。")


@require_POST
def unlock(request, pk):
    """Forget the wrong passwords, for who cannot wait."""
    account = account_of(request, pk, change=True)
    account.unlock(Actor.of(request))
    return _done(request, account, f"{account}的账号已解除锁定，现在可以登录。")


@require_POST
def end_sessions(request, pk):
    """Sign the account out everywhere and trust none of its phones any more."""
    account = _another(request, pk, "自己的设备请在“我的账号”里退出。")
    account.end_sessions(Actor.of(request), "退出账号的全部设备", devices=True)
    return _done(request, account, f"{account}已登录的设备全部退出，信任的手机全部取消。")


@require_POST
def forget_second_factor(request, pk):
    """For who lost the phone and the recovery codes: the next sign-in asks for the password alone."""
    account = _another(request, pk, "自己的动态口令请在“我的账号”里停用。")
    factor = get_object_or_404(SecondFactor, user=account)
    factor.remove(Actor.of(request))
    return _done(request, account, f"{account}的动态口令已停用，下次登录只用密码。")


@require_POST
def link(request, pk):
    """Say which officer or deputy the account belongs to."""
    account = account_of(request, pk, change=True)
    districts = reach_of(request)
    form = PersonForm(request.POST, districts=districts)
    if form.is_valid():
        person = form.chosen()
        if not type(person).objects.filter(user=account).exists() and person.link(Actor.of(request), account):
            return _done(request, account, f"账号已关联{person._meta.verbose_name}{person}。")
        form.add_error("person", f"这个账号或这位{person._meta.verbose_name}已有关联，请先解除。")
    return page_of(request, account, districts, person_form=form)


@require_POST
def unlink(request, pk, kind):
    """The account belongs to that officer or deputy no longer; records keep their author."""
    account = account_of(request, pk, change=True)
    if kind not in PEOPLE:
        raise Http404
    person = get_object_or_404(PEOPLE[kind], user=account, district__in=reach_of(request))
    person.unlink(Actor.of(request))
    return _done(request, account, f"已解除与{person._meta.verbose_name}{person}的关联。")


@require_POST
def end_grant(request, pk):
    """Let a role end, on a day or at once. The last administrator's own role stays: nobody could give it back."""
    districts = reach_of(request)
    grant = get_object_or_404(Grant.objects.visible_to(request.user).select_related("user", "district"), pk=pk)
    today = local_day(request.at)
    if grant.district not in districts or not grant.stands_on(today):
        raise Http404
    if grant.user_id == request.user.pk and _is_last_admin_grant(request.user, grant, today):
        raise PermissionDenied("这是您自己最后一个系统管理员身份，不能停止，请另一位系统管理员办理。")
    form = EndGrantForm(request.POST, grant=grant, today=today)
    if not form.is_valid():
        return page_of(request, grant.user, districts, end_form=form)
    ends = form.cleaned_data["ends"]
    grant.end(Actor.of(request), ends)
    when = f"{ends.year}年{ends.month}月{ends.day}日后停止" if ends else "已停止"
    return _done(request, grant.user, f"{grant.user}的“{grant.get_role_display()}”身份{when}。")


def _is_last_admin_grant(user, grant, day):
    others = user.grants.standing(day).filter(role=Role.ADMIN).exclude(pk=grant.pk)
    return grant.role == Role.ADMIN and not others.filter(starts__lte=day).exists()
