"""The people of the tests, and a hasher that notes how often it is asked."""

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher

from tests.cast import Cast


@pytest.fixture
def cast(db):
    return Cast()


class CountingHasher(MD5PasswordHasher):
    """MD5 for speed; `asked` rises with each password that is looked at."""

    algorithm = "counting"
    asked = 0

    def verify(self, password, encoded):
        CountingHasher.asked += 1
        return super().verify(password, encoded)


@pytest.fixture
def hasher(settings):
    """Passwords set from now on are hashed by it."""
    settings.PASSWORD_HASHERS = [f"{__name__}.CountingHasher", *settings.PASSWORD_HASHERS]
    CountingHasher.asked = 0
    return CountingHasher
