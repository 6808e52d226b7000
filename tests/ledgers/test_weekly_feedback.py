"""每周反馈: made of the week's records and only confirmed; late is possible and marked (六(一))."""

import json
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from enterprises.models import Visit, WeeklyFeedback
from officers.models import LogEntry
from tests.counting import queries_of
from tests.factories import at, exempt, make_enterprise, make_officer, pair, raise_issue, visit
from tests.pages.reading import part_of, text_of

COUNTS = json.loads((Path(__file__).parent / "query_counts.json").read_text())
#: week 36 of 2021: 6 to 12 September, its last working day a Friday; Monday the 13th is the last day in time
PATH = "/weekly/2021/36/"


@pytest.fixture
def week(cast):
    """One visit of the officer in the week, and one issue raised."""
    visit(cast.pairing, date(2021, 9, 7), is_briefing=True, policies="稳岗返还", content="讲解申报材料")
    raise_issue(cast.enterprise, "W1", date(2021, 9, 8), "用电增容")
    return cast


def confirm(desk, who="officer", path=PATH, **form):
    return desk.cast.client(who).post(f"{path}confirm/", form, follow=True)


def test_one_press_confirms_what_the_records_say(week, desk):
    answer = confirm(desk.arrive(at(2021, 9, 10, 17)))
    assert "第36周已确认" in text_of(answer)
    feedback = WeeklyFeedback.objects.get()
    assert [each["content"] for each in feedback.content["visits"]] == ["讲解申报材料"]
    assert [each["code"] for each in feedback.content["issues"]] == ["W1"]
    assert (feedback.entered_by, feedback.entered_at) == (week.users["officer"], at(2021, 9, 10, 17))
    assert LogEntry.objects.filter(action="登记每周反馈").count() == 1


def test_what_was_confirmed_stands(week, desk):
    confirm(desk.arrive(at(2021, 9, 10, 17)))
    Visit.objects.update(content="改过了")
    assert "讲解申报材料" in text_of(desk.get("officer", PATH))


@pytest.mark.parametrize(
    ("moment", "state"),
    [
        (at(2021, 9, 14) - timedelta(hours=10, microseconds=1), "已确认"),
        (at(2021, 9, 14) - timedelta(hours=10), "逾期确认"),
    ],
    ids=["23:59:59.999999", "00:00:00"],
)
def test_the_first_working_day_after_the_week_is_the_last_in_time(week, desk, moment, state):
    confirm(desk.arrive(moment))
    assert state in part_of(desk.get("officer", PATH), "<h1>", "</div>")


def test_late_is_possible_and_said(week, desk):
    desk.arrive(at(2021, 9, 20))
    assert "仍可确认，会标明逾期" in text_of(desk.get("officer", PATH))
    assert WeeklyFeedback.objects.count() == 0
    confirm(desk)
    assert WeeklyFeedback.objects.count() == 1


def test_a_week_is_not_confirmed_before_its_last_working_day(week, desk):
    desk.arrive(at(2021, 9, 9))
    assert "9月10日（本周最后一个工作日）起可以确认" in text_of(desk.get("officer", PATH))
    assert confirm(desk).status_code == 404
    assert not WeeklyFeedback.objects.exists()


@pytest.mark.parametrize("path", ["/weekly/2019/36/", "/weekly/2021/40/", "/weekly/2021/20/", "/weekly/2021/30/"])
def test_a_week_that_is_not_owed_is_not_confirmed_by_a_crafted_request(week, desk, path):
    """Before the duty began, a week without a working day, and one on leave; the last is the control."""
    exempt(week.officer, date(2021, 5, 1), date(2021, 5, 31), "学习")
    answer = confirm(desk.arrive(at(2021, 10, 8, 17)), path=path)
    owed = path == "/weekly/2021/30/"
    assert answer.status_code == (200 if owed else 404)
    assert WeeklyFeedback.objects.exists() is owed


