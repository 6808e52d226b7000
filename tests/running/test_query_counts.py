"""The daily pages ask the database the same at 10 and at 500 officers. The numbers are data."""

import json
from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessment.views.officer_home import officer_home
from assessment.views.today import today
from enterprises.models import Enterprise, Issue, Ledger, Pairing, Submission
from officers.models import Officer
from tests.factories import ENTERED, at, compute_run, visit

COUNTS = json.loads((Path(__file__).parent / "query_counts.json").read_text())
#: early in the week and in the month, and a January day on which two years run
MOMENTS = {"": at(2021, 9, 24, 9), " in January": at(2022, 1, 4, 9), " in December": at(2021, 12, 20, 9)}
PAGES = {
    "officer-home": (officer_home, "officer"),
    "liaison-home": (officer_home, "liaison"),
    "today": (today, "director"),
}


@pytest.fixture
def fill(cast):
    """Officers of the liaison's unit up to this many, each with an enterprise, an issue and a ledger to check."""
    compute_run(cast.district)
    visit(cast.pairing, date(2021, 9, 22), is_briefing=True)

    def fill_up(count):
        numbers = range(Officer.objects.count(), count)
        make = {"district": cast.district}
        officers = Officer.objects.bulk_create(
            Officer(**make, code=f"B{n:04d}", name=f"服务官{n}", unit=cast.unit) for n in numbers
        )
        firms = Enterprise.objects.bulk_create(
            Enterprise(**make, credit_code=f"9141080{n:011d}", name=f"企业{n}") for n in numbers
        )
        entered = {**make, "year": 2021, "entered_at": ENTERED}
        Pairing.objects.bulk_create(
            Pairing(**entered, serial=1000 + n, officer=who, enterprise=firm, starts=date(2020, 6, 1))
            for n, who, firm in zip(numbers, officers, firms, strict=True)
        )
        Issue.objects.bulk_create(
            Issue(
                **entered, serial=1000 + n, code=f"B{n}", enterprise=firm, raised_on=date(2021, 9, 17),
                first_level="general", content="用电增容",
            )
            for n, firm in zip(numbers, firms, strict=True)
        )  # fmt: skip
        ledgers = Ledger.objects.bulk_create(
            Ledger(**entered, serial=1000 + n, officer=who, month=date(2021, 8, 1))
            for n, who in zip(numbers, officers, strict=True)
        )
        Submission.objects.bulk_create(
            Submission(**make, ledger=each, sequence=1, received_at=at(2021, 9, 3), content={}) for each in ledgers
        )

    return fill_up


def asked(ask, page, moment):
    view, name = PAGES[page]
    with CaptureQueriesContext(connection) as queries:
        assert ask(view, name, MOMENTS[moment]).status_code == 200
    return len(queries)


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("page", PAGES)
def test_the_same_at_10_and_at_500_officers(fill, ask, page, moment):
    fill(10)
    few = asked(ask, page, moment)
    fill(500)
    lots = asked(ask, page, moment)
    expected = COUNTS[page + moment]
    assert (few, lots) == (expected, expected)
