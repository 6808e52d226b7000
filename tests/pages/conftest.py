"""People, and a finished run of a small district with everything a score sheet can show."""

import pytest

from tests.cast import Cast

from .scene import Scene


@pytest.fixture
def cast(db):
    return Cast()


@pytest.fixture
def scene(cast):
    return Scene(cast)
