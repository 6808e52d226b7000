"""The page for what went wrong on our side. Nothing in it asks the database: that may be what is away."""

import sys

from django.db import InterfaceError, OperationalError
from django.shortcuts import render
from django.views.decorators.csrf import requires_csrf_token

from config.middleware import LINKS

RETRY_SECONDS = 10
FOR_FIRMS = "surveys/public/trouble.html"


@requires_csrf_token
def server_error(request):
    """503 when the database does not answer in time, which passes; else 500."""
    by_link = request.path_info.startswith(LINKS)
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        answer = render(request, FOR_FIRMS if by_link else "503.html", status=503)
        answer["Retry-After"] = str(RETRY_SECONDS)
        return answer
    return render(request, FOR_FIRMS if by_link else "500.html", status=500)
