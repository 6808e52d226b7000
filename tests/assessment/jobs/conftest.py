"""A district that takes a while, and the time."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from enterprises.models import Enterprise, Pairing
from officers.models import Officer
from tests.factories import ENTERED, make_district

OFFICERS = 1100  # several batches of sheets


@pytest.fixture
def place(transactional_db):
    """A district whose many officers have done nothing."""
    district = make_district()
    officers = Officer.objects.bulk_create(
        Officer(district=district, code=f"A{n:04d}", name=f"官{n}") for n in range(OFFICERS)
    )
    firms = Enterprise.objects.bulk_create(
        Enterprise(district=district, credit_code=f"91410800MA4{n:07d}", name=f"企业{n}") for n in range(OFFICERS)
    )
    Pairing.objects.bulk_create(
        Pairing(
            district=district, officer=officer, enterprise=firm, starts=date(2020, 6, 1),
            year=2020, serial=n, entered_at=ENTERED,
        )
        for n, (officer, firm) in enumerate(zip(officers, firms, strict=True), start=1)
    )  # fmt: skip
    return district


def later(seconds):
    """A clock that goes fast by so many seconds."""
    return lambda: timezone.now() + timedelta(seconds=seconds)
