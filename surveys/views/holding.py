"""Who comes to the invitations of a round, and who may have links before them."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from officers import permissions
from surveys.models import Survey

NO_LINKS = "您同时是首席服务官、分包人或联络员，不能经手企业的答卷链接，请由办公室其他人办理。"


def kept_round(request, pk):
    """The round, for the office. 404 for whoever does not see it, 403 for who sees it and does not run it."""
    survey = get_object_or_404(Survey.objects.visible_to(request.user).select_related("district"), pk=pk)
    permissions.require(request.user, permissions.KEEP_SURVEYS, survey.district)
    return survey


def held_round(request, pk):
    """The published round, for those of the office who may hold links: 403, and why, for the others (T20)."""
    survey = kept_round(request, pk)
    if survey.published_at is None:
        raise Http404
    if not permissions.holds_links(request.user, survey.district):
        raise PermissionDenied(NO_LINKS)
    return survey


def secret(response):
    """An answer that shows links is kept by no cache. Its own address holds none, so nothing is told to other pages."""
    response["Cache-Control"] = "no-store"
    return response
