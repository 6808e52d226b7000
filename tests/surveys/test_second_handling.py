"""二次转办 (KD-5b): pending until a person decides, and decided by another than who handed it on or called."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from officers.models import StaleRecord
from surveys.call_firms import hear
from surveys.handle_again import decide, hand_on, take_reply, void
from surveys.models import CallBack, SecondHandling
from tests.cast import Cast
from tests.factories import make_unit

from .chains import CONTENT_NOW, DISSATISFIED, OWN, STILL, at_fault, by, called, handed_on, judged, replied
from .rounds import DURING, published

FINDING = ("区营商办〔2021〕30号", "受电网规划限制")


@pytest.fixture
def cast(db):
    return Cast()


@pytest.fixture
def survey(cast):
    return published(cast.district)


def test_a_unit_has_five_working_days(cast, survey):
    handling = handed_on(cast, survey, by(cast, "staff"))
    assert handling.handed_on == date(2021, 12, 10)  # a Friday
    assert handling.due == date(2021, 12, 17)
    assert handling.state == SecondHandling.State.REPLYING


def test_only_a_dissatisfied_call_is_handed_on_and_once(cast, survey):
    content = called(survey, cast.enterprise, by(cast, "staff"), OWN)
    with pytest.raises(ValidationError, match="不满意"):
        hand_on(content, by(cast, "staff"), cast.unit, [], "事项", named=False)
    handling = handed_on(cast, survey, by(cast, "staff"))
    with pytest.raises(Exception, match=r"second_handling_once|UNIQUE"):
        hand_on(handling.call_back, by(cast, "staff"), cast.unit, [], "事项", named=False)


def test_the_second_call_is_not_handed_on_again(cast, survey):
    handling = judged(cast, survey, by(cast, "staff"))
    with pytest.raises(ValidationError, match="不满意"):
        hand_on(handling.second, by(cast, "staff"), cast.unit, [], "事项", named=False)


def test_a_unit_does_not_help_itself(cast, survey):
    first = called(survey, cast.enterprise, by(cast, "staff"), DISSATISFIED)
    with pytest.raises(ValidationError, match="配合单位"):
        hand_on(first, by(cast, "staff"), cast.unit, [cast.unit], "事项", named=False)


def test_the_steps_come_in_order(cast, survey):
    handling = handed_on(cast, survey, by(cast, "staff"))
    with pytest.raises(ValidationError, match="仍不满意"):
        decide(handling, by(cast, "director"), 1, False, *FINDING)
    handling = take_reply(handling, by(cast, "staff"), 1, "已排入计划", date(2021, 12, 10))
    assert handling.state == SecondHandling.State.CALLING
    with pytest.raises(ValidationError, match="已有答复"):
        take_reply(handling, by(cast, "staff"), 2, "再答一次", date(2021, 12, 10))
    with pytest.raises(ValidationError, match="仍不满意"):
        decide(handling, by(cast, "director"), 2, False, *FINDING)


@pytest.mark.parametrize("on", [date(2021, 12, 9), date(2021, 12, 11)])
def test_a_reply_comes_after_the_matter_and_not_tomorrow(cast, survey, on):
    handling = handed_on(cast, survey, by(cast, "staff"))
    with pytest.raises(ValidationError, match="答复日期"):
        take_reply(handling, by(cast, "staff"), 1, "已排入计划", on)


@pytest.mark.parametrize(
    ("heard", "state"),
    [
        (CONTENT_NOW, "satisfied"),
        (STILL, "judging"),
        (STILL | {"outcome": "given_up", "is_satisfied": None}, "unreached"),
        (STILL | {"outcome": "again", "is_satisfied": None}, "calling"),
    ],
)
def test_the_second_call_says_where_it_stands(cast, survey, heard, state):
    handling = replied(cast, survey, by(cast, "staff"))
    hear(handling.second, by(cast, "staff"), handling.second.version, heard)
    assert handling.state == state
    unsettled = SecondHandling.objects.unsettled().filter(pk=handling.pk).exists()
    assert unsettled == (state in ("judging", "calling"))


@pytest.mark.parametrize(("exempt", "state"), [(True, "exempt"), (False, "at_fault")])
def test_a_person_decides_by_document(cast, survey, exempt, state):
    handling = decide(judged(cast, survey, by(cast, "staff")), by(cast, "director"), 2, exempt, *FINDING)
    assert (handling.state, handling.decided_by) == (state, cast.users["director"])
    assert not SecondHandling.objects.unsettled().exists()
    with pytest.raises(ValidationError):
        decide(handling, by(cast, "director"), 3, not exempt, *FINDING)


@pytest.mark.parametrize("tried", [False, True])
def test_a_void_chain_does_not_bar_the_one_that_takes_its_place(cast, survey, tried):
    handling, staff = replied(cast, survey, by(cast, "staff")), by(cast, "staff")
    if tried:
        hear(handling.second, staff, 1, STILL | {"outcome": "again", "is_satisfied": None})
    void(handling, staff, 2, "单位选错")
    second = CallBack.objects.get(pk=handling.second_id)
    assert (second.outcome, second.note, second.attempts) == ("given_up", "二次转办已作废", int(tried))
    right = hand_on(handling.call_back, staff, make_unit(cast.district, "区住建局"), [], "事项", named=False)
    assert take_reply(right, staff, 1, "已排入计划", date(2021, 12, 10)).state == SecondHandling.State.CALLING


def test_what_was_heard_before_a_chain_was_void_stays(cast, survey):
    handling = judged(cast, survey, by(cast, "staff"))
    void(handling, by(cast, "staff"), 2, "单位选错")
    assert CallBack.objects.get(pk=handling.second_id).is_satisfied is False


def test_who_handed_it_on_or_called_does_not_decide(cast, survey):
    handling = replied(cast, survey, by(cast, "staff"))
    hear(handling.second, by(cast, "director"), handling.second.version, STILL)
    for who in ("staff", "director"):
        with pytest.raises(PermissionDenied, match="另一人"):
            decide(handling, by(cast, who), 2, False, *FINDING)
    assert SecondHandling.objects.judging().count() == 1


def test_nobody_decides_about_an_own_firm(cast, survey):
    handling = judged(cast, survey, by(cast, "staff"))
    cast.deputy.user = cast.users["director"]
    cast.deputy.save()
    with pytest.raises(PermissionDenied, match="这家企业"):
        decide(handling, by(cast, "director"), 2, False, *FINDING)


def test_a_stale_page_decides_nothing(cast, survey):
    handling = judged(cast, survey, by(cast, "staff"))
    with pytest.raises(StaleRecord):
        decide(handling, by(cast, "director"), 1, False, *FINDING)
    assert SecondHandling.objects.get().exempt is None


def test_a_decided_call_stands(cast, survey):
    handling = at_fault(cast, survey, by(cast, "staff"), by(cast, "director"))
    with pytest.raises(ValidationError, match="不能再改"):
        hear(handling.second, by(cast, "staff"), handling.second.version, CONTENT_NOW)


def test_helpers_are_kept(cast, survey):
    helper = make_unit(cast.district, "区住建局")
    handling = handed_on(cast, survey, by(cast, "staff"), helpers=[helper])
    assert list(handling.helpers.all()) == [helper]
    assert DURING.date() == handling.handed_on
