"""回访: drawn by lot that anybody can draw again, written down once, and never with what a firm had answered."""

from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError

from officers.models import LogEntry, Role, StaleRecord
from surveys.call_firms import asked_for, call_list, draw_firms, drawable, hear
from surveys.invite import draw
from surveys.models import CallBack, CallBackDraw
from surveys.void import void_answer
from tests.cast import Cast
from tests.factories import grant, make_enterprise, pair
from tests.racing import at_once

from .chains import DISSATISFIED, NOT_OWN, OWN, answered, answered_anew, by, called, drawn, flagged, handed_on
from .rounds import DURING, published


@pytest.fixture
def cast(db):
    return Cast()


@pytest.fixture
def survey(cast):
    firms = [make_enterprise(cast.district, f"企业{number}") for number in range(8)]
    for firm in firms:
        pair(cast.officer, firm)
    survey = published(cast.district)
    for number, firm in enumerate(firms):
        answered(survey, firm, number)
    return survey


def test_who_is_drawn_can_be_drawn_again(cast, survey):
    made = draw_firms(survey, by(cast, "staff"), 3, 0)
    codes = sorted(made.callback_set.values_list("invitation__enterprise__credit_code", flat=True))
    assert codes == draw(made.pool, 3, made.seed)
    assert len(made.pool) == 8  # those that answered, not all that were asked
    another = draw_firms(survey, by(cast, "staff"), 3, 1)
    assert len(another.pool) == 5
    assert not {*codes} & {*another.pool}


@pytest.mark.parametrize("size", [0, 9])
def test_more_than_have_answered_are_not_drawn(cast, survey, size):
    with pytest.raises(ValidationError, match="8家"):
        draw_firms(survey, by(cast, "staff"), size, 0)
    assert not CallBackDraw.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_presses_draw_once():
    cast = Cast()
    survey = published(cast.district)
    for firm in (cast.enterprise, cast.other_enterprise):
        answered(survey, firm)

    def press():
        try:
            return draw_firms(survey, by(cast, "staff"), 1, 0).size
        except StaleRecord:
            return 0

    assert sorted(at_once(press, 4)) == [0, 0, 0, 1]
    assert CallBack.objects.count() == 1


def test_the_list_holds_whom_to_call_and_no_answer(cast, survey):
    draw_firms(survey, by(cast, "staff"), 4, 0)
    waiting = CallBack.objects.waiting().select_related("invitation__enterprise")
    book = call_list(survey, waiting, by(cast, "staff"))
    rows = list(openpyxl.load_workbook(BytesIO(book.read())).active.values)
    assert len(rows) == 5
    assert not [cell for row in rows[1:] for cell in row[4:] if cell]
    assert LogEntry.objects.filter(action="导出回访名单").get().note == "4家"


def test_firms_that_asked_for_a_call_are_listed_until_they_had_one(cast, survey):
    answered(survey, cast.enterprise, 20, wants_call_back=True)
    assert [each.enterprise for each in asked_for(survey)] == [cast.enterprise]
    made = called(
        survey, cast.enterprise, by(cast, "staff"), OWN | {"outcome": "again", "is_own": None, "is_satisfied": None}
    )
    assert asked_for(survey).count() == 1
    hear(made, by(cast, "staff"), made.version, OWN)
    assert not asked_for(survey).exists()


@pytest.mark.parametrize("calls", [1, 2])
def test_a_firm_that_answered_anew_is_listed_and_drawn_anew(cast, survey, calls):
    """However many calls there were about the answer that is void."""
    answered(survey, cast.enterprise, 20, wants_call_back=True)
    made, *_ = [called(survey, cast.enterprise, by(cast, "staff"), NOT_OWN) for _ in range(calls)]
    draw_firms(survey, by(cast, "staff"), 9, 0)
    again = CallBack.objects.get(invitation__enterprise=cast.enterprise, why="drawn")
    hear(again, by(cast, "staff"), again.version, NOT_OWN)
    answered_anew(survey, cast.enterprise, by(cast, "staff"), made, wants_call_back=True)
    assert [each.enterprise for each in asked_for(survey)] == [cast.enterprise]
    assert [each.enterprise for each in drawable(survey)] == [cast.enterprise]
    called(survey, cast.enterprise, by(cast, "staff", DURING + timedelta(hours=2)), OWN)
    assert not asked_for(survey).exists()


