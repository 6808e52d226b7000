"""The day on which these tests' requests arrive: Friday 24 September 2021, the 38th week."""

from datetime import timedelta

from tests.factories import at

NOW = at(2021, 9, 24, 16, 30)
TODAY = NOW.date()
YESTERDAY = TODAY - timedelta(days=1)


def stamp_arrival(get_response):
    """Stands where the real middleware reads the clock."""

    def middleware(request):
        request.at = NOW
        return get_response(request)

    return middleware
