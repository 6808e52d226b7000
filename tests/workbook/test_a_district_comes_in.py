"""Every sheet becomes the records it stands for."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from assessment.models import Record
from enterprises.models import (
    Enterprise,
    Exemption,
    Honour,
    Issue,
    IssueStep,
    Ledger,
    Pairing,
    PolicySupport,
    Submission,
    Visit,
)
from officers.models import Deputy, Officer, Unit, WorkDay
from surveys.models import Answer, Question, Response, Survey

from .making import AT, FIRM, MARKS


@pytest.fixture(autouse=True)
def report(brought):
    found = brought()
    assert found.is_clean
    return found


def test_the_report_counts_each_sheet(report):
    assert {title: count.new for title, count in report.counts.items()} == {
        "单位": 4,
        "首席服务官": 1,
        "工作日历": 1,
        "企业": 2,
        "结对": 1,
        "豁免": 1,
        "走访": 2,
        "工作台账": 3,
        "政策支持": 1,
        "企业问题": 3,
        "表彰通报": 3,
        "满意度": 1,
        "考核记录": 5,
    }


def test_units_officers_and_enterprises_are_as_written():
    assert Unit.objects.get(name="发改局").kind == Unit.Kind.DEPARTMENT
    assert Unit.objects.get(name="发改局").group == "A"
    officer = Officer.objects.get(code="A01")
    assert (officer.name, officer.title, officer.unit.name, officer.phone) == ("张三", "局长", "发改局", "13800000000")
    assert Enterprise.objects.get(credit_code=FIRM).contact == "李四"


def test_a_pairing_has_its_deputy_as_a_person():
    pairing = Pairing.objects.get()
    assert pairing.deputy == Deputy.objects.get(name="王五")
    assert (pairing.starts, pairing.ends, pairing.number) == (date(2020, 6, 1), None, "2020-0001")


def test_a_false_visit_is_void_with_a_reason():
    good, bad = Visit.objects.order_by("date")
    assert (good.is_void, good.is_briefing, good.policies) == (False, True, "惠企十条")
    assert (bad.voided_at, bad.void_reason, bad.visitor) == (AT, "导入：失实", Visit.Visitor.DEPUTY)
    assert (good.iso_year, good.week_bit) == (2021, 1 << 2)


def test_who_entered_and_when_is_the_import():
    visit = Visit.objects.first()
    assert (visit.entered_by, visit.entered_at) == (None, AT)


def test_a_ledger_sent_back_has_two_handings_in_and_one_not_in_has_none():
    january, february, march = Ledger.objects.order_by("month")
    assert january.submissions.get().received_at == datetime(2021, 2, 5, 15, 59, 59, tzinfo=UTC)
    first, again = february.submissions.order_by("sequence")
    assert first.returned_at == datetime(2021, 3, 5, 1, tzinfo=UTC)
    assert (again.received_at, again.returned_at) == (datetime(2021, 3, 8, 1, tzinfo=UTC), None)
    assert not Submission.objects.filter(ledger=march).exists()


def test_an_amount_is_exact():
    assert PolicySupport.objects.get().amount == Decimal("12.5")


def test_the_dates_of_an_issue_are_steps():
    assert Issue.objects.get(code="W02").first_level == Issue.Level.GENERAL
    steps = IssueStep.objects.filter(issue__code="W02").order_by("sequence")
    assert [(step.kind, step.on) for step in steps] == [
        ("reclassified", date(2021, 10, 15)),
        ("escalated", date(2021, 10, 20)),
    ]
    assert IssueStep.objects.get(issue__code="W03", kind="withdrawn").on is None


def test_a_reply_makes_its_round_with_five_questions():
    survey = Survey.objects.get()
    assert (survey.name, survey.closes_on) == ("2021年终", date(2021, 12, 20))
    assert Question.objects.filter(survey=survey).count() == 5
    marks = Answer.objects.filter(response=Response.objects.get()).order_by("question__position")
    assert [answer.choice for answer in marks] == MARKS


def test_a_blank_whether_related_means_yes_for_an_officer_and_no_for_others():
    related = {honour.kind: honour.service_related for honour in Honour.objects.all()}
    assert related == {"commendation": True, "title": True, "criticism": False}


def test_findings_and_marks_keep_their_values():
    values = dict(Record.objects.values_list("item", "value"))
    assert values == {"meet_short": "1", "plan_done": "3/4", "leaders": "27.5", "inaction": "是", "登记完毕": ""}


def test_the_calendar_and_exemptions_come_too():
    assert WorkDay.objects.get().is_workday is True
    assert Exemption.objects.get().approver == "办公室"
