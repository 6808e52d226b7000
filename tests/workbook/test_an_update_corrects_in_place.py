"""A row whose key exists corrects its record; what the workbook does not speak of stays."""

from datetime import UTC, date, datetime, timedelta

import pytest

from assessment.models import Record
from enterprises.models import Enterprise, Honour, Issue, IssueStep, Ledger, PolicySupport, Submission, Visit
from officers.models import Officer, WorkDay
from surveys.models import Answer, Response, Survey

from .making import AT, DISTRICT, FIRM, HONOURS, ISSUES, LEDGERS, MARKS, RECORDS, REPLIES, VISITS

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def first(brought):
    assert brought().is_clean


def counted(report, title):
    count = report.counts[title]
    return count.new, count.updated, count.unchanged


def test_the_row_that_differs_is_updated_and_its_version_rises(brought):
    rows = [VISITS, ["A01", FIRM, "2021-01-14", "本人", "否", None, "改了", "有效"], DISTRICT["走访"][2]]
    assert counted(brought(走访=rows), "走访") == (0, 1, 1)
    visit = Visit.objects.get(date=date(2021, 1, 14))
    assert (visit.is_briefing, visit.policies, visit.content, visit.version) == (False, "", "改了", 2)
    assert Visit.objects.get(date=date(2021, 1, 20)).version == 1


def test_a_record_keeps_its_number(brought):
    before = Visit.objects.get(date=date(2021, 1, 14)).number
    brought(走访=[VISITS, ["A01", FIRM, "2021-01-14"], ["A01", FIRM, "2021-01-05"]])
    assert Visit.objects.get(date=date(2021, 1, 14)).number == before
    assert Visit.objects.get(date=date(2021, 1, 5)).number == "2021-0003"


def test_what_is_not_in_the_workbook_stays(brought):
    brought(走访=None, 企业=[["统一社会信用代码", "企业名称"], [FIRM, "甲集团"]])
    assert Visit.objects.count() == 2
    firm = Enterprise.objects.get(credit_code=FIRM)
    assert (firm.name, firm.contact) == ("甲集团", "李四")


def test_a_blank_cell_of_a_column_that_is_there_empties_the_field(brought):
    brought(首席服务官=[["编号", "姓名", "职务", "单位名称"], ["A01", "张三", None, None]])
    officer = Officer.objects.get()
    assert (officer.title, officer.unit, officer.phone) == ("", None, "13800000000")


def test_a_visit_can_be_voided_and_made_valid_again(brought):
    brought(走访=[VISITS, ["A01", FIRM, "2021-01-14", *[None] * 4, "失实"]])
    visit = Visit.objects.get(date=date(2021, 1, 14))
    assert (visit.voided_at, visit.void_reason) == (AT, "导入：失实")
    brought(走访=[VISITS, ["A01", FIRM, "2021-01-14", *[None] * 4, "有效"]])
    visit.refresh_from_db()
    assert (visit.voided_at, visit.void_reason, visit.version) == (None, "", 3)


def test_a_visit_voided_in_the_application_keeps_its_own_reason(brought):
    Visit.objects.filter(date=date(2021, 1, 20)).update(void_reason="经核实未到场")
    assert counted(brought(), "走访") == (0, 0, 2)
    assert Visit.objects.get(date=date(2021, 1, 20)).void_reason == "经核实未到场"


def test_a_reply_can_be_corrected_and_voided(brought):
    marks = ["非常满意", *MARKS[1:]]
    row = [FIRM, "2021年终", "2021-12-21", "2021-12-18 10:00:00", *marks, "作废"]
    assert counted(brought(满意度=[REPLIES, row]), "满意度") == (0, 1, 0)
    response = Response.objects.get()
    assert response.void_reason == "导入：作废"
    assert list(Answer.objects.order_by("question__position").values_list("choice", flat=True)) == marks
    assert Survey.objects.get().closes_on == date(2021, 12, 21)


def test_another_closing_day_is_an_update_though_the_reply_stands(brought):
    row = [FIRM, "2021年终", "2022-01-05", "2021-12-18 10:00:00", *MARKS, "有效"]
    assert counted(brought(满意度=[REPLIES, row]), "满意度") == (0, 1, 0)
    assert Survey.objects.get().closes_on == date(2022, 1, 5)
    assert counted(brought(满意度=[REPLIES, row]), "满意度") == (0, 0, 1)


