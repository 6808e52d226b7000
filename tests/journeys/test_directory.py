"""The office's way through the directory: an enterprise is entered and paired, an officer's enterprises pass on."""

import uuid

import pytest
from playwright.sync_api import expect
from stdnum.cn import uscc

pytestmark = pytest.mark.journey

WIDTHS = [390, 1366]


def new_code():
    """A credit code that nobody has; its place does not exist."""
    body = f"91410899MA{uuid.uuid4().int % 10**7:07d}"
    return body + uscc.calc_check_digit(body)


def choose(select, text):
    """Choose the option that holds the text."""
    select.select_option(select.locator("option", has_text=text).get_attribute("value"))


@pytest.mark.parametrize("width", WIDTHS)
def test_the_office_adds_an_enterprise_and_pairs_it(visit, width):
    window = visit(width).sign_in("wenyining")
    page = window.page
    page.goto("/enterprises/")
    page.get_by_role("link", name="登记企业").click()
    name = f"试点{uuid.uuid4().hex[:6]}有限公司"
    page.get_by_label("统一社会信用代码").fill(new_code())
    page.get_by_label("企业名称").fill(name)
    page.get_by_role("button", name="保存").click()
    page.get_by_role("heading", name=name).wait_for()
    page.get_by_role("link", name="登记结对").click()
    page.get_by_label("首席服务官", exact=True).select_option(index=1)
    page.get_by_label("开始日期").fill("2026-01-01")
    page.get_by_role("button", name="保存").click()
    page.get_by_text("已登记结对").wait_for()
    assert window.cut_off() <= 0
    page.goto(f"/enterprises/?q={name}")
    expect(page.get_by_text("已结对").last).to_be_visible()


def test_an_officers_enterprises_pass_on_in_one_act(visit):
    window = visit().sign_in("hejingcheng")
    page = window.page
    page.goto("/hand-over/")
    choose(page.get_by_label("哪一位首席服务官的企业"), "A13")
    page.get_by_role("button", name="下一步").click()
    page.get_by_label("原因").select_option(label="岗位调整")
    choose(page.locator("#id_officer"), "A14")
    page.get_by_label("交接日").fill("2026-12-31")
    page.get_by_role("button", name="下一步：核对").click()
    page.get_by_role("heading", name="核对交接").wait_for()
    expect(page.get_by_text("还没有办理")).to_be_visible()
    page.get_by_role("button", name="确认交接").click()
    page.get_by_text("已交接").wait_for()
    assert window.cut_off() <= 0
