"""What every test has: a database (see tests/settings.py), or a copy of one that was made before."""

import os

import pytest

from tests import prepared

if prepared.NAME in os.environ:

    @pytest.fixture(scope="session")
    def django_db_setup(django_db_blocker):
        with django_db_blocker.unblock(), prepared.copied(os.environ[prepared.NAME]):
            yield
