"""What the pages of a round begin with: the round as this person may see it, keep it, or prepare it."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from officers import permissions
from surveys.models import Survey


def visible(request):
    """The rounds this person may read. Raises Http404 for those who read none."""
    if not permissions.allows(request.user, permissions.SEE_SURVEYS):
        raise Http404
    return Survey.objects.visible_to(request.user)


def seen(request, pk):
    """One round to be read."""
    return get_object_or_404(visible(request).select_related("district", "created_by", "published_by"), pk=pk)


def kept(request, pk):
    """One round to be worked on. Raises PermissionDenied for who only reads it."""
    found = seen(request, pk)
    permissions.require(request.user, permissions.KEEP_SURVEYS, found.district)
    return found


def draft(request, pk):
    """One round to be prepared. Raises PermissionDenied once it is published, or came by import."""
    found = kept(request, pk)
    if found.published_at:
        raise PermissionDenied("调查已经发布，题目、范围和方式不能再改，截止时间只能推后。")
    if not found.is_draft:
        raise PermissionDenied("这一轮是从工作簿导入的，在这里只能查看。")
    return found


def keeps(request, survey):
    """Whether this person works on the round."""
    return permissions.allows(request.user, permissions.KEEP_SURVEYS, survey.district)
