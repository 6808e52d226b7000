"""What is not known is said to be not known, with who supplies it; it is never filled with 0 or full marks."""

from datetime import date

import pytest

from officers.models import Unit
from tests.factories import compute_run, make_unit, raise_issue

from .reading import text_of


@pytest.fixture
def pending(cast):
    run = compute_run(cast.district)
    return cast.client("director").get(f"/assessment/runs/{run.pk}/sheets/A01/")


def test_an_officer_without_answers_waits_for_a_survey(pending):
    page = text_of(pending)
    assert "待定：缺有效答卷，由办公室补充调查。" in page
    assert "不判0分，也不判满分" in page


def test_the_total_is_an_interval(pending):
    page = text_of(pending)
    assert "考核总得分 待定 在 10.00–60.00 分之间" in page
    assert 'aria-label="总分待定，在10.00至60.00之间"' in pending.content.decode()
    assert "总分待定，与等次有关的事项在出分后列出" in page


def test_the_ranking_says_what_is_missing_and_gives_no_rank(cast):
    run = compute_run(cast.district)
    page = text_of(cast.client("director").get(f"/assessment/runs/{run.pk}/"))
    assert "待定：缺有效答卷，由办公室补充调查。区间10.00–60.00" in page
    assert "— 林沐川 A01 区工信局" in page


def test_a_unit_without_records_waits_for_the_office(cast):
    make_unit(cast.district, "城北镇", Unit.Kind.TOWN)
    run = compute_run(cast.district, scheme="kunshan-towns", year=2017, as_of=date(2018, 3, 1))
    page = text_of(cast.client("director").get(f"/assessment/runs/{run.pk}/sheets/城北镇/"))
    assert "待定：缺考核记录，由办公室登记。" in page
    assert "没有考核记录" in page


def test_a_department_without_a_group_says_who_enters_it(cast):
    run = compute_run(cast.district, scheme="kunshan-departments", year=2017, as_of=date(2018, 3, 1))
    page = text_of(cast.client("director").get(f"/assessment/runs/{run.pk}/sheets/区工信局/"))
    assert "未确定分组，由办公室在单位名册中登记" in page


def test_days_whose_arrangement_is_not_published_are_marked(cast):
    raise_issue(cast.enterprise, "2028-0001", date(2028, 5, 8), "道路照明损坏", ("closed", date(2028, 5, 9)))
    run = compute_run(cast.district, year=2028, as_of=date(2029, 3, 1))
    page = text_of(cast.client("director").get(f"/assessment/runs/{run.pk}/sheets/A01/"))
    assert "日历暂定" in page
    assert "（暂定）" in page
    assert "公布前不能出最终结果" in page
