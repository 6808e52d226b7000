"""邀请: who was asked in a round, and how far each has come."""

from django.core.paginator import Paginator
from django.db.models import Count, Prefetch, Q
from django.shortcuts import render
from django.views.decorators.http import require_safe

from enterprises.models import Pairing
from officers import permissions
from surveys.forms.invitation import InvitationFilter
from surveys.models import Invitation

from .head import head
from .holding import NO_LINKS, kept_round

ROWS = 50


@require_safe
def invitations(request, pk):
    """The round's invitations, with counts by state. Of firms that the reader serves nothing but the name is told."""
    survey = kept_round(request, pk)
    holds = permissions.holds_links(request.user, survey.district)
    seen = Invitation.objects.visible_to(request.user).filter(survey=survey)
    known = seen if holds else seen.known_to(request.user)
    filters = InvitationFilter(request.GET or None)
    found = filters.narrow(known if filters.tells_state else seen, survey)
    serving = Pairing.objects.in_force_on(survey.closes_on).select_related("officer")
    rows = found.select_related("enterprise").order_by("place").prefetch_related(
        Prefetch("enterprise__pairing_set", queryset=serving, to_attr="current")
    )  # fmt: skip
    context = head(survey, "survey-invitations", request) | {
        "filters": filters,
        "page": Paginator(rows, ROWS).get_page(request.GET.get("page")),
        "counts": counted(known),
        "veiled": set() if holds else veiled(request.user),
        "holds": holds,
        "no_links": "" if holds else NO_LINKS,
        "is_live": survey.published_at is not None and survey.stage(request.at) != survey.Stage.CLOSED,
    }
    return render(request, "surveys/invitations.html", context)


def counted(known):
    """(label, what the filter calls it, how many) of each state, and of those who asked for a call. One query."""
    told = {state: Count("pk", filter=condition) for state, condition in InvitationFilter.STATES.items()}
    sums = known.aggregate(all=Count("pk"), calls=Count("pk", filter=Q(wants_call_back=True)), **told)
    rows = [("全部", "", sums["all"])]
    rows += [(state.label, f"?state={state.value}", sums[state.value]) for state in Invitation.State]
    return [*rows, ("请回访", "?call=yes", sums["calls"])]


def veiled(user):
    """The firms that the user serves: who of them answered is not for them to know."""
    return set(Pairing.objects.served_by(user).values_list("enterprise_id", flat=True))
