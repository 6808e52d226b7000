"""Who is asking: the grants in force on the day a request arrived."""

from .workdays import local_day


def load_grants(get_response):
    """Give the signed-in person the grants of today, so that `visible_to` and permissions answer. Two queries.

    They are read anew with every request: a role that was taken away is gone with the next click.
    """

    def middleware(request):
        if request.user.is_authenticated:
            request.user.on(local_day(request.at))
        return get_response(request)

    return middleware
