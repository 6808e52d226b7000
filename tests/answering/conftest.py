import pytest
from django.core.cache import cache
from django.test import Client

from surveys import links
from surveys.models import Survey
from tests.cast import Cast
from tests.surveys.rounds import DURING, published

from .clock import Clock


@pytest.fixture
def clock(settings):
    """The moment at which requests arrive; a test moves it by `clock.now = …`."""
    settings.MIDDLEWARE = [
        "tests.answering.clock.Clock" if name == "config.middleware.stamp_arrival" else name
        for name in settings.MIDDLEWARE
    ]
    Clock.now = DURING
    cache.clear()  # what other tests have tried
    return Clock


@pytest.fixture
def cast(db, clock):
    return Cast()


class Firm:
    """One firm with its link and its phone."""

    def __init__(self, survey, enterprise, **options):
        self.survey, self.enterprise = survey, enterprise
        self.phone = Client(**options)

    @property
    def invitation(self):
        return self.survey.invitations.select_related("survey", "enterprise").get(enterprise=self.enterprise)

    @property
    def link(self):
        return f"/s/{links.token(self.invitation)}/"

    @property
    def form(self):
        return f"{self.link}answers/"

    def open(self, address=None, **more):
        return self.phone.get(address or self.link, **more)

    def send(self, choice="满意", **other):
        """Answer every question that can be ticked with the same choice, further fields as said."""
        chosen = {
            question.field_name: choice
            for question in self.survey.questions.all()
            if question.kind == question.Kind.SATISFACTION
        }
        return self.phone.post(self.form, chosen | other)


@pytest.fixture
def survey(cast):
    return published(cast.district)


@pytest.fixture
def anonymous(cast):
    return published(cast.district, mode=Survey.Mode.ANONYMOUS)


@pytest.fixture
def firm(cast, survey):
    return Firm(survey, cast.enterprise)
