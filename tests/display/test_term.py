"""任职不满半年 is noted of who was in office for less than half of the year."""

import pytest

from assessment.display.term import SHORT_TERM, term_note


@pytest.mark.parametrize(
    ("spans", "short"),
    [
        ([("2020-06-01", None)], False),
        ([("2021-07-01", None)], False),  # 184 days
        ([("2021-07-03", None)], True),  # 182 of 365
        ([("2021-07-02", None)], False),  # 183
        ([("2020-01-01", "2021-06-30")], False),  # 181 days, but six months
        ([("2020-01-01", "2021-06-29")], True),
        ([("2021-02-16", "2021-08-15")], False),  # 181 days, but six months
        ([("2021-02-16", "2021-08-14")], True),
        ([("2021-01-01", "2021-03-31"), ("2021-04-01", "2021-06-30")], False),  # one after the other
        ([("2021-01-01", "2021-03-31"), ("2021-02-01", "2021-04-30")], True),  # days count once
        ([("2021-01-01", "2021-03-31"), ("2021-09-01", None)], False),  # 90 and 122 days
        ([("2021-01-01", "2021-02-28"), ("2021-09-01", None)], True),  # 59 and 122 days
    ],
)
def test_it_is_noted_below_half_a_year(spans, short):
    pairings = [{"starts": starts, "ends": ends} for starts, ends in spans]
    assert term_note(pairings, 2021) == (SHORT_TERM if short else "")
    assert term_note(reversed(pairings), 2021) == term_note(pairings, 2021)
