"""A published round with two firms, the office at its desk, and a clock that the test sets."""

import pytest

from enterprises.models import Enterprise
from officers.actor import Actor
from tests.cast import Cast
from tests.factories import grant
from tests.surveys.rounds import DURING, published


class Desk:
    """What the pages of one round say and take; `arrive` sets when requests arrive."""

    def __init__(self, cast, monkeypatch, **more):
        self.cast, self._patch = cast, monkeypatch
        self.survey = published(cast.district, **more)
        self.path = f"/surveys/{self.survey.pk}/"
        self.arrive(DURING)

    def arrive(self, moment):
        """Every request from now on arrives at this moment."""
        self.now = moment
        self._patch.setattr("django.utils.timezone.now", lambda: moment)
        return self

    @property
    def actor(self):
        """The office's staff, at this moment."""
        return Actor(name="温以宁", at=self.now, user=self.cast.users["staff"])

    @property
    def firm(self):
        """The invitation of the officer's own enterprise, as it stands."""
        return self.survey.invitations.get(enterprise=self.cast.enterprise)

    @property
    def other(self):
        return self.survey.invitations.get(enterprise=self.cast.other_enterprise)

    def get(self, path="invitations/", who="staff", **asked):
        return self.cast.client(who).get(self.path + path, asked)

    def post(self, path, who="staff", **form):
        return self.cast.client(who).post(self.path + path, form)

    def act(self, name, generation=1, who="staff", **form):
        """An act on the invitation of the officer's own enterprise."""
        fields = {f"{name}-{key}": value for key, value in form.items()}
        return self.post(f"invitations/{self.firm.place}/{name}/", who, **{f"{name}-generation": generation}, **fields)

    def deliver_all(self, way="paper"):
        self.survey.invitations.update(delivered_at=self.now, delivered_by=way)


@pytest.fixture
def cast(db):
    return Cast()


@pytest.fixture
def desk(cast, monkeypatch):
    return Desk(cast, monkeypatch)


@pytest.fixture
def serving(cast):
    """The staff also serves the officer's own enterprise, as deputy of its pairing."""
    grant(cast.users["staff"], "deputy", cast.district)
    cast.deputy.__class__.objects.filter(pk=cast.deputy.pk).update(user=cast.users["staff"])


@pytest.fixture
def by_mail(settings):
    """The site has a mail server, which is Django's in memory, and the firms have addresses."""
    settings.EMAIL_HOST = "mail.test"
    settings.PUBLIC_URL = "https://office.example"
    settings.DEFAULT_FROM_EMAIL = "office@office.example"

    def give(*firms):
        for number, firm in enumerate(firms):
            Enterprise.objects.filter(pk=firm.pk).update(email=f"firm{number}@firm.example")

    return give
