"""A demo's accounts are known to everybody: no real site stands on its database."""

import pytest
from django.core.management.base import SystemCheckError

from config import checks
from officers.models import District


@pytest.fixture
def demo_district(db):
    return District.objects.create(code="D01", name="演示区", is_demo=True)


def test_a_real_site_does_not_start_on_a_demo_database(demo_district, settings):
    settings.DEMO = False
    with pytest.raises(SystemCheckError, match=r"config\.E001"):
        checks.refuse_unsafe_start()


def test_a_demo_starts_on_it(demo_district, settings):
    settings.DEMO = True
    checks.refuse_unsafe_start()


def test_a_real_site_starts_on_a_database_of_its_own(db, settings):
    District.objects.create(code="D01", name="某区")
    settings.DEMO = False
    checks.refuse_unsafe_start()
