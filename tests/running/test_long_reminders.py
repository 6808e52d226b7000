"""A text to copy names everybody while it is a message; of more people it tells the number by unit."""

from datetime import date

import pytest

from assessment.display.reminders import MOST_NAMED
from assessment.views.today import today
from enterprises.models import Enterprise, Pairing
from officers.models import Officer
from tests.factories import ENTERED, at
from tests.pages.reading import text_of

FRIDAY = at(2021, 9, 24, 9)


def serving(cast, count):
    """So many officers of one unit who have visited nobody this week."""
    here = {"district": cast.district}
    officers = Officer.objects.bulk_create(
        Officer(**here, code=f"B{n:04}", name=f"服务官{n:04}", unit=cast.unit) for n in range(count)
    )
    firms = Enterprise.objects.bulk_create(
        Enterprise(**here, credit_code=f"9{n:017}", name=f"企业{n}") for n in range(count)
    )
    Pairing.objects.bulk_create(
        Pairing(
            **here, year=2021, serial=100 + n, entered_at=ENTERED, officer=who, enterprise=firm, starts=date(2021, 1, 1)
        )
        for n, (who, firm) in enumerate(zip(officers, firms, strict=True))
    )  # fmt: skip


@pytest.mark.parametrize(("more", "named"), [(-2, True), (-1, False)])
def test_names_up_to_a_message_then_numbers(cast, ask, more, named):
    serving(cast, MOST_NAMED + more)  # beside the two of the cast
    shown = text_of(ask(today, "director", FRIDAY))
    assert ("服务官0497（企业497）" in shown) is named
    assert (f"区工信局：{MOST_NAMED + 2 + more}人" in shown) is not named
