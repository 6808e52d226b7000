"""A ledger is received when the request arrived, once, and keeps what was sent (T46, T47)."""

from datetime import date, timedelta

import pytest

from enterprises import report_content
from enterprises.hand_in import AlreadyHandedIn, hand_in
from enterprises.models import Ledger, Pairing, Submission, Visit
from officers.actor import Actor
from officers.models import LogEntry
from officers.workdays import day_end
from tests.factories import at, pair, raise_issue, record
from tests.pages.reading import text_of

from .conftest import SEPTEMBER

TEXTS = {"progress": "", "suggestions": ""}
#: 5 October is a holiday, 8 October the first working day after it
MIDNIGHT = day_end(at(2021, 10, 8).date())


@pytest.mark.parametrize(
    ("moment", "state"),
    [(MIDNIGHT - timedelta(microseconds=1), "按时上报"), (MIDNIGHT, "逾期上报")],
    ids=["23:59:59.999999", "00:00:00"],
)
def test_the_last_moment_of_the_moved_due_day_is_in_time_and_the_next_is_late(desk, moment, state):
    assert desk.arrive(moment).write().status_code == 302
    assert desk.submissions[0].received_at == moment
    assert state in text_of(desk.arrive(MIDNIGHT + timedelta(days=1)).get("officer"))


def test_what_arrived_before_midnight_is_in_time_however_late_it_is_written(cast, desk, monkeypatch):
    """The clock has moved on when the row is written; the request's own time counts."""
    client = cast.client("officer")  # signing in reads the clock too
    ticks = iter([MIDNIGHT - timedelta(seconds=1)])
    later = MIDNIGHT + timedelta(seconds=9)
    monkeypatch.setattr("django.utils.timezone.now", lambda: next(ticks, later))
    assert client.post(f"{desk.path}submit/", {"version": 0}).status_code == 302
    assert desk.submissions[0].received_at == MIDNIGHT - timedelta(seconds=1)
    assert LogEntry.objects.get(action="上报工作台账").at == MIDNIGHT - timedelta(seconds=1)


def test_late_is_said_plainly_and_possible(desk):
    desk.arrive(MIDNIGHT + timedelta(days=3))
    assert "补报可留档，不改变逾期" in text_of(desk.get("officer"))
    client = desk.cast.client("officer")
    answer = client.post(f"{desk.path}submit/", {"version": 0}, follow=True)
    assert "补报留档，不改变逾期" in text_of(answer)
    assert len(desk.submissions) == 1


def test_two_taps_make_one_row_and_the_second_is_told(desk):
    desk.arrive(at(2021, 10, 8))
    client = desk.cast.client("officer")
    for said in ("已上报", "已经上报"):
        assert said in text_of(client.post(f"{desk.path}submit/", {"version": 0}, follow=True))
    assert Submission.objects.count() == 1


def test_two_tabs_with_the_same_draft_make_one_row(desk):
    desk.arrive(at(2021, 10, 8)).write(act="", progress="写了一半")
    version = desk.ledger.version
    for progress in ("这一份", "另一份"):
        assert desk.write(version=version, progress=progress).status_code == 302
    assert [each.content["progress"] for each in desk.submissions] == ["这一份"]


def test_a_ledger_that_lies_with_the_office_takes_no_draft(desk):
    desk.arrive(at(2021, 10, 8)).write(progress="定稿")
    desk.write(act="", progress="改一改")
    assert desk.ledger.progress == "定稿"


def test_the_copy_stands_whatever_becomes_of_the_records(september, desk):
    desk.arrive(at(2021, 10, 8, 9)).write(progress="配合摸底", suggestions="人手紧")
    kept = desk.submissions[0].content
    assert [visit["content"] for visit in kept["visits"]] == ["了解用电情况", "讲解申报材料"]
    assert [issue["code"] for issue in kept["issues"]] == ["W3", "W1"]
    assert (kept["progress"], kept["suggestions"], kept["name"]) == ("配合摸底", "人手紧", "林沐川")
    Visit.objects.filter(content="了解用电情况").update(content="改过了")
    assert desk.submissions[0].content == kept
    page = text_of(desk.get("officer"))
    assert "了解用电情况" in page
    assert "改过了" not in page


def test_before_it_is_handed_in_the_page_follows_the_records(september, desk):
    desk.arrive(at(2021, 9, 24))
    Visit.objects.filter(content="了解用电情况").update(content="改过了")
    page = text_of(desk.get("officer"))
    assert "改过了" in page
    assert "稳岗返还" in page
    for absent in ("没有去", "十月的事", "别人的走访", "老问题已办结"):
        assert absent not in page


def test_who_takes_over_reports_what_was_not_over_by_then_in_its_class_now(desk):
    cast = desk.cast
    Pairing.objects.filter(pk=cast.pairing.pk).update(ends=date(2021, 9, 14))
    pair(cast.other_officer, cast.enterprise, date(2021, 9, 15))
    for code, closed_on in (("W1", date(2021, 9, 14)), ("W2", date(2021, 9, 15))):
        raise_issue(cast.enterprise, code, date(2021, 9, 8), "用电增容", ("closed", closed_on))
    raise_issue(cast.enterprise, "W3", date(2021, 8, 2), "道路加固", ("reclassified", date(2021, 8, 4)))
    days = SEPTEMBER, date(2021, 9, 30)
    told = [
        [(issue["level"], issue["code"]) for issue in report_content.read(officer, *days)["issues"]]
        for officer in (cast.officer, cast.other_officer)
    ]
    assert told == [[("重点", "W3"), ("一般", "W1"), ("一般", "W2")], [("重点", "W3"), ("一般", "W2")]]


