"""The page of an issue counts its days one by one, as the score sheet does, and says how far the clock is."""

from datetime import date

import pytest

from enterprises.day_strip import strip
from enterprises.docket import Docket
from enterprises.models import Issue
from tests.display.test_issue_strips import shown
from tests.factories import raise_issue
from tests.pages.reading import text_of

RAISED = date(2021, 9, 17)


def watched(issue, today):
    (row,) = Docket(Issue.objects.filter(pk=issue.pk), today).watch([issue.pk])
    return row


def test_every_day_stands_on_the_page_with_its_reason(cast):
    issue = raise_issue(cast.enterprise, "W1", RAISED, "用电", ("closed", date(2021, 9, 29)))
    page = text_of(cast.client("officer").get(f"/issues/{issue.pk}/"))
    assert "9.17 周五 起 提出" in page
    assert "9.18 周六 1 调休上班" in page
    assert "9.19 周日 不计 中秋节假期" in page
    assert "9.25 周六 不计 周末" in page
    assert "9.28 周二 7 截止24时" in page
    assert "9.29 周三 超期 办结" in page
    assert "9月17日当日不计，自次日起数工作日，7个工作日为限。" in page
    assert "2021年9月29日办结，用了8个工作日，超1个工作日。" in page
    assert "超期办结" in page


def test_page_and_score_sheet_count_the_same_days(cast):
    closed = date(2021, 9, 29)
    issue = raise_issue(cast.enterprise, "W1", RAISED, "用电", ("closed", closed))
    own = strip(watched(issue, date(2022, 3, 1)).clock, closed)
    sheet = shown(("raised", RAISED), ("closed", closed))
    assert (own.days, own.sentences) == (sheet.days, sheet.sentences)


@pytest.mark.parametrize(
    ("today", "tag", "left", "said"),
    [
        (date(2021, 9, 17), ("blue", "办理中"), ("", "剩7个工作日"), "已用0个工作日，9月28日24时截止，剩7个工作日。"),
        (date(2021, 9, 24), ("blue", "办理中"), ("", "剩3个工作日"), "到今天（9月24日，周五）已用4个工作日"),
        (date(2021, 9, 26), ("warn", "临期"), ("warn", "剩2个工作日"), "已用5个工作日"),
        (date(2021, 9, 28), ("warn", "临期"), ("warn", "今天24时到期"), "9月28日24时截止，今天24时到期。"),
        (date(2021, 9, 29), ("bad", "已超期"), ("bad", "已超1个工作日"), "已用8个工作日"),
        (date(2021, 10, 8), ("bad", "已超期"), ("bad", "已超3个工作日"), "已用10个工作日"),
    ],
)
def test_what_remains_is_said_day_by_day(cast, today, tag, left, said):
    row = watched(raise_issue(cast.enterprise, "W1", RAISED, "用电"), today)
    assert (row.tag, row.left) == (tag, left)
    assert said in row.said


def test_a_deadline_passed_on_a_day_off_has_not_used_a_working_day_more(cast):
    issue = raise_issue(cast.enterprise, "W1", date(2021, 3, 3), "用电")
    row = watched(issue, date(2021, 3, 13))  # the deadline was Friday the 12th
    assert (row.tag, row.left) == (("bad", "已超期"), ("bad", "已过截止日"))


@pytest.mark.parametrize(
    ("level", "steps", "tag", "shown_level"),
    [
        ("major", (), ("warn", "临期"), "重点"),
        ("major", (("escalated", date(2021, 9, 22)),), ("good", "已上交"), "重点"),
        ("major", (("escalated", date(2021, 9, 29)),), ("bad", "超期上交"), "重点"),
        ("major", (("escalated", date(2021, 9, 22)), ("closed", date(2021, 9, 29))), ("good", "已办结"), "重点"),
        (
            "major",
            (("escalated", date(2021, 9, 29)), ("closed", date(2021, 9, 30))),
            ("bad", "超期上交，已办结"),
            "重点",
        ),
        ("general", (("reclassified", date(2021, 9, 22)),), ("blue", "待上交"), "重点（原为一般）"),
        ("general", (("closed", date(2021, 9, 22)),), ("good", "已办结"), "一般"),
        ("general", (("withdrawn", None),), ("", "已撤回"), "一般"),
        ("general", (("merged", date(2021, 9, 22)),), ("", "已并入"), "一般"),
    ],
)
def test_the_state_in_words(cast, level, steps, tag, shown_level):
    today = date(2021, 9, 22) if tag[0] in ("warn", "blue") else date(2021, 10, 20)
    row = watched(raise_issue(cast.enterprise, "W1", RAISED, "用电", *steps, level=level), today)
    assert (row.tag, row.level) == (tag, shown_level)


def test_a_withdrawn_issue_has_no_days_and_says_why(cast):
    issue = raise_issue(cast.enterprise, "W1", RAISED, "用电", ("withdrawn", None))
    page = text_of(cast.client("officer").get(f"/issues/{issue.pk}/"))
    assert "企业撤回，不计期限。" in page
    assert "（未写日期） 撤回" in page


def test_who_entered_what_and_when_stands_in_the_course(cast):
    issue = raise_issue(cast.enterprise, "W1", RAISED, "用电")
    cast.client("deputy").post(
        f"/issues/{issue.pk}/close/", {"version": 1, "on": "2021-09-22", "words": "已批复增容方案"}
    )
    page = text_of(cast.client("officer").get(f"/issues/{issue.pk}/"))
    assert "9月22日 办结 已批复增容方案 白予安录入" in page


def test_nobody_elses_issue_is_shown(cast):
    issue = raise_issue(cast.other_enterprise, "W1", RAISED, "用电")
    assert cast.client("officer").get(f"/issues/{issue.pk}/").status_code == 404
    assert cast.client("officer").post(f"/issues/{issue.pk}/close/").status_code == 404
    assert cast.client("other_officer").get(f"/issues/{issue.pk}/").status_code == 200
