import pytest

from tests.cast import Cast


@pytest.fixture
def cast(db):
    return Cast()


@pytest.fixture
def office(cast):
    """The office's clerk at a browser."""
    return cast.client("staff")