def test_the_liaison_hands_in_and_is_named(desk):
    desk.arrive(at(2021, 10, 8)).write("liaison")
    assert desk.submissions[0].submitted_by == desk.cast.users["liaison"]
    assert "陆闻笛上报" in text_of(desk.get("officer"))


def test_the_deputy_prepares_but_does_not_hand_in(desk):
    desk.arrive(at(2021, 10, 8))
    assert desk.write("deputy", act="", progress="分包人写的").status_code == 302
    answer = desk.write("deputy")
    assert answer.status_code == 403
    assert "分包人可以填写，不能上报" in text_of(answer)
    assert desk.ledger.progress == "分包人写的"
    assert desk.submissions == []


def test_the_deputy_sees_own_enterprises_only_and_never_the_copy(september, desk):
    cast = desk.cast
    other = cast.other_pairing
    other.officer = cast.officer
    other.save()
    desk.arrive(at(2021, 9, 24))
    assert "别人的走访" in text_of(desk.get("officer"))
    assert "别人的走访" not in text_of(desk.get("deputy"))
    desk.write()
    page = text_of(desk.get("deputy"))
    assert "别人的走访" not in page
    assert "了解用电情况" not in page


@pytest.mark.parametrize(("ended", "status"), [(date(2021, 8, 31), 404), (date(2021, 9, 1), 302)])
def test_the_deputy_writes_the_months_of_the_pairing_and_reads_no_others(desk, ended, status):
    cast = desk.cast
    desk.arrive(at(2021, 10, 8)).write(act="", progress="本人写的")
    Pairing.objects.filter(pk=cast.pairing.pk).update(ends=ended)
    read = desk.get("deputy")
    assert ("本人写的" in read.content.decode()) is (status == 302)
    assert desk.write("deputy", act="", progress="分包人改的").status_code == status
    assert (desk.ledger.progress == "分包人改的") is (status == 302)
    months = [cell.due.month for cell in desk.get("deputy", "/ledgers/").context["cells"]]
    assert months == list(range(ended.month, 0, -1))
    assert len(desk.get("officer", "/ledgers/").context["cells"]) == 10


def test_whom_the_deputy_no_longer_stands_beside_is_not_listed(desk):
    Pairing.objects.filter(pk=desk.cast.pairing.pk).update(ends=date(2020, 11, 30))
    desk.arrive(at(2021, 10, 8))
    assert "2021年您没有对应的首席服务官" in text_of(desk.get("deputy", "/ledgers/"))
    before = desk.get("deputy", "/ledgers/?year=2020").context["cells"]
    assert [cell.due.month for cell in before] == [11, 10, 9, 8, 7, 6]


def test_a_draft_of_a_month_in_which_the_deputy_did_not_serve_is_not_theirs_to_see(cast):
    Pairing.objects.filter(pk=cast.pairing.pk).update(starts=date(2021, 3, 31), ends=date(2021, 5, 1))
    for month in range(2, 7):
        record(Ledger, cast.district, officer=cast.officer, month=date(2021, month, 1))
    seen = Ledger.objects.visible_to(cast.users["deputy"].on(date(2021, 6, 1)))
    assert [ledger.month.month for ledger in seen] == [3, 4, 5]


def test_who_is_an_officer_writes_no_other_officers_ledger(desk):
    cast = desk.cast
    cast.officer.user = cast.users["director"]
    cast.officer.save()
    assert cast.client("director").get(f"/ledgers/{cast.other_officer.pk}/2021/9/").status_code == 200
    answer = cast.client("director").post(f"/ledgers/{cast.other_officer.pk}/2021/9/submit/", {"version": 0})
    assert answer.status_code == 403
    assert not Ledger.objects.exists()


def test_of_two_who_write_the_draft_at_once_the_second_is_told_and_loses_nothing(desk):
    desk.arrive(at(2021, 9, 24)).write(act="", progress="第一稿")
    shown = desk.ledger.version
    desk.write("liaison", act="", progress="联络员的稿")
    answer = desk.write(act="", version=shown, progress="本人的稿")
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "联络员的稿" in page
    assert "本人的稿</textarea>" in page
    assert f'name="version" value="{desk.ledger.version}"' in page
    assert desk.ledger.progress == "联络员的稿"


def test_what_is_too_long_comes_back_as_it_was_typed(desk):
    answer = desk.arrive(at(2021, 9, 24)).write(act="", progress="字" * 2001)
    assert answer.status_code == 422
    assert "字" * 2001 in answer.content.decode()
    assert desk.ledger is None


def test_a_month_that_has_not_begun_has_no_page(desk):
    desk.arrive(at(2021, 8, 31, 23))
    assert desk.get("officer").status_code == 404
    assert desk.write().status_code == 404


def test_handing_in_twice_is_refused_by_the_verb_too(cast):
    actor = Actor(name="林沐川", at=at(2021, 10, 8), user=cast.users["officer"])
    hand_in(cast.officer, SEPTEMBER, TEXTS, 0, actor)
    with pytest.raises(AlreadyHandedIn):
        hand_in(cast.officer, SEPTEMBER, TEXTS, Ledger.objects.get().version, actor)


def test_before_the_month_is_over_handing_in_asks_for_a_tick(desk):
    asked = "9月还没有结束，现在就上报"
    assert asked in text_of(desk.arrive(at(2021, 9, 20)).get("officer"))
    assert asked not in text_of(desk.get("deputy")), "a deputy does not hand in"
    assert asked not in text_of(desk.arrive(at(2021, 10, 1)).get("officer"))


def test_the_answer_says_when_the_ledger_was_received(desk):
    desk.arrive(at(2021, 10, 8, 9, 5))
    answer = desk.cast.client("officer").post(f"{desk.path}submit/", {"version": 0}, follow=True)
    assert "9月台账已上报，10月8日09:05收到。" in text_of(answer)
