"""Two officers whose ledgers of 2021 are as a candidate's, on a clock that the test sets."""

from datetime import date

import pytest

from tests.cast import Cast
from tests.factories import at, exempt, hand_in, remind_of

TODAY = at(2021, 9, 24)


@pytest.fixture
def cast(db, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: TODAY)
    return Cast()


@pytest.fixture
def year(cast):
    """The officer's year as it stands on 24 September: late in February, never in March, sent back in June; on leave
    in July, back since yesterday for August. Of the other officer everything came in time."""
    for month, received, returned, again in (
        (1, at(2021, 2, 3), None, None),
        (2, at(2021, 3, 9), None, None),  # late
        (4, at(2021, 5, 6), at(2021, 5, 7), at(2021, 5, 11)),  # back and in again in time
        (5, at(2021, 6, 3), None, None),
        (6, at(2021, 7, 1), at(2021, 7, 2), None),  # back and never again
        (8, at(2021, 9, 3), at(2021, 9, 23), None),  # may still be answered
    ):
        hand_in(cast.officer, month, received, returned, again)
    exempt(cast.officer, date(2021, 7, 1), date(2021, 7, 31), "挂职")
    for month in range(1, 9):
        hand_in(cast.other_officer, month, at(2021, month + 1, 2))
    return cast


@pytest.fixture
def remind(cast):
    """Remind the officer of a month's ledger on a day."""

    def act(month, day, rule="ledger_2", officer=None):
        officer = officer or cast.officer
        return remind_of(
            officer.user, officer.district, rule=rule, object_key=f"ledger {officer.pk} 2021-{month:02d}",
            day=day, due=date(2021, month + 1, 6),
        )  # fmt: skip

    return act
