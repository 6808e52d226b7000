import pytest

from tests.cast import Cast
from tests.permissions.quality import survey_of


@pytest.fixture
def cast(db):
    return Cast()


@pytest.fixture
def survey(cast):
    """A round that is open whenever the tests run."""
    return survey_of(cast)
