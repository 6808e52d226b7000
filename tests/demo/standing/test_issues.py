"""The demo's issues show everything that can become of one."""

import pytest

from enterprises.deadlines import Limits, Step, clock
from enterprises.models import Issue, IssueStep
from officers.models import WorkDay
from tests.demo import TODAY


@pytest.fixture
def clocks(demo):
    """Every issue's clock, by its title."""
    calendar = WorkDay.objects.calendar(demo)
    found = {}
    for issue in Issue.objects.prefetch_related("steps"):
        steps = [Step("raised", issue.raised_on), *(Step(step.kind, step.on) for step in issue.steps.all())]
        level = "major" if any(step.kind == "reclassified" for step in steps) else issue.first_level
        found[issue.code] = clock(level, steps, calendar, Limits())
    return found


def one(clocks, title):
    return clocks[Issue.objects.get(content__startswith=f"{title}：").code]


def test_every_kind_of_step_occurs(demo):
    assert set(IssueStep.objects.values_list("kind", flat=True)) == set(IssueStep.Kind.values)


def test_every_state_occurs(clocks):
    assert {found.state(TODAY) for found in clocks.values()} == {
        "办理中",
        "待上交",
        "已超期",
        "已办结",
        "已上交",
        "超期办结",
        "超期上交",
        "已撤回",
        "已合并",
    }


def test_one_was_closed_a_day_late_over_a_holiday(clocks):
    found = one(clocks, "用电增容申请受阻")
    assert found.used_days == 8
    days = found.count_days(TODAY)
    assert "国庆" in "".join(day.note for day in days)


def test_one_was_opened_again_and_became_too_late_by_that(clocks):
    found = one(clocks, "冷库用电计价类别")
    assert found.reopened
    assert found.overdue(TODAY)


def test_one_is_due_today_or_on_the_next_working_day(clocks):
    found = one(clocks, "充电桩用地手续")
    assert found.deadline.isoformat() == "2026-11-23"


def test_most_are_closed_in_time(clocks):
    in_time = [found for found in clocks.values() if found.state(TODAY) == "已办结"]
    assert len(in_time) > len(clocks) / 2


def test_their_numbers_follow_the_days_they_were_raised(demo):
    codes = list(Issue.objects.order_by("raised_on", "entered_at").values_list("code", flat=True))
    assert codes == sorted(codes)
