"""J2: a returned ledger keeps its time when it is handed in again within three working days."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from enterprises.ledger_times import Filing, effective_time
from officers.periods import DueRule, Grid
from officers.workdays import Calendar

NATIONAL = Calendar(published_years=range(2004, 2027))
DUE_AT = Grid("month", 2021, NATIONAL, due=DueRule(5)).due_at(8)  # August's: Monday 6 September, all of it
AS_OF = date(2022, 3, 1)


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Asia/Shanghai"))


def judged(*filings, as_of=AS_OF):
    """Each filing is (received, returned or None) as texts of 2021."""
    times = [[at(f"2021-{text}") if text else None for text in filing] for filing in filings]
    return effective_time([Filing(*pair) for pair in times], NATIONAL, as_of)


def test_what_was_never_handed_in_is_missing():
    found = judged()

    assert (found.received_at, found.standing(DUE_AT)) == (None, "missing")


def test_what_was_handed_in_and_not_returned_counts_from_that_time():
    assert judged(("09-03 10:00", None)).standing(DUE_AT) == "on_time"
    assert judged(("09-06 23:59:59.999999", None)).standing(DUE_AT) == "on_time"
    assert judged(("09-07 00:00", None)).standing(DUE_AT) == "late"


@pytest.mark.parametrize(
    ("again", "outcome", "standing"),
    [
        ("09-08 09:00", "kept", "on_time"),
        ("09-09 00:00", "kept", "on_time"),
        ("09-09 23:59:59.999999", "kept", "on_time"),  # returned on Monday the 6th: 7, 8, 9
        ("09-10 00:00", "restarted", "late"),
    ],
)
def test_it_keeps_its_first_time_to_the_end_of_the_third_working_day(again, outcome, standing):
    found = judged(("09-03 10:00", "09-06 08:00"), (again, None))

    assert found.returns[0].limit == date(2021, 9, 9)
    assert found.returns[0].outcome == outcome
    assert found.received_at == at("2021-09-03 10:00" if outcome == "kept" else f"2021-{again}")
    assert found.standing(DUE_AT) == standing


def test_the_three_days_skip_holidays_and_count_make_up_days():
    # returned on Friday the 17th: Saturday 18 (make-up), then 22 and 23 after the holiday
    found = judged(("09-03 10:00", "09-17 16:00"), ("09-23 20:00", None))

    assert found.returns[0].limit == date(2021, 9, 23)
    assert found.standing(DUE_AT) == "on_time"


def test_a_new_time_may_itself_be_in_time():
    found = judged(("08-31 09:00", "08-31 10:00"), ("09-06 18:00", None))

    assert found.returns[0].outcome == "restarted"
    assert found.received_at == at("2021-09-06 18:00")
    assert found.standing(DUE_AT) == "on_time"


def test_a_first_time_that_was_late_stays_late_however_soon_it_came_again():
    assert judged(("09-07 09:00", "09-08 09:00"), ("09-08 10:00", None)).standing(DUE_AT) == "late"
    assert judged(("09-07 09:00", "09-08 09:00"), as_of=date(2021, 9, 9)).standing(DUE_AT) == "late"


@pytest.mark.parametrize(
    ("as_of", "standing", "open_until"),
    [(date(2021, 9, 9), "open", date(2021, 9, 9)), (date(2021, 9, 10), "missing", None)],
)
def test_while_the_days_run_it_is_neither_done_nor_missed_and_afterwards_missing(as_of, standing, open_until):
    found = judged(("09-03 10:00", "09-06 08:00"), as_of=as_of)

    assert found.open_until == open_until
    assert found.standing(DUE_AT) == standing


def test_several_returns_are_judged_in_turn():
    kept_twice = judged(("09-03 10:00", "09-06 08:00"), ("09-08 09:00", "09-10 09:00"), ("09-15 09:00", None))
    assert [step.outcome for step in kept_twice.returns] == ["kept", "kept"]
    assert kept_twice.received_at == at("2021-09-03 10:00")

    kept_then_slow = judged(("09-03 10:00", "09-06 08:00"), ("09-08 09:00", "09-10 09:00"), ("09-16 09:00", None))
    assert [step.outcome for step in kept_then_slow.returns] == ["kept", "restarted"]
    assert kept_then_slow.received_at == at("2021-09-16 09:00")

    slow_then_kept = judged(("08-31 10:00", "08-31 11:00"), ("09-06 09:00", "09-10 09:00"), ("09-13 09:00", None))
    assert [step.outcome for step in slow_then_kept.returns] == ["restarted", "kept"]
    assert slow_then_kept.received_at == at("2021-09-06 09:00")
    assert slow_then_kept.standing(DUE_AT) == "on_time"

    never_again = judged(("09-03 10:00", "09-06 08:00"), ("09-08 09:00", "09-10 09:00"))
    assert [step.outcome for step in never_again.returns] == ["kept", "missing"]
    assert never_again.received_at is None


def test_a_ledger_handed_in_anew_without_being_asked_keeps_its_time():
    assert judged(("09-03 10:00", None), ("09-20 10:00", None)).received_at == at("2021-09-03 10:00")


def test_each_step_says_in_a_sentence_what_came_of_it():
    def sentences(*filings, as_of=AS_OF):
        return [step.sentence for step in judged(*filings, as_of=as_of).returns]

    first = ("09-03 10:00", "09-06 08:00")
    assert sentences(first, ("09-08 09:00", None)) == ["9月6日退回，9月8日重报，在3个工作日内，仍按原上报时间计"]
    assert sentences(first, ("09-10 09:00", None)) == [
        "9月6日退回，9月10日重报，超过3个工作日（9月9日止），按重报时间计"
    ]
    assert sentences(first) == ["9月6日退回，应于9月9日前重报，期限内未重报，按未报计"]
    assert sentences(first, as_of=date(2021, 9, 9)) == ["9月6日退回，应于9月9日前重报，期限未到"]


def test_another_district_may_give_more_days():
    found = effective_time(
        [Filing(at("2021-09-03 10:00"), at("2021-09-06 08:00")), Filing(at("2021-09-13 09:00"))],
        NATIONAL,
        AS_OF,
        days=5,
    )

    assert found.received_at == at("2021-09-03 10:00")
    assert found.returns[0].sentence.endswith("在5个工作日内，仍按原上报时间计")
