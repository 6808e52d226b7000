"""When the requests of these tests arrive: any moment a test says, in the round unless it says otherwise."""

from tests.surveys.rounds import DURING


class Clock:
    """Stands where the real middleware reads the clock."""

    now = DURING

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.at = Clock.now
        return self.get_response(request)
