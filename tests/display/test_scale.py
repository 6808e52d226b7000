"""The drawing of a total between the grades."""

from decimal import Decimal

import pytest

from assessment import schemes
from assessment.display.scale import band_words, gap_to_next, scale_of

BANDS = schemes.load("jiaozuo-officers@2020.1").bands


def drawn(total, grade, low=None, high=None):
    total = None if total is None else Decimal(total)
    return scale_of(BANDS, total, Decimal(low or total or 0), Decimal(high or total or 0), grade)


def test_the_pointer_stands_over_the_grade_it_names():
    scale = drawn("87.29", "良好")
    (current,) = [segment for segment in scale.segments if segment.current]
    assert current.label == "良好"
    assert float(current.x) < float(scale.pointer) < float(current.x) + float(current.width)


def test_a_limit_belongs_to_the_better_grade():
    scale = drawn("90.00", "优秀")
    assert [mark for mark in scale.marks if mark[0] == scale.pointer] == [(scale.pointer, "90")]


@pytest.mark.parametrize(("total", "x"), [("3.00", "9.0"), ("110.00", "367.0")])
def test_what_lies_beyond_an_end_is_drawn_at_it(total, x):
    assert drawn(total, "").pointer == x


def test_a_pending_total_is_drawn_as_its_interval():
    scale = drawn(None, "", "60", "80")
    assert scale.pointer is None
    begin, width = map(float, scale.interval)
    marks = {label: float(x) for x, label in scale.marks}
    assert begin == marks["60"]
    assert begin + width == pytest.approx(marks["80"], abs=0.11)
    assert not [segment for segment in scale.segments if segment.current]


def test_without_grades_nothing_is_drawn():
    assert scale_of((), Decimal(50), Decimal(50), Decimal(50), "") is None


def test_the_next_better_grade_is_named_with_its_distance():
    assert gap_to_next(BANDS, Decimal("87.29")) == "距优秀差2.71分"
    assert gap_to_next(BANDS, Decimal("12.00")) == "距称职差48分"
    assert gap_to_next(BANDS, Decimal("90.00")) == ""


def test_a_grade_is_said_with_its_limits():
    said = [band_words(BANDS, band.label) for band in BANDS]
    assert said == [
        "优秀（90分以上）",
        "良好（80分以上、不满90分）",
        "称职（60分以上、不满80分）",
        "不称职（不满60分）",
    ]
