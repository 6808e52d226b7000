"""T21: what is told of a round, from its rate to its texts, and that two tellings differ by nobody's answer."""

from io import BytesIO

import pytest
from django.db import IntegrityError
from openpyxl import load_workbook

from officers.models import LogEntry, Role
from surveys import results
from surveys.answer import submit
from surveys.models import Invitation, Remark, Response, RoundResult, Satisfaction, Survey
from surveys.seal import seal_due
from tests.cast import Cast
from tests.factories import grant, make_enterprise, pair

from .rounds import AFTER, DURING, OFFICE, firm_at, footprint, published, reply_to


@pytest.fixture
def cast(db):
    return Cast()


def answered(cast, number, **more):
    """A round of which so many firms have answered, each 满意, the last 不满意."""
    for place in range(max(number - 1, 0)):
        pair(cast.officer, make_enterprise(cast.district, f"企业{place}"))
    survey = published(cast.district, **more)
    for place, invitation in enumerate(survey.invitations.all()[:number], start=1):
        choice = Satisfaction.DISSATISFIED if place == number else Satisfaction.SATISFIED
        submit(invitation, reply_to(survey, choice), footprint(place), firm_at())
    return survey


def close(survey):
    """What the beat does once the round is over."""
    seal_due(AFTER)
    results.count_due(AFTER)
    survey.refresh_from_db()


def seen(cast, survey, at=AFTER, person="staff", page="results"):
    """The page as this person gets it."""
    return cast.client(person).get(f"/surveys/{survey.pk}/{page}/")


def exported(cast, survey):
    """The answer that downloads the results."""
    return cast.client("staff").post(f"/surveys/{survey.pk}/results/export/")


def test_the_rate_is_live_and_leaves_withdrawn_ones_out(cast):
    survey = answered(cast, 2)
    first = Invitation.objects.filter(submitted=False).first()
    Invitation.objects.filter(pk=first.pk).update(withdrawn_at=OFFICE.at, withdrawn_reason="已迁出")
    rate = results.rate(survey, cast.users["staff"])
    assert (rate.asked, rate.delivered, rate.answered, rate.percent) == (2, 2, 2, "100%")


def test_almost_all_is_not_all():
    assert results.Rate(asked=1000, delivered=1000, answered=999).percent == "99%"
    assert results.Rate(asked=0, delivered=0, answered=0).percent == "—"


@pytest.mark.parametrize("number", [4, 5])
def test_fewer_than_five_answers_show_no_distribution(cast, number):
    survey = answered(cast, number)
    close(survey)
    shown = results.distributions(survey.result)
    assert len(shown) == (5 if number == 5 else 0)
    assert ("导出结果" in seen(cast, survey).content.decode()) == (number == 5)
    assert exported(cast, survey).status_code == (200 if number == 5 else 404)
    assert LogEntry.objects.filter(action="导出调查结果", record_id=str(survey.pk)).count() == (number == 5)


def test_before_closing_nobody_sees_what_was_chosen(cast):
    survey = answered(cast, 6)
    results.count_due(DURING)
    assert not RoundResult.objects.exists()
    assert "截止后才有分布" in seen(cast, survey).content.decode() or "正在统计" in seen(cast, survey).content.decode()


def test_a_distribution_counts_every_answer(cast):
    survey = answered(cast, 6)
    close(survey)
    first = results.distributions(survey.result)[0]
    assert [(choice, n) for choice, n, _ in first.rows if n] == [("满意", 5), ("不满意", 1)]
    assert (first.total, first.content) == (6, "83%")


def test_an_anonymous_round_is_counted_from_its_tallies(cast):
    survey = answered(cast, 6, mode=Survey.Mode.ANONYMOUS)
    close(survey)
    assert [n for _, n, _ in results.distributions(survey.result)[0].rows] == [0, 5, 0, 1, 0]


def test_of_two_exports_the_difference_is_nothing(cast):
    """A reply is found void between them: were it taken out, the difference would be what its firm answered."""
    survey = answered(cast, 7)
    close(survey)
    before = exported(cast, survey).getvalue()
    reply = Response.objects.filter(answers__choice=Satisfaction.DISSATISFIED).distinct().get()
    reply.void(OFFICE, reply.version, "由他人误填")
    results.count_due(AFTER)
    after = exported(cast, survey).getvalue()
    assert [sheet_text(before)] == [sheet_text(after)]
    assert "不满意" in sheet_text(after)


def sheet_text(book):
    """The cells of a workbook, without the time it was written."""
    return str([[cell.value for cell in row] for row in load_workbook(BytesIO(book)).active])


def test_a_round_is_counted_once(cast):
    survey = answered(cast, 5)
    close(survey)
    assert not results.count(survey, AFTER)
    with pytest.raises(IntegrityError, match="不能再改"):
        RoundResult.objects.update(answered=6)


def test_counts_leave_out_the_firms_that_the_reader_serves(cast):
    """Else whoever is of the office and an officer too would learn from two counts which of their firms answered."""
    survey = answered(cast, 1)
    staff = cast.users["staff"]
    assert results.rate(survey, staff.on(DURING.date())).asked == 2
    grant(staff, Role.OFFICER, cast.district)
    cast.other_officer.user = staff
    cast.other_officer.save()
    assert results.rate(survey, staff.on(DURING.date())).asked == 1
    client = cast.client("staff")
    for page in ("", f"{survey.pk}/", f"{survey.pk}/results/"):
        shown = client.get(f"/surveys/{page}").content.decode()
        assert "50%" not in shown
        assert "2<small>家" not in shown


def test_an_answer_that_is_void_hides_nobody_else(cast):
    """Five have sent one, and of one the firm says that it is not its own: the other four would stand alone."""
    survey = answered(cast, 5)
    Remark.objects.create(district=cast.district, survey=survey, text="路灯不亮")
    reply = Response.objects.first()
    reply.void(OFFICE, reply.version, "由他人误填")
    close(survey)
    assert survey.result.answered == 4
    assert not results.distributions(survey.result)
    assert not Remark.objects.filter(survey=survey).readable()


def test_whoever_serves_firms_reads_no_distribution(cast):
    """It may be of their firms alone; and its count beside the rate without them tells how many of them answered."""
    survey = answered(cast, 6)
    close(survey)
    grant(cast.users["officer"], Role.OFFICE_DIRECTOR, cast.district)
    shown = seen(cast, survey, person="officer").content.decode()
    assert "不列分布" in shown
    assert "满意率" not in shown
    assert "6份" not in shown
    assert cast.client("officer").post(f"/surveys/{survey.pk}/results/export/").status_code == 403
    log = cast.client("officer").get("/log/?since=2021-01-01").content.decode()
    assert "统计满意度调查" not in log
    assert "登记答卷" not in log
