import uuid

import pytest

from officers.actor import Actor
from tests.cast import Cast

from .clock import NOW, TODAY


@pytest.fixture
def cast(db, settings):
    settings.MIDDLEWARE = [
        "tests.visits.clock.stamp_arrival" if name == "config.middleware.stamp_arrival" else name
        for name in settings.MIDDLEWARE
    ]
    return Cast()


@pytest.fixture
def typed(cast):
    """What somebody types into the form, with what a test changes of it."""

    def fields(**other):
        given = {
            "pairing": cast.pairing.pk,
            "day": TODAY,
            "visitor": "officer",
            "work": ["learn"],
            "content": "看了冷库二期，企业想了解增容流程。",
            "form_key": str(uuid.uuid4()),
        }
        return given | other

    return fields


@pytest.fixture
def staff(cast):
    """The office's clerk, acting now."""
    return Actor("温以宁", NOW, user=cast.users["staff"])
