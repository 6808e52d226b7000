"""What the office's pages about single firms' answers begin with: who may come in, and the row that is spoken of."""

from django.shortcuts import get_object_or_404

from enterprises.models import Pairing
from surveys.impartial import require_impartial, require_keeper
from surveys.models import CallBack, Invitation, SecondHandling, Survey, TelephoneReply


def kept_survey(request, pk):
    """The round, for people of the office who serve no enterprise: 404 and 403 for the others."""
    survey = get_object_or_404(Survey.objects.visible_to(request.user).select_related("district"), pk=pk)
    require_keeper(request.user, survey.district)
    return survey


def kept_row(request, rows, pk):
    """One row that speaks of a firm's answer, for the same people, unless they served this very firm."""
    found = get_object_or_404(rows, pk=pk)
    call_back = getattr(found, "call_back", found)
    require_impartial(request.user, call_back.invitation, request.at)
    return found


def others(request, rows, firm):
    """The rows without those of firms that the reader serves or served: who of these answered, was called or is
    doubted is read by somebody else. `firm` is the way from a row to its enterprise."""
    served = Pairing.objects.served_by(request.user).values("enterprise")
    return rows.exclude(pk__in=rows.model.objects.filter(**{f"{firm}__in": served}).values("pk"))


def invitations(request):
    """Invitations with what the pages say of them."""
    return Invitation.objects.visible_to(request.user).select_related("survey__district", "enterprise", "district")


def call_backs(request):
    """Call-backs with the firm, the round and who made them."""
    related = ("survey__district", "invitation__enterprise", "invitation__survey", "invitation__district", "district")
    return CallBack.objects.visible_to(request.user).select_related(*related, "flag", "draw", "done_by")


def telephone_replies(request):
    """Telephone replies with the firm and who recorded and decided."""
    related = ("invitation__survey__district", "invitation__enterprise", "invitation__district", "district")
    return TelephoneReply.objects.visible_to(request.user).select_related(*related, "recorded_by", "decided_by")


def second_handlings(request):
    """Second handlings with everything their state is derived from."""
    related = ("call_back__invitation__enterprise", "call_back__invitation__survey__district", "call_back__survey")
    rows = SecondHandling.objects.visible_to(request.user).select_related(
        *related, "call_back__invitation__district", "district", "unit", "second__done_by", "entered_by", "decided_by"
    )
    return rows.prefetch_related("helpers")
