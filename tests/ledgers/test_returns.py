"""The office accepts or sends back; handing in again in time keeps the first time (J2)."""

from datetime import date

import pytest

from enterprises.models import Ledger, Submission
from officers.actor import Actor
from officers.models import LogEntry, StaleRecord
from tests.factories import at, exempt
from tests.pages.reading import text_of


@pytest.fixture
def handed_in(desk):
    """September, in on 8 October at 9:00."""
    desk.arrive(at(2021, 10, 8, 9)).write(progress="第一稿")
    desk.arrive(at(2021, 10, 8, 15))
    return desk


def decide(desk, act, who="staff", sequence=1, **form):
    return desk.post(who, f"{act}/", sequence=sequence, **form)


def send_back(desk, moment, sequence=1, reason="企业诉求栏未填"):
    desk.arrive(moment)
    assert decide(desk, "return", sequence=sequence, reason=reason).status_code == 302


def test_the_officer_reads_the_reason_and_until_when_the_time_is_kept(handed_in):
    send_back(handed_in, at(2021, 10, 8, 15))
    page = text_of(handed_in.get("officer"))
    assert "企业诉求栏未填" in page
    assert "10月12日24时前重报，仍按原上报时间计" in page  # the 9th is a make-up Saturday, the 10th a Sunday


def test_in_again_within_three_working_days_keeps_the_first_time(handed_in):
    send_back(handed_in, at(2021, 10, 8, 15))
    handed_in.arrive(at(2021, 10, 12, 23, 59)).write(progress="第二稿")
    assert "按时上报" in text_of(handed_in.get("officer"))


def test_in_again_after_them_counts_anew(handed_in):
    send_back(handed_in, at(2021, 10, 8, 15))
    handed_in.arrive(at(2021, 10, 13, 0, 0))
    assert "重报期限（10月12日）已过" in text_of(handed_in.get("officer"))
    handed_in.write(progress="第二稿")
    assert "逾期上报" in text_of(handed_in.get("officer"))


def test_several_rounds_each_say_what_changed(handed_in):
    send_back(handed_in, at(2021, 10, 8, 15))
    handed_in.arrive(at(2021, 10, 11)).write(progress="第一稿", suggestions="建议")
    send_back(handed_in, at(2021, 10, 11, 16), 2, "走访次数不符")
    handed_in.arrive(at(2021, 10, 12)).write(progress="第三稿", suggestions="建议")
    page = text_of(handed_in.get("staff"))
    for said in ("第3次上报", "“存在问题和建议”已补写", "“工作开展情况”已改写", "企业诉求栏未填", "走访次数不符"):
        assert said in page
    assert [each.sequence for each in handed_in.submissions] == [1, 2, 3]


def test_accepted_is_said_and_logged(handed_in):
    assert decide(handed_in, "accept").status_code == 302
    assert handed_in.submissions[0].accepted_by == handed_in.cast.users["staff"]
    assert "已收下" in text_of(handed_in.get("officer"))
    assert LogEntry.objects.filter(action="收下工作台账").count() == 1


def test_what_is_accepted_goes_back_only_after_reopening(handed_in):
    decide(handed_in, "accept")
    answer = decide(handed_in, "return", "director", reason="再改")
    assert answer.status_code == 409
    assert handed_in.submissions[0].returned_at is None
    assert decide(handed_in, "reopen", reason="").status_code == 422
    assert decide(handed_in, "reopen", reason="看漏了一家企业").status_code == 302
    assert decide(handed_in, "return", reason="再改").status_code == 302
    assert LogEntry.objects.get(action="撤销收下工作台账").note == "看漏了一家企业"


def test_of_two_who_look_at_once_the_second_is_told(handed_in):
    decide(handed_in, "return", reason="改")
    answer = decide(handed_in, "accept", "director")
    assert answer.status_code == 409
    assert "刚被别人改过" in text_of(answer)
    assert handed_in.submissions[0].accepted_at is None


def test_a_return_needs_a_reason(handed_in):
    answer = decide(handed_in, "return", reason="  ")
    assert answer.status_code == 422
    assert "退回原因" in text_of(answer)
    assert handed_in.submissions[0].returned_at is None


def test_a_page_of_the_first_round_does_not_decide_the_second(handed_in):
    send_back(handed_in, at(2021, 10, 8, 15))
    handed_in.arrive(at(2021, 10, 11)).write()
    assert decide(handed_in, "accept", sequence=1).status_code == 409
    assert handed_in.submissions[1].accepted_at is None


@pytest.mark.parametrize("act", ["accept", "return", "reopen"])
def test_nobody_decides_on_their_own_ledger(handed_in, act):
    cast = handed_in.cast
    cast.officer.user = cast.users["director"]
    cast.officer.save()
    if act == "reopen":
        Submission.objects.update(accepted_at=at(2021, 10, 8, 12))
    answer = decide(handed_in, act, "director", reason="自己的")
    assert answer.status_code == 403
    assert "须由办公室其他人" in text_of(answer)
    assert decide(handed_in, act, "staff", reason="别人的").status_code == 302


def test_nobody_decides_on_what_they_handed_in_for_another(handed_in):
    Submission.objects.update(submitted_by=handed_in.cast.users["staff"])
    assert decide(handed_in, "accept", "staff").status_code == 403
    assert ">收下<" not in handed_in.get("staff").content.decode()
    assert decide(handed_in, "accept", "director").status_code == 302


def test_a_void_ledger_is_not_decided(handed_in):
    Ledger.objects.update(voided_at=at(2021, 10, 8, 12), void_reason="登记错了人")
    assert decide(handed_in, "return", reason="改").status_code == 404
    with pytest.raises(StaleRecord):
        Submission.objects.get().accept(Actor(name="温以宁", at=at(2021, 10, 9), user=handed_in.cast.users["staff"]))


def test_the_due_day_says_why_it_moved_and_how_many_working_days_are_left(desk):
    page = text_of(desk.arrive(at(2021, 9, 24)).get("officer"))
    assert "10月8日24时截止（5日为国庆节假期，顺延）" in page
    assert "剩6个工作日" in page  # 26 (make-up), 27, 28, 29, 30 September and 8 October
    assert "今天24时截止" in text_of(desk.arrive(at(2021, 10, 8)).get("officer"))


def test_a_due_day_in_a_year_without_an_arrangement_is_provisional(desk, cast):
    desk.arrive(at(2040, 12, 3))
    assert "（暂定）" in text_of(desk.get("officer", f"/ledgers/{cast.officer.pk}/2040/12/"))


def test_an_exempt_month_is_not_asked_for(desk, cast):
    exempt(cast.officer, date(2021, 9, 1), date(2021, 9, 30), "挂职")
    page = text_of(desk.arrive(at(2021, 9, 24)).get("officer"))
    assert "已批准豁免" in page
    assert "剩6个工作日" not in page
