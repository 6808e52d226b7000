import io

import pytest
from django.core.management import call_command
from django.db import transaction

from officers.models import District
from tests.demo import TODAY


@pytest.fixture(scope="package")
def said(django_db_setup, django_db_blocker):
    """The demo district as of TODAY, made once for this folder and rolled back after it; what the command said."""
    with django_db_blocker.unblock(), transaction.atomic():
        out = io.StringIO()
        call_command("make_demo", today=TODAY, stdout=out)
        yield out.getvalue()
        transaction.set_rollback(True)


@pytest.fixture
def demo(said, db):
    """The demo district."""
    return District.objects.get()
