"""Pages that fail, on the site's own handlers."""

import errno

from django.contrib.auth.decorators import login_not_required
from django.db import OperationalError
from django.urls import path

from config.urls import handler500

__all__ = ["handler500", "urlpatterns"]


@login_not_required
def fault(request):
    raise RuntimeError("secret reason")


@login_not_required
def away(request):
    raise OperationalError("could not connect to secret host")


@login_not_required
def full(request):
    raise OSError(errno.ENOSPC, "secret place")


urlpatterns = [path("fault/", fault), path("away/", away), path("full/", full)]
