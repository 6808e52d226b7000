"""Days and periods as an office writes them."""

from datetime import date
from decimal import Decimal

import pytest

from assessment.display import words
from officers.periods import periods

WEEKS = periods("iso_week", 2021)


@pytest.mark.parametrize(
    ("weeks", "said"),
    [
        ([], ""),
        ([11], "第11周（3月15日–21日）"),
        ([31, 32], "第31–32周（8月2日–15日）"),
        (range(1, 53), "第1–52周（1月4日–1月2日）"),
        ([13], "第13周（3月29日–4月4日）"),
        ([1, 3, 4, 52], "第1周（1月4日–10日）、第3–4周（1月18日–31日）、第52周（12月27日–1月2日）"),
    ],
)
def test_neighbouring_weeks_are_named_as_one_run(weeks, said):
    assert words.named(sum(1 << week for week in weeks), WEEKS) == said


def test_a_time_is_told_in_shanghai():
    assert words.moment("2021-05-07T01:12:00+00:00") == "5月7日9时12分"
    assert words.local_day("2021-05-06T16:30:00+00:00") == date(2021, 5, 7)


@pytest.mark.parametrize(
    ("value", "said"),
    [("8.5", "8.50"), ("-1", "−1.00"), ("0", "0.00"), ("8.125", "8.13"), ("-8.125", "−8.13"), ("-0.004", "0.00")],
)
def test_points_have_two_decimals_rounded_half_up_and_the_minus_of_print(value, said):
    assert words.points(value) == words.points(Decimal(value)) == said


def test_beyond_the_circled_numbers_brackets_are_used():
    assert (words.circled(1), words.circled(20), words.circled(21)) == ("①", "⑳", "（21）")