def test_two_presses_confirm_once(week, desk):
    desk.arrive(at(2021, 9, 10, 17))
    confirm(desk)
    assert "没有重复确认" in text_of(confirm(desk, remark="第二次"))
    assert WeeklyFeedback.objects.get().remark == ""


def test_a_remark_is_one_line_and_what_is_too_long_comes_back(week, desk):
    desk.arrive(at(2021, 9, 10, 17))
    answer = confirm(desk, remark="长" * 201)
    assert answer.status_code == 422
    assert "长" * 201 in answer.content.decode()
    confirm(desk, remark="赶订单")
    assert "赶订单" in text_of(desk.get("officer", PATH))


def test_nothing_is_owed_in_an_exempt_week_or_one_without_working_days(week, desk):
    exempt(week.officer, date(2021, 9, 6), date(2021, 9, 12), "培训")
    assert "不用反馈" in part_of(desk.arrive(at(2021, 9, 13)).get("officer", PATH), "<h1>", "</div>")


def test_the_page_opens_with_the_week_to_be_confirmed(week, desk):
    assert "第36周" in part_of(desk.arrive(at(2021, 9, 13)).get("officer", "/weekly/"), "<h1>", "</h1>")


@pytest.mark.parametrize("path", ["/weekly/2021/0/", "/weekly/2021/53/", "/weekly/1999/3/", "/weekly/2021/40/"])
def test_weeks_that_are_not_or_not_yet_have_no_page(cast, desk, path):
    assert desk.arrive(at(2021, 9, 13)).get("officer", path).status_code == 404


def test_the_office_sees_who_confirmed_and_the_text_of_the_report(week, desk):
    confirm(desk.arrive(at(2021, 9, 14)), remark="赶订单")
    answer = desk.get("staff", "/weekly/report/2021/36/")
    page = text_of(answer)
    assert "2021年第36周（9月6日–12日），应反馈2人，已反馈1人（其中逾期1人）。" in page
    assert "走访企业1次，涉及1家；宣讲政策1次；企业新提出问题1件，办结0件。" in page
    assert "尚未反馈：苏若岚。" in page
    assert "林沐川：赶订单" in page


def test_the_report_as_files_keeps_text_as_text(week, desk):
    confirm(desk.arrive(at(2021, 9, 13)), remark="=1+1 {{7*7}}")
    word = Document(BytesIO(desk.get("staff", "/weekly/report/2021/36/docx/").content))
    assert any("=1+1 {{7*7}}" in paragraph.text for paragraph in word.paragraphs)
    (sheet,) = load_workbook(BytesIO(desk.cast.client("staff").post("/weekly/report/2021/36/xlsx/").content)).worksheets
    cell = sheet["G2"]
    assert (cell.value, cell.data_type) == ("=1+1 {{7*7}}", "s")


def test_the_report_costs_the_same_with_many_officers(week, desk):
    client = desk.arrive(at(2021, 9, 13)).cast.client("staff")
    client.get("/weekly/report/")
    few = queries_of(client, "/weekly/report/2021/36/")
    for number in range(60):
        officer = make_officer(week.district, f"B{number:03d}", f"众{number}", unit=week.unit)
        visit(pair(officer, make_enterprise(week.district, f"厂{number}")), date(2021, 9, 8))
    assert (few, queries_of(client, "/weekly/report/2021/36/")) == (COUNTS["weekly report"],) * 2


def test_ones_own_weeks_cost_the_same_with_many_records(week, desk):
    client = desk.arrive(at(2021, 9, 13)).cast.client("officer")
    client.get("/weekly/")
    few = queries_of(client, PATH)
    for day in range(8, 13):
        visit(week.pairing, date(2021, 9, day))
        raise_issue(week.enterprise, f"V{day}", date(2021, 9, day), "诉求")
    confirm(desk)
    WeeklyFeedback.objects.update(week=35)
    assert (few, queries_of(client, PATH)) == (COUNTS["weekly"],) * 2
