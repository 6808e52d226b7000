"""发布 and what comes after it: the page that tells what will happen, one publication, a closing time put off."""

import re
from hashlib import sha256
from io import BytesIO

import pytest
from openpyxl import load_workbook

from officers.models import LogEntry, Role
from surveys.answer import submit
from surveys.models import Survey
from tests.factories import at, grant

from .pages import draft, ongoing, text
from .rounds import DURING, firm_at, published, reply_to

PUT_OFF = {"version": 2, "closes_day": "2098-12-20", "closes_time": "18:00", "reason": "大雪，答复的少"}


def waiting(cast):
    survey = draft(cast)
    cast.client("staff").post(f"/surveys/{survey.pk}/publish/", {"version": 1})
    survey.refresh_from_db()
    return survey


def test_the_page_tells_how_many_are_asked_and_what_stays(office, cast):
    page = text(office.get(f"/surveys/{draft(cast).pk}/publish/"))
    assert re.search(r"邀请<b>2家</b>", page)
    assert "截止时间只能推后，不能提前" in page
    assert "回答保密" in page
    page = text(office.get(f"/surveys/{draft(cast, name='匿', mode='anonymous').pk}/publish/"))
    assert "不计入首席服务官的考核" in page
    assert "回答保密" not in page


def test_a_sample_tells_out_of_how_many(office, cast):
    survey = draft(cast, audience="sample", sample_size=1)
    page = text(office.get(f"/surveys/{survey.pk}/publish/"))
    assert "邀请<b>1家</b>" in page
    assert "2家里随机抽取" in page
    office.post(f"/surveys/{survey.pk}/publish/", {"version": 1})
    survey.refresh_from_db()
    assert survey.sample_seed in text(office.get(f"/surveys/{survey.pk}/"))


def test_pressed_twice_it_is_published_once(office, cast):
    survey = draft(cast)
    page = f"/surveys/{survey.pk}/publish/"
    answers = [office.post(page, {"version": 1}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert survey.invitations.count() == 2
    assert LogEntry.objects.filter(action="发布满意度调查").count() == 1
    assert "这一轮已经发布" in text(office.get(f"/surveys/{survey.pk}/"))


def test_who_has_not_seen_the_last_change_does_not_publish(office, cast):
    survey = draft(cast)
    office.post(f"/surveys/{survey.pk}/questions/{survey.questions.first().pk}/down/", {"version": 1})
    late = office.post(f"/surveys/{survey.pk}/publish/", {"version": 1})
    assert late.status_code == 409
    assert not survey.invitations.exists()


def test_what_is_missing_is_said(office, cast):
    survey = draft(cast, audience=Survey.Audience.LIST)
    assert "名单还是空的" in text(office.get(f"/surveys/{survey.pk}/"))
    refused = office.post(f"/surveys/{survey.pk}/publish/", {"version": 1})
    assert refused.status_code == 422
    assert "没有结对企业" in text(refused)
    assert office.post(f"/surveys/{survey.pk}/publish/", {"version": "x"}).status_code == 422


def test_the_figures_are_live_and_by_day(office, cast):
    survey = ongoing(cast)
    submit(survey.invitations.first(), reply_to(survey), None, firm_at(DURING))
    page = text(office.get(f"/surveys/{survey.pk}/"))
    assert re.search(r"<dt>已答</dt><dd>1<", page)
    assert re.search(r"<dt>答复率</dt><dd>50<", page)
    assert re.search(r'<th scope="row">12月10日</th><td class="num">1</td>', page)


def test_an_anonymous_round_tells_no_days(office, cast):
    survey = ongoing(cast, mode="anonymous")
    submit(survey.invitations.first(), reply_to(survey), None, firm_at(DURING))
    page = text(office.get(f"/surveys/{survey.pk}/"))
    assert "匿名调查不保存答复时间" in page
    assert "<svg" not in page


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"closes_day": "2098-12-15"}, "须晚于"),
        ({"closes_day": "2098-12-10"}, "须晚于"),
        ({"closes_day": "2099-12-20"}, "一年之内"),
        ({"closes_day": "9999-12-31"}, "年份须在"),
        ({"reason": ""}, "请填写"),
        ({"closes_day": "昨天"}, "日期"),
    ],
)
def test_only_later_and_with_a_reason(office, cast, given, said):
    survey = waiting(cast)
    refused = office.post(f"/surveys/{survey.pk}/put-off/", PUT_OFF | given)
    assert refused.status_code == 422
    assert said in text(refused)
    survey.refresh_from_db()
    assert survey.closes_at == at(2098, 12, 16, 0)


def test_the_later_time_stands_with_its_day_and_its_reason(office, cast):
    survey = waiting(cast)
    page = f"/surveys/{survey.pk}/put-off/"
    assert office.post(page, PUT_OFF | {"version": 1}).status_code == 409
    assert office.post(page, PUT_OFF).status_code == 302
    survey.refresh_from_db()
    assert (survey.closes_at, str(survey.closes_on)) == (at(2098, 12, 20, 18), "2098-12-20")
    logged = LogEntry.objects.get(action="推后调查截止时间")
    assert logged.note == "大雪，答复的少"
    assert logged.before["closes_on"] == "2098-12-15"


def test_a_round_that_is_over_is_not_opened_again(office, cast):
    survey = published(cast.district)  # in 2021
    assert "推后截止时间" not in text(office.get(f"/surveys/{survey.pk}/"))
    assert office.post(f"/surveys/{survey.pk}/put-off/", PUT_OFF).status_code == 403


def test_who_was_drawn_can_be_checked_in_a_workbook(office, cast):
    survey = published(cast.district, audience=Survey.Audience.SAMPLE, sample_size=1)
    assert "从2家中抽取1家" in text(office.get(f"/surveys/{survey.pk}/"))
    book = load_workbook(BytesIO(b"".join(office.post(f"/surveys/{survey.pk}/sample/").streaming_content)))
    rows = [list(row) for row in book.active.iter_rows(min_row=2, values_only=True)]
    assert [row[2] for row in rows] == sorted(
        sha256(f"{survey.sample_seed}:{code}".encode()).hexdigest() for code in survey.sample_pool
    )
    asked = survey.invitations.get().enterprise
    assert [row[:2] for row in rows if row[3] == "是"] == [[asked.credit_code, asked.name]]
    assert LogEntry.objects.filter(action="导出抽样底册").count() == 1


def test_a_round_that_asks_everybody_has_no_lots(office, cast):
    survey = published(cast.district)
    assert "抽取种子" not in text(office.get(f"/surveys/{survey.pk}/"))
    assert office.post(f"/surveys/{survey.pk}/sample/").status_code == 404


def test_whoever_serves_firms_sees_no_lots(cast):
    survey = published(cast.district, audience=Survey.Audience.SAMPLE, sample_size=1)
    grant(cast.users["staff"], Role.LIAISON, cast.district, cast.unit)
    staff = cast.client("staff")
    assert "抽样底册" not in text(staff.get(f"/surveys/{survey.pk}/"))
    assert staff.post(f"/surveys/{survey.pk}/sample/").status_code == 403
