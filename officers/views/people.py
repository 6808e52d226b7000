from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from officers import permissions
from officers.forms.people import DeputyForm, OfficerForm
from officers.models import Deputy, Officer

from .writing import write_entry


@require_http_methods(["GET", "HEAD", "POST"])
def officer_new(request):
    """登记首席服务官."""
    permissions.require(request.user, permissions.KEEP_DIRECTORY)
    form = OfficerForm(request.POST or None, districts=permissions.districts(request.user, permissions.KEEP_DIRECTORY))
    back = (reverse("officers"), "首席服务官")
    return write_entry(request, form, title="登记首席服务官", back=back, done=_officer_page)


@require_http_methods(["GET", "HEAD", "POST"])
def officer_edit(request, pk):
    """更正首席服务官."""
    found = get_object_or_404(Officer.objects.visible_to(request.user).select_related("district"), pk=pk)
    permissions.require(request.user, permissions.KEEP_DIRECTORY, found.district)
    form = OfficerForm(request.POST or None, instance=found, districts=[found.district])
    back = (_officer_page(found), found.name)
    return write_entry(request, form, title="更正首席服务官", back=back, done=_officer_page)


@require_http_methods(["GET", "HEAD", "POST"])
def deputy_new(request):
    """登记分包人."""
    permissions.require(request.user, permissions.KEEP_DIRECTORY)
    form = DeputyForm(request.POST or None, districts=permissions.districts(request.user, permissions.KEEP_DIRECTORY))
    return write_entry(request, form, title="登记分包人", back=_to_deputies(), done=lambda _: reverse("deputies"))


@require_http_methods(["GET", "HEAD", "POST"])
def deputy_edit(request, pk):
    """更正分包人."""
    found = get_object_or_404(Deputy.objects.visible_to(request.user).select_related("district"), pk=pk)
    permissions.require(request.user, permissions.KEEP_DIRECTORY, found.district)
    form = DeputyForm(request.POST or None, instance=found, districts=[found.district])
    return write_entry(request, form, title="更正分包人", back=_to_deputies(), done=lambda _: reverse("deputies"))


def _officer_page(officer):
    return reverse("officer", args=[officer.pk])


def _to_deputies():
    return reverse("deputies"), "分包人"
