from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import IntegrityError
from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from officers import permissions
from officers.actor import Actor
from officers.forms.account import AccountFilter, AccountForm, GrantForm, PersonForm
from officers.laws import lawful
from officers.models import Deputy, Grant, Officer, SecondFactor, User
from officers.open_account import open_account
from officers.workdays import local_day

ACCOUNTS_A_PAGE = 50
#: whose records an account may belong to, as their addresses call them
PEOPLE = {"officer": Officer, "deputy": Deputy}


def reach_of(request):
    """The districts whose accounts the one who asks looks after; nobody else learns that there is such a page."""
    if not permissions.allows(request.user, permissions.MANAGE_ACCOUNTS):
        raise Http404
    return permissions.districts(request.user, permissions.MANAGE_ACCOUNTS)


def account_of(request, pk, change=False):
    """The account, if the one who asks looks after it.

    To `change` it, all its standing roles must lie within reach: whoever sets the password of an account can use it.
    """
    districts = reach_of(request)
    found = get_object_or_404(User.objects.visible_to(request.user), pk=pk)
    if change and not is_changeable(request, found, districts):
        raise PermissionDenied("这个账号在您管理的地区以外还有身份，请上级地区的系统管理员办理。")
    return found


def is_changeable(request, account, districts):
    """Whether none of the account's standing roles lies outside these districts."""
    return account.is_within([district.pk for district in districts], local_day(request.at))


@require_safe
def accounts(request):
    """The accounts of the administrator's districts, by name, pinyin, state and role."""
    reach_of(request)
    day = local_day(request.at)
    asked = AccountFilter(request.GET)
    found = asked.narrow(User.objects.visible_to(request.user), day, request.at).order_by("username")
    standing = Grant.objects.visible_to(request.user).standing(day).select_related("district", "unit").order_by("pk")
    found = found.prefetch_related(Prefetch("grants", standing, to_attr="standing_grants"))
    page = Paginator(found, ACCOUNTS_A_PAGE).get_page(request.GET.get("page"))
    locked = set(User.objects.locked(request.at).filter(pk__in=[user.pk for user in page]).values_list("pk", flat=True))
    context = {"page": page, "form": asked, "locked": locked, "filtered": any(request.GET.get(n) for n in asked.fields)}
    return render(request, "officers/accounts.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def account_new(request):
    """Open an account. The answer shows its one-time password, this once."""
    districts = reach_of(request)
    data = request.POST if request.method == "POST" else None
    form = AccountForm(data, districts=districts, today=local_day(request.at))
    if form.is_valid():
        try:
            with lawful():
                user, password = open_account(
                    Actor.of(request), form.cleaned_data["username"], form.cleaned_data["name"], form.grant()
                )
            return initial(request, user, password)
        except ValidationError as problem:
            form.add_error(None, problem)
        except IntegrityError:  # somebody took the name since the form looked
            form.add_error("username", "这个登录名已有人使用，请换一个。")
    return render(request, "officers/account_new.html", {"form": form}, status=422 if form.errors else 200)


def initial(request, user, password):
    """The page with a one-time password. It is the answer itself: nothing is stored and nothing can be opened again."""
    return render(request, "officers/initial_password.html", {"account": user, "password": password})


@require_http_methods(["GET", "HEAD", "POST"])
def account(request, pk):
    """One account: state, roles, the person it belongs to. POST adds a role."""
    found = account_of(request, pk, change=request.method == "POST")
    districts = reach_of(request)
    data = request.POST if request.method == "POST" else None
    form = GrantForm(data, districts=districts, today=local_day(request.at), holder=found)
    if data is not None and found.pk == request.user.pk:
        raise PermissionDenied("不能给自己授权，请另一位系统管理员办理。")
    if form.is_valid():
        grant = form.grant()
        grant.user = found
        try:
            with lawful():
                grant.give(Actor.of(request))
            return redirect("account", pk=found.pk)
        except ValidationError as problem:
            form.add_error(None, problem)
    return page_of(request, found, districts, form=form)


def page_of(request, account, districts, **forms):
    """The page of an account, with whatever form was not accepted."""
    day = local_day(request.at)
    grants = Grant.objects.visible_to(request.user).filter(user=account).select_related("district", "unit")
    own = account.pk == request.user.pk
    context = {
        "account": account,
        "own": own,
        "changeable": not own and is_changeable(request, account, districts),
        "locked": User.objects.locked(request.at).filter(pk=account.pk).exists(),
        "grants": [(grant, _state(grant, day)) for grant in grants.order_by("starts", "pk")],
        "people": [(kind, person) for kind, model in PEOPLE.items() for person in model.objects.filter(user=account)],
        "sessions": len(account.sign_ins.open_at(request.at)),
        "phones": account.trusted_devices.standing(request.at).count(),
        "factor": SecondFactor.of(account),
        "form": GrantForm(districts=districts, today=day),
        "person_form": PersonForm(districts=districts),
        "today": day,
        **forms,
    }
    context["problems"] = [form for form in forms.values() if form.errors]
    return render(request, "officers/account.html", context, status=422 if context["problems"] else 200)


def _state(grant, day):
    """In force, still to come, or over."""
    if not grant.stands_on(day):
        return "over"
    return "later" if grant.starts > day else "now"