def test_a_void_answer_asks_for_no_call(cast, survey):
    answered(survey, cast.enterprise, 20, wants_call_back=True)
    made = called(survey, cast.enterprise, by(cast, "staff"), NOT_OWN)
    void_answer(made, by(cast, "staff"), made.version, "企业说没有填过")
    assert not asked_for(survey).exists()


def test_a_call_is_written_down_as_it_was_shown(cast, survey):
    answered(survey, cast.enterprise)
    made = drawn(survey, by(cast, "staff"), 9)
    late = CallBack.objects.get(pk=made.pk)
    hear(made, by(cast, "staff"), 1, OWN)
    with pytest.raises(StaleRecord):
        hear(late, by(cast, "director"), 1, NOT_OWN)
    made.refresh_from_db()
    assert (made.is_own, made.attempts, made.done_by) == (True, 1, cast.users["staff"])


def test_a_result_stands_once_something_followed_from_it(cast, survey):
    handling = handed_on(cast, survey, by(cast, "staff"))
    with pytest.raises(ValidationError, match="不能再改"):
        hear(handling.call_back, by(cast, "staff"), handling.call_back.version, OWN)


@pytest.mark.parametrize("who", ["officer", "deputy", "liaison", "leader", "outsider", "stranger"])
def test_only_the_office_calls(cast, survey, who):
    with pytest.raises(PermissionDenied):
        draw_firms(survey, by(cast, who), 1, 0)
    with pytest.raises(PermissionDenied):
        called(survey, cast.enterprise, by(cast, who))


def test_nobody_calls_an_own_firm(cast, survey):
    cast.officer.user = cast.users["staff"]
    cast.officer.save()
    with pytest.raises(PermissionDenied, match="这家企业"):
        called(survey, cast.enterprise, by(cast, "staff"))
    called(survey, cast.other_enterprise, by(cast, "staff"))


def test_who_was_not_reached_said_nothing(cast, survey):
    with pytest.raises(IntegrityError, match="call_back_says_what_was_heard"):
        called(survey, cast.enterprise, by(cast, "staff"), DISSATISFIED | {"outcome": "given_up"})


def test_a_flag_is_looked_at_as_it_was_shown(cast, survey):
    flag = flagged(survey, cast.enterprise, cast.other_enterprise)
    flag.look(by(cast, "staff"), 1, "两家同一个会计")
    stale = type(flag).objects.get(pk=flag.pk)
    stale.version = 1
    with pytest.raises(StaleRecord):
        stale.look(by(cast, "director"), 1, "另一种看法")
    assert drawable(survey).count() == 8


#: the log since before the round
LOG = "/log/?since=2021-01-01"


def test_a_director_who_serves_firms_reads_in_no_log_what_they_said(cast, survey):
    answered(survey, cast.enterprise)
    called(survey, cast.enterprise, by(cast, "staff"), OWN | {"is_satisfied": False, "note": "嫌他不来"})
    grant(cast.users["officer"], Role.OFFICE_DIRECTOR, cast.district)
    told = cast.client("director").get(LOG).content.decode()
    assert "登记回访" in told
    for said in ("嫌他不来", "满意：", "本单位所填"):
        assert said not in told, "what a firm said stands in its call alone"
    for shown in (cast.client("officer").get(LOG).content, exported(cast.client("officer"))):
        assert "登记回访" not in shown.decode()


def exported(client):
    """The texts of the log as a workbook."""
    file = ZipFile(BytesIO(client.post("/log/export/", {"since": "2021-01-01"}).getvalue()))
    return b"".join(file.read(name) for name in file.namelist())
