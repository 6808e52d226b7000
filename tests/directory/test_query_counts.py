"""What a page asks the database does not grow with its rows. The numbers are data: a change is a one-line diff."""

import json
from datetime import date
from pathlib import Path

from enterprises.models import Enterprise, Exemption, Pairing
from officers.models import Acting, Deputy, Officer, Unit
from tests.counting import queries_of
from tests.factories import ENTERED

COUNTS = json.loads((Path(__file__).parent / "query_counts.json").read_text())
PAGES = {
    "enterprises": ("staff", "/enterprises/"),
    "enterprise": ("staff", "/enterprises/{enterprise}/"),
    "officers": ("staff", "/officers/"),
    "officer": ("staff", "/officers/{officer}/"),
    "deputies": ("staff", "/deputies/"),
    "units": ("staff", "/units/"),
    "unit": ("staff", "/units/{unit}/"),
    "pairings": ("staff", "/pairings/"),
    "directory, office": ("staff", "/directory/"),
    "directory, officer": ("officer", "/directory/"),
    "exemptions": ("staff", "/exemptions/"),
    "actings": ("staff", "/actings/"),
}


def fill(cast, first, last):
    """Rows of every kind, all hanging on the officer, the enterprise or the unit of the cast."""
    district, numbers = cast.district, range(first, last)
    common = {"district": district, "year": 2019, "entered_at": ENTERED}
    Unit.objects.bulk_create(Unit(district=district, name=f"单位{n}", kind="other").spell() for n in numbers)
    officers = Officer.objects.bulk_create(
        Officer(district=district, code=f"B{n:05}", name=f"服务官{n}", unit=cast.unit).spell() for n in numbers
    )
    Deputy.objects.bulk_create(Deputy(district=district, name=f"分包人{n}", unit=cast.unit).spell() for n in numbers)
    firms = Enterprise.objects.bulk_create(
        Enterprise(district=district, credit_code=f"9{n:05}", name=f"企业{n}").spell() for n in numbers
    )
    Pairing.objects.bulk_create(
        Pairing(
            **common, serial=n, officer=cast.officer, enterprise=firm, deputy=cast.deputy, starts=date(2019, 1, 1)
        )
        for n, firm in zip(numbers, firms, strict=True)
    )  # fmt: skip
    Exemption.objects.bulk_create(
        Exemption(
            **common, serial=n, officer=officer, starts=date(2019, 1, 1), ends=date(2019, 1, 2), reason="假",
            approver="何",
        )
        for n, officer in zip(numbers, officers, strict=True)
    )  # fmt: skip
    Acting.objects.bulk_create(
        Acting(
            **common, serial=n, officer=officer, stand_in=cast.other_officer, starts=date(2019, 1, 1),
            ends=date(2019, 1, 2), reason="假", approver="何",
        )
        for n, officer in zip(numbers, officers, strict=True)
    )  # fmt: skip


def asked(cast, pages):
    """The number of queries of each page."""
    ids = {"enterprise": cast.enterprise.pk, "officer": cast.officer.pk, "unit": cast.unit.pk}
    return {name: queries_of(cast.client(who), path.format(**ids)) for name, (who, path) in pages.items()}


def test_the_same_at_10_and_at_1000_rows(cast):
    fill(cast, 1, 10)
    few = asked(cast, PAGES)
    fill(cast, 10, 1000)
    assert (few, asked(cast, PAGES)) == (COUNTS, COUNTS)


def test_handing_over_asks_the_same_for_2_and_for_20_enterprises(cast):
    page = {"hand-over": ("staff", "/hand-over/?officer={officer}")}
    fill(cast, 1, 2)
    few = asked(cast, page)
    fill(cast, 2, 20)
    assert few == asked(cast, page)
