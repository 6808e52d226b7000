import pytest

from officers.models import Officer
from tests.cast import Cast
from tests.factories import grant


@pytest.fixture
def cast(db):
    return Cast()


@pytest.fixture
def both(cast):
    """The cast whose director is the officer A01 too."""
    Officer.objects.filter(pk=cast.officer.pk).update(user=cast.users["director"])
    grant(cast.users["director"], "officer", cast.district)
    cast.officer.refresh_from_db()
    return cast
