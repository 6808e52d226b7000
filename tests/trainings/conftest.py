import pytest

from officers.actor import Actor
from tests.cast import Cast
from tests.factories import at


@pytest.fixture
def cast(db):
    return Cast()


@pytest.fixture
def actor(cast):
    return Actor("温以宁", at(2021, 12, 9, 16), user=cast.users["staff"], address="10.0.0.7")
