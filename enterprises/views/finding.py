"""What several pages here begin with: on which kind of page a person works, and finding an enterprise."""

from django.shortcuts import render

from officers import permissions
from officers.models import Role

MOST = 30
DESK, PHONE = "base.html", "phone.html"


def at_a_desk(user):
    """Whether this person works on the pages of the office, or on those made for a phone."""
    return user.holds(*permissions.OFFICE, Role.LEADER)


def openable(user, *records):
    """Those of the enterprises and officers whose pages this person may open: no link leads to a closed door. One
    query for each model."""
    found = set()
    for model in dict.fromkeys(type(record) for record in records if record is not None):
        asked = {record.pk for record in records if isinstance(record, model)}
        found |= set(model.objects.visible_to(user).filter(pk__in=asked))
    return found


def find_enterprise(request, enterprises, title, then, above):
    """The first step of a form for any enterprise: find it by its name. `then` is the form's address, `above` the
    page over it as (label, name)."""
    asked = request.GET.get("who", "").strip()[:60]
    found = enterprises.named_like(asked)[:MOST] if asked else []
    context = {"asked": asked, "found": found, "most": MOST, "title": title, "then": then, "above": above}
    return render(request, "enterprises/find_enterprise.html", context)
