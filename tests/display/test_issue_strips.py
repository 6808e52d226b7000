"""The strip of an issue, for every course an issue can take."""

from datetime import date

import pytest

from assessment import schemes
from assessment.display.issues import issues_panel
from assessment.display.stored import Stored
from assessment.rules.wording import Wording
from enterprises.day_strip import MOST_DAYS
from enterprises.deadlines import Limits, Step, clock
from officers.workdays import Calendar

SCHEME = schemes.load("jiaozuo-officers@2020.1")
CALENDAR = Calendar()


def shown(*steps, level="general", as_of=date(2022, 3, 1), state="overdue"):
    """The issue as the sheet shows it, judged as the measures judge it."""
    told = [Step(kind, on) for kind, on in steps]
    now = "major" if any(step.kind == "reclassified" for step in told) else level
    found = clock(now, told, CALENDAR, Limits())
    row = {
        "code": "2021-0001",
        "enterprise": "91410800MA40000001",
        "name": "沁渊精铸有限公司",
        "content": "用电增容",
        "level": found.kind if found.kind != "void" else now,
        "first_level": level,
        "raised": steps[0][1].isoformat(),
        "steps": [[kind, on and on.isoformat()] for kind, on in steps],
        "deadline": found.deadline and found.deadline.isoformat(),
        "met_on": found.met_on and found.met_on.isoformat(),
        "used": found.used_days,
        "state": state,
        "provisional": found.provisional,
    }
    body = {"year": 2021, "as_of": as_of.isoformat(), "evidence": {"issues": [row]}, "units": {}, "facts": {}}
    panel = issues_panel(Stored(SCHEME, Wording(SCHEME), body, CALENDAR), SCHEME.item["issues"])
    (issue,) = panel.overdue + panel.others
    return issue


RAISED = ("raised", date(2021, 9, 17))


def test_an_issue_nobody_closed_is_counted_a_little_past_its_deadline():
    issue = shown(RAISED)
    last = [(day.day, day.kind) for day in issue.days[-4:]]
    assert last == [("9.28 周二", "due"), ("9.29 周三", "late"), ("9.30 周四", "late"), ("10.1 周五", "off")]
    assert (issue.ended, issue.used) == ("—", "—")


CLOSED, REOPENED = ("closed", date(2021, 9, 29)), ("reopened", date(2021, 10, 8))


@pytest.mark.parametrize(
    ("level", "steps", "said"),
    [
        ("general", (), "至今未办结"),
        ("general", (CLOSED,), ""),
        ("general", (CLOSED, REOPENED), "至今未办结"),
        ("major", (), "至今未上交"),
        ("major", (CLOSED,), "至今未上交（9月29日办结）"),
        ("major", (CLOSED, REOPENED), "至今未上交"),
        ("major", (("escalated", date(2021, 9, 29)),), ""),
    ],
)
def test_what_has_not_happened_yet_is_named(level, steps, said):
    assert shown(RAISED, *steps, level=level).unmet == said


def test_an_issue_closed_much_later_is_cut_with_a_sentence():
    issue = shown(RAISED, ("closed", date(2021, 12, 20)))
    assert len(issue.days) == MOST_DAYS
    assert "以后各日从略，至12月20日。" in issue.sentences


def test_a_reclassified_issue_is_counted_from_that_day_on():
    issue = shown(RAISED, ("reclassified", date(2021, 9, 22)), ("escalated", date(2021, 9, 24)), state="on_time")
    assert issue.level == "重点（原为一般）"
    assert [(day.day, day.number) for day in issue.days] == [
        ("9.22 周三", "起"),
        ("9.23 周四", "1"),
        ("9.24 周五", "2"),
    ]
    assert issue.ended == "9月24日上交"


def test_one_reclassified_too_late_stays_under_the_general_limit():
    issue = shown(RAISED, ("reclassified", date(2021, 10, 11)), ("escalated", date(2021, 10, 12)))
    assert issue.level == "一般"
    assert "7个工作日为限" in issue.sentences


def test_the_clock_stands_still_between_closing_and_reopening():
    issue = shown(
        RAISED, ("closed", date(2021, 9, 22)), ("reopened", date(2021, 9, 27)), ("closed", date(2021, 9, 29)),
        state="on_time",
    )  # fmt: skip
    assert [day.number for day in issue.days if day.day.startswith(("9.23", "9.24"))] == ["停计", "停计"]
    assert "办结至重新办理之间停计。" in issue.sentences
    assert issue.used == "4个工作日"


@pytest.mark.parametrize(("kind", "words"), [("withdrawn", "企业撤回，不计"), ("merged", "并入其他问题，不计")])
def test_a_void_issue_has_no_strip_and_says_why(kind, words):
    issue = shown(RAISED, (kind, date(2021, 9, 22)), state="void")
    assert (issue.days, issue.state, issue.deadline) == ([], words, "—")


def test_days_of_a_year_without_arrangement_are_marked():
    issue = shown(("raised", date(2029, 5, 8)), ("closed", date(2029, 5, 9)), as_of=date(2030, 3, 1), state="on_time")
    assert "（暂定）" in issue.deadline
    assert all("暂定" in day.note for day in issue.days)
