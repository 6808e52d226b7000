from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from assessment.desks import HOME
from officers import permissions
from officers.doors import on_trusted_phones


@on_trusted_phones
@require_safe
def home(request):
    """Send everybody to where their role works; who has nothing to do here reads why."""
    if request.user.holds(*permissions.OFFICE):
        return redirect("today")
    if permissions.allows(request.user, permissions.SEE_RESULTS):
        return redirect("runs")
    if request.user.holds(*HOME):
        return redirect("officer-home")
    if permissions.allows(request.user, permissions.MANAGE_ACCOUNTS):
        return redirect("accounts")
    if permissions.allows(request.user, permissions.READ_LOG):
        return redirect("log")
    roles = dict.fromkeys(grant.get_role_display() for grant in request.user.active_grants)
    return render(request, "assessment/home.html", {"roles": list(roles)})
