"""What happens to every request: its arrival is stamped, sessions end, links of firms stay secret, NUL is refused."""

from itertools import chain

from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout
from django.core.exceptions import BadRequest
from django.utils import timezone

# The time of the last request is written at most once a minute: not every page should cost a write.
SEEN_STEP_SECONDS = 60


# Where the links of firms lead: the secret stands in the address (surveys/links.py).
LINKS = "/s/"


def keep_links_secret(get_response):
    """Whatever is answered under a link, refusals and failures too: no referrer, no copy kept, no search engine."""

    def middleware(request):
        response = get_response(request)
        if request.path_info.startswith(LINKS):
            response["Referrer-Policy"] = "no-referrer"
            response["Cache-Control"] = "no-store, private"
            response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        return response

    return middleware


def refuse_nul(get_response):
    """400 for an address that holds a NUL: nobody types one, and PostgreSQL takes none in any text it compares."""

    def middleware(request):
        asked = (request.path_info, *request.GET.keys(), *chain(*(texts for _, texts in request.GET.lists())))
        if any("\0" in text for text in asked):
            raise BadRequest("a NUL in the address")
        return get_response(request)

    return middleware


def stamp_arrival(get_response):
    """Set `request.at`, the aware time at which the request arrived.

    A record that is sent before midnight and saved after it was on time: views pass `request.at` on and read no clock.
    """

    def middleware(request):
        request.at = timezone.now()
        return get_response(request)

    return middleware


def end_old_sessions(get_response):
    """Sign out whoever was idle for 30 minutes or signed in 12 hours ago (SESSION_IDLE_SECONDS, SESSION_COOKIE_AGE)."""

    def middleware(request):
        if request.user.is_authenticated and _is_over(request.session, request.at.timestamp()):
            logout(request)
        response = get_response(request)
        if SESSION_KEY in request.session:  # on a trusted phone somebody is known without a session
            _mark(request.session, request.at.timestamp())
        return response

    return middleware


def _is_over(session, at: float) -> bool:
    began, seen = session.get("began", at), session.get("seen", at)
    return at - began >= settings.SESSION_COOKIE_AGE or at - seen >= settings.SESSION_IDLE_SECONDS


def _mark(session, at: float) -> None:
    session.setdefault("began", int(at))
    if at - session.get("seen", 0) >= SEEN_STEP_SECONDS:
        session["seen"] = int(at)
