"""The page for what went wrong on our side. Nothing in it asks the database: that may be what is away."""

import errno
import sys

from django.db import InterfaceError, OperationalError
from django.shortcuts import render
from django.views.decorators.csrf import requires_csrf_token

from config.middleware import LINKS

RETRY_SECONDS = 10
FOR_FIRMS = "surveys/public/trouble.html"
FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


@requires_csrf_token
def server_error(request):
    """503 when the database does not answer in time, which passes; 507 when the disk is full; else 500."""
    by_link = request.path_info.startswith(LINKS)
    fault = sys.exc_info()[1]
    if isinstance(fault, OSError) and fault.errno in FULL:
        return render(request, FOR_FIRMS if by_link else "507.html", status=507)
    if isinstance(fault, OperationalError | InterfaceError):
        answer = render(request, FOR_FIRMS if by_link else "503.html", status=503)
        answer["Retry-After"] = str(RETRY_SECONDS)
        return answer
    return render(request, FOR_FIRMS if by_link else "500.html", status=500)
