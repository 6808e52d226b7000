"""Signing in as a person does."""

from django.test import Client

from officers.actor import Actor
from tests.factories import PASSWORD, at

MORNING = at(2026, 3, 2, 9)
ELSEWHERE = "203.0.113.9"


def sign_in(name, password=PASSWORD, address="127.0.0.1", client=None, **more):
    """The answer of the sign-in page."""
    form = {"username": name, "password": password, **more}
    return (client or Client()).post("/login/", form, REMOTE_ADDR=address)


def signed_in(name, password=PASSWORD, **options):
    """A browser that signed in by the page, so that its session is noted like anybody's."""
    client = Client(**options)
    assert sign_in(name, password, client=client).status_code == 302
    return client


def is_in(client):
    """Whether the browser is still signed in."""
    return client.get("/me/").status_code == 200


def by(user, moment=MORNING):
    """The author of a change."""
    return Actor(name=str(user), at=moment, user=user)