def test_a_finding_an_honour_a_support_and_a_day_can_be_corrected(brought):
    brought(
        考核记录=[RECORDS, ["kunshan-towns", "城关镇", "meet_short", "2021-02-10", 2, None, None, None, "补"]],
        表彰通报=[HONOURS, ["首席服务官", "A01", "2021-06-01", "工作表彰", "省", "招商", "否", None]],
        政策支持=[["统一社会信用代码", "日期", "政策名称", "金额"], [FIRM, "2021-04-08", "技改补贴", None]],
        工作日历=[["日期", "是否工作日"], ["2021-05-23", "否"]],
    )
    record = Record.objects.get(item="meet_short")
    assert (record.value, record.note, record.version) == ("2", "补", 2)
    honour = Honour.objects.get(officer__isnull=False)
    assert (honour.level, honour.service_related, honour.document_no) == ("province", False, "")
    assert PolicySupport.objects.get().amount is None
    assert WorkDay.objects.get().is_workday is False


class TestLedgers:
    def row(self, *times):
        return [LEDGERS, ["A01", "2021-01", *times]]

    def filings(self):
        standing = Ledger.objects.get(month=date(2021, 1, 1), voided_at=None)
        return list(standing.submissions.order_by("sequence").values_list("received_at", "returned_at"))

    def test_a_return_and_a_second_handing_in_are_added(self, brought):
        times = ("2021-02-05 23:59:59", "2021-02-07 9:00", "2021-02-08 9:00")
        assert counted(brought(工作台账=self.row(*times)), "工作台账") == (0, 1, 0)
        received = datetime(2021, 2, 5, 15, 59, 59, tzinfo=UTC)
        returned, again = datetime(2021, 2, 7, 1, tzinfo=UTC), datetime(2021, 2, 8, 1, tzinfo=UTC)
        assert self.filings() == [(received, returned), (again, None)]
        assert Ledger.objects.get(month=date(2021, 1, 1)).version == 2

    def test_a_time_is_corrected_in_place(self, brought):
        brought(工作台账=self.row("2021-02-06"))
        assert self.filings() == [(datetime(2021, 2, 5, 16, tzinfo=UTC), None)]
        assert Ledger.objects.filter(month=date(2021, 1, 1)).count() == 1

    def test_a_ledger_that_loses_a_handing_in_is_voided_and_entered_anew(self, brought):
        brought(工作台账=self.row())
        assert self.filings() == []
        old = Ledger.objects.get(month=date(2021, 1, 1), voided_at=AT)
        assert (old.void_reason, old.submissions.count()) == ("导入：更正", 1)

    def test_fractions_of_a_second_are_no_difference(self, brought):
        moment = Submission.objects.get(ledger__month=date(2021, 1, 1))
        Submission.objects.filter(pk=moment.pk).update(received_at=moment.received_at + timedelta(microseconds=900_000))
        assert counted(brought(), "工作台账") == (0, 0, 3)

    def test_a_missing_column_says_nothing(self, brought):
        rows = [["首席服务官编号", "月份", "上报时间"], ["A01", "2021-02", "2021-03-04 9:00"]]
        assert counted(brought(工作台账=rows), "工作台账") == (0, 0, 1)


class TestIssues:
    def steps(self, code):
        found = IssueStep.objects.filter(issue__code=code).order_by("sequence")
        return [(step.kind, step.on, step.voided_at is not None) for step in found]

    def test_a_date_that_differs_voids_the_wrong_step_and_appends_the_right_one(self, brought):
        brought(企业问题=[ISSUES, ["W01", FIRM, "一般", "2021-02-25", None, None, "2021-03-09"]])
        assert self.steps("W01") == [("closed", date(2021, 3, 8), True), ("closed", date(2021, 3, 9), False)]
        assert Issue.objects.get(code="W01").version == 2

    def test_a_date_taken_back_voids_its_step(self, brought):
        brought(企业问题=[ISSUES, ["W01", FIRM, "一般", "2021-02-25"]])
        assert self.steps("W01") == [("closed", date(2021, 3, 8), True)]

    def test_an_issue_withdrawn_by_mistake_comes_back(self, brought):
        brought(企业问题=[ISSUES, ["W03", FIRM, "重点", "2021-11-01", None, "2021-11-02", None, "正常"]])
        assert self.steps("W03") == [("escalated", date(2021, 11, 2), False), ("withdrawn", None, True)]

    def test_the_class_follows_the_day_of_the_change(self, brought):
        brought(企业问题=[ISSUES, ["W02", FIRM, "一般", "2021-10-12", None, "2021-10-20"]])
        assert Issue.objects.get(code="W02").first_level == Issue.Level.GENERAL
        assert self.steps("W02")[0] == ("reclassified", date(2021, 10, 15), True)
        brought(企业问题=[ISSUES, ["W02", FIRM, "重点", "2021-10-12", None, "2021-10-20"]])
        assert Issue.objects.get(code="W02").first_level == Issue.Level.MAJOR
