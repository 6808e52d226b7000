from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from officers.account_list import MOST_ACCOUNTS, AccountSheet, template
from officers.actor import Actor
from officers.forms.account_import import AccountImportForm
from officers.models import Role
from officers.workdays import local_day

from .accounts import reach_of

ERRORS_SHOWN = 200


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def account_import(request):
    """Open accounts from a list. The answer shows their one-time passwords, this once."""
    districts = reach_of(request)
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    form = AccountImportForm(*given, districts=districts, today=local_day(request.at))
    if form.is_valid():
        try:
            opened = form.open(Actor.of(request))
            # the answer itself: nothing is stored and nothing can be opened again
            return render(request, "officers/initial_passwords.html", {"opened": opened, "report": form.report})
        except ValidationError as problem:
            form.add_error(None, problem)
        except IntegrityError:  # somebody took a name since the form looked
            form.add_error(None, "表中有登录名刚才被人使用，没有开设任何账号。请重新上传，查看是哪一行。")
    context = {
        "form": form,
        "errors": form.report.errors[:ERRORS_SHOWN],
        "columns": AccountSheet.columns,
        "most": MOST_ACCOUNTS,
        "roles": Role.labels,
    }
    return render(request, "officers/account_import.html", context, status=422 if form.errors else 200)


@require_safe
def account_import_template(request):
    """The empty list."""
    reach_of(request)
    return template()
