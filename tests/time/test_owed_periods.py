"""G6: which periods are owed under pairings and exemptions."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from officers.periods import Grid, Span
from officers.workdays import Calendar

from . import oracle

NATIONAL = Calendar(published_years=range(2004, 2027))
ALWAYS = [Span(date(2000, 1, 1), None)]
TAKES_EFFECT = date(2020, 3, 7)
GRIDS = {
    (kind, year): Grid(kind, year, NATIONAL, TAKES_EFFECT)
    for kind in ("iso_week", "month", "quarter")
    for year in (2020, 2021, 2026)
}


def indexes(mask):
    return {index for index in range(mask.bit_length()) if mask >> index & 1}


def day(text):
    return date.fromisoformat(text)


days = st.dates(date(2019, 11, 1), date(2027, 2, 28))
runs = st.tuples(days, st.integers(-3, 500) | st.integers(-3, 20) | st.none()).map(
    lambda run: (run[0], None if run[1] is None else run[0] + timedelta(days=run[1]))
)


@pytest.mark.parametrize(("kind", "year"), GRIDS)
@settings(max_examples=150, deadline=None)
@given(spans=st.lists(runs, max_size=4), exempt=st.lists(runs, max_size=3))
def test_whatever_the_pairings_and_exemptions_the_masks_agree_with_the_rule_read_word_for_word(
    kind, year, spans, exempt
):
    found = GRIDS[kind, year].status_masks([Span(*run) for run in spans], [Span(*run) for run in exempt])
    owed = oracle.owed(kind, year, spans, exempt, TAKES_EFFECT)
    in_force = oracle.owed(kind, year, spans, [], TAKES_EFFECT)
    possible = oracle.owed(kind, year, [(date(2000, 1, 1), None)], [], TAKES_EFFECT)

    assert indexes(found.owed) == owed
    assert indexes(found.exempted) == in_force - owed
    assert indexes(found.not_in_force) == possible - in_force


def test_a_pairing_of_the_whole_year_owes_every_week_that_has_a_working_day():
    weeks = Grid("iso_week", 2021, NATIONAL)

    assert indexes(weeks.owed_mask(ALWAYS)) == set(range(1, 53))


def test_a_week_without_a_working_day_is_owed_by_nobody():
    # Spring Festival 2020 was prolonged to 2 February: 27 January – 2 February has no working day
    weeks = Grid("iso_week", 2020, NATIONAL)

    assert indexes(weeks.workless_mask()) == {5}
    assert indexes(weeks.owed_mask(ALWAYS)) == set(range(1, 54)) - {5}
    assert 5 not in indexes(weeks.status_masks([], []).not_in_force)


def test_a_duty_may_ask_for_weeks_without_a_working_day_too():
    weeks = Grid("iso_week", 2020, NATIONAL, skip_without_workday=False)
    covers = [Span(day("2020-01-27"), day("2020-02-02"))]

    assert indexes(weeks.owed_mask(covers)) == {5}
    assert indexes(weeks.owed_mask([Span(day("2020-01-28"), day("2020-02-02"))])) == set()
    assert indexes(weeks.owed_mask(covers, [Span(day("2020-01-27"), day("2020-02-01"))])) == {5}
    assert indexes(weeks.owed_mask(covers, covers)) == set()


def test_a_pairing_from_11_october_2021_owes_twelve_weeks():
    weeks = Grid("iso_week", 2021, NATIONAL)

    assert indexes(weeks.owed_mask([Span(day("2021-10-11"), None)])) == set(range(41, 53))


def test_a_pairing_from_1_october_owes_one_quarter():
    quarters = Grid("quarter", 2021, NATIONAL)

    assert indexes(quarters.owed_mask([Span(day("2021-10-01"), None)])) == {4}


def test_only_working_days_must_be_in_force():
    weeks = Grid("iso_week", 2021, NATIONAL)

    # week 37: 13–19 September, whose Saturday is a make-up working day and whose Sunday is off
    assert indexes(weeks.owed_mask([Span(day("2021-09-13"), day("2021-09-18"))])) == {37}
    assert indexes(weeks.owed_mask([Span(day("2021-09-13"), day("2021-09-17"))])) == set()
    # week 39 begins on a Monday; week 38 on a Wednesday, after the holiday
    assert indexes(weeks.owed_mask([Span(day("2021-09-22"), day("2021-09-26"))])) == {38}
    assert indexes(weeks.owed_mask([Span(day("2021-09-23"), day("2021-09-26"))])) == set()


def test_the_last_day_of_a_pairing_is_in_force():
    weeks = Grid("iso_week", 2021, NATIONAL)

    assert indexes(weeks.owed_mask([Span(day("2021-03-08"), day("2021-03-12"))])) == {10}
    assert indexes(weeks.owed_mask([Span(day("2021-03-08"), day("2021-03-11"))])) == set()


def test_pairings_of_one_subject_may_take_turns():
    months = Grid("month", 2021, NATIONAL)
    turns = [Span(day("2021-03-01"), day("2021-03-16")), Span(day("2021-03-17"), day("2021-03-31"))]

    assert indexes(months.owed_mask(turns)) == {3}
    gap = [turns[0], Span(day("2021-03-18"), day("2021-03-31"))]
    assert indexes(months.owed_mask(gap)) == set()
    assert indexes(months.owed_mask([*gap, Span(day("2021-03-17"), day("2021-03-17"))])) == {3}


def test_an_exemption_lifts_a_period_only_when_it_leaves_none_of_its_working_days():
    weeks = Grid("iso_week", 2021, NATIONAL)

    found = weeks.status_masks(ALWAYS, [Span(day("2021-03-09"), day("2021-03-19"))])
    assert indexes(found.exempted) == {11}
    assert 10 in indexes(found.owed)
    together = [Span(day("2021-03-08"), day("2021-03-09")), Span(day("2021-03-10"), day("2021-03-12"))]
    assert indexes(weeks.status_masks(ALWAYS, together).exempted) == {10}


def test_an_exemption_while_nothing_was_in_force_is_shown_as_not_in_force():
    weeks = Grid("iso_week", 2021, NATIONAL)
    found = weeks.status_masks([Span(day("2021-06-28"), None)], [Span(day("2021-03-01"), day("2021-04-30"))])

    assert found.exempted == 0
    assert indexes(found.not_in_force) == set(range(1, 26))


@pytest.mark.parametrize(
    ("kind", "first_owed"), [("iso_week", "2020-W11"), ("month", "2020-04"), ("quarter", "2020-Q2")]
)
def test_a_period_that_began_before_the_scheme_took_effect_is_not_owed(kind, first_owed):
    grid = Grid(kind, 2020, NATIONAL, effective_from=TAKES_EFFECT)
    owed = grid.named(grid.owed_mask(ALWAYS))

    assert owed[0].code == first_owed
    assert indexes(grid.too_early_mask()) == set(range(1, owed[0].index))


def test_a_period_that_begins_on_the_very_day_is_owed():
    grid = Grid("month", 2020, NATIONAL, effective_from=date(2020, 3, 1))

    assert grid.named(grid.owed_mask(ALWAYS))[0].code == "2020-03"


@pytest.mark.parametrize("share", [Fraction(3, 5), Decimal("0.6")])
def test_a_duty_may_ask_for_a_share_of_the_working_days_only_counted_exactly(share):
    weeks = Grid("iso_week", 2021, NATIONAL, min_coverage=share)

    # week 10, 8–12 March: three of five days are 60 %, which is enough
    assert indexes(weeks.owed_mask([Span(day("2021-03-10"), day("2021-03-12"))])) == {10}
    assert indexes(weeks.owed_mask([Span(day("2021-03-11"), day("2021-03-12"))])) == set()
    # what is left of the three days by the exemption decides, not the days of another officer
    served = [Span(day("2021-03-10"), day("2021-03-12"))]
    assert indexes(weeks.status_masks(served, served).exempted) == {10}


@pytest.mark.parametrize("share", [0, Fraction(-1, 2), Fraction(11, 10)])
def test_a_share_of_nothing_or_of_more_than_all_is_refused(share):
    with pytest.raises(ValueError, match="share of working days"):
        Grid("iso_week", 2021, NATIONAL, min_coverage=share)


def test_no_pairing_owes_nothing_and_a_span_that_ends_before_it_begins_is_none():
    weeks = Grid("iso_week", 2021, NATIONAL)

    assert weeks.owed_mask([]) == 0
    assert weeks.owed_mask([Span(day("2021-06-30"), day("2021-03-01"))]) == 0
    assert weeks.owed_mask([Span(day("2019-01-01"), day("2020-12-31")), Span(day("2022-01-03"), None)]) == 0
