"""G3, T48: a year whose arrangement is not published gives an answer, and says that it is provisional."""

from datetime import date

from enterprises.deadlines import Limits, Step, clock
from enterprises.ledger_times import Filing, effective_time
from officers.periods import DueRule, Grid, Span
from officers.workdays import Calendar, DayEntry, day_end, package_years

from . import oracle

NATIONAL = Calendar(published_years=range(2004, 2027))
UNPUBLISHED = max(package_years()) + 1


def test_the_published_years_are_those_the_package_covers():
    assert {2004, 2020, 2026} <= package_years()
    assert not Calendar().is_provisional(date(UNPUBLISHED - 1, 12, 31))
    assert Calendar().is_provisional(date(UNPUBLISHED, 1, 1))


def test_a_year_taken_away_falls_back_to_the_weekdays_without_the_holidays_fixed_by_law():
    without = Calendar(published_years=range(2004, 2021))

    assert without.is_workday(date(2021, 9, 20))  # 中秋节: only the notice knows it
    assert not without.is_workday(date(2021, 9, 18))  # so it does the make-up Saturday
    assert not without.is_workday(date(2021, 10, 1))
    assert without.is_workday(date(2021, 10, 4))
    assert without.is_provisional(date(2021, 9, 20))
    assert not without.is_provisional(date(2020, 9, 20))


def test_without_any_notice_only_weekends_and_the_six_days_fixed_by_law_are_off():
    without = Calendar(published_years=frozenset())
    for each in oracle.every_day(date(2020, 1, 1), date(2027, 12, 31)):
        fixed = f"{each:%m-%d}" in {"01-01", "05-01", "05-02", "10-01", "10-02", "10-03"}
        assert without.is_workday(each) == (each.weekday() < 5 and not fixed)


def test_an_issue_of_late_december_has_a_deadline_and_it_is_provisional():
    found = clock("general", [Step("raised", date(2026, 12, 28))], NATIONAL, Limits())

    # 29, 30, 31 December, then 4, 5, 6, 7 January: the 1st is a holiday by law, the 2nd and 3rd a weekend
    assert found.deadline == date(2027, 1, 7)
    assert found.provisional
    strip = found.count_days(date(2027, 1, 7))
    assert [cell.day for cell in strip if cell.provisional] == [date(2027, 1, each) for each in range(1, 8)]


def test_an_issue_that_ends_within_a_published_year_is_not_provisional():
    found = clock("major", [Step("raised", date(2026, 12, 28))], NATIONAL, Limits())

    assert found.deadline == date(2026, 12, 31)
    assert not found.provisional


def test_the_day_that_does_not_count_makes_no_deadline_provisional():
    only_2021 = Calendar(published_years=frozenset({2021}))
    found = clock("general", [Step("raised", date(2020, 12, 31))], only_2021, Limits())

    assert not found.provisional


def test_an_entered_day_is_settled_and_a_confirmed_year_as_a_whole():
    entered = Calendar({date(2027, 1, 4): DayEntry(False)}, published_years=range(2004, 2027))
    assert not entered.is_provisional(date(2027, 1, 4))
    assert entered.is_provisional(date(2027, 1, 5))
    assert entered.provisional_between(date(2027, 1, 4), date(2027, 1, 5))
    assert not entered.provisional_between(date(2027, 1, 4), date(2027, 1, 4))

    confirmed = Calendar(
        {date(2027, 1, 4): DayEntry(False, "元旦假期")},
        published_years=range(2004, 2027),
        confirmed_years=frozenset({2027}),
    )
    assert not confirmed.provisional_between(date(2027, 1, 1), date(2027, 12, 31))
    assert confirmed.reason(date(2027, 1, 1)) == "元旦假期"
    assert confirmed.nth_workday(date(2026, 12, 31), 1) == date(2027, 1, 5)


def test_decembers_ledger_is_provisional_when_only_its_due_day_is():
    ledgers = Grid("month", 2026, NATIONAL, due=DueRule(5))
    weeks = Grid("iso_week", 2026, NATIONAL)

    assert [period.code for period in ledgers.named(ledgers.provisional_mask())] == ["2026-12"]
    assert Grid("month", 2026, NATIONAL).provisional_mask() == 0
    # week 53 of 2026 runs to 3 January 2027
    assert [period.code for period in weeks.named(weeks.provisional_mask())] == ["2026-W53"]
    assert weeks.owed_mask([Span(date(2026, 12, 28), None)]) == 1 << 53


def test_a_limit_of_a_returned_ledger_that_reaches_into_such_a_year_is_provisional():
    sent_back = day_end(date(2026, 12, 29))  # the first moment of the 30th
    found = effective_time([Filing(sent_back, sent_back)], NATIONAL, as_of=date(2027, 3, 1))

    assert found.returns[0].limit == date(2027, 1, 5)
    assert found.provisional
