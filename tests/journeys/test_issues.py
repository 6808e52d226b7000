"""An issue from the enterprise's word to its end: registered and closed on a phone, reclassified at a desk."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.journey


def register(window, content, level="一般"):
    """Register an issue for the first own enterprise; on its page afterwards."""
    page = window.page
    page.goto("/issues/")
    page.get_by_role("link", name="登记问题").click()
    page.locator(".pick label", has_text="沁渊精铸").click()
    page.locator(".pick label", has_text=level).click()
    page.get_by_label("问题内容").fill(content)
    page.get_by_role("button", name="登记问题").click()
    page.get_by_text("已登记第").wait_for()
    return page


def test_an_officer_registers_an_issue_on_a_phone_and_closes_it(visit):
    window = visit(390).sign_in("linmuchuan")
    page = window.page
    page.goto("/issues/new/")
    assert "前办结，第7个工作日" in page.locator("#counted").inner_text()
    # another day: the deadlines below follow by themselves
    before = page.locator("#counted").inner_text()
    page.get_by_label("哪一天提出").fill("2026-03-02")
    page.locator("#counted").get_by_text("一般问题：3月11日前办结，第7个工作日").wait_for()
    assert page.locator("#counted").inner_text() != before
    assert window.cut_off() <= 0
    page = register(window, "空压站噪声扰民，需要协调错峰")
    expect(page.get_by_text("剩7个工作日").first).to_be_visible()
    assert window.cut_off() <= 0
    page.get_by_role("link", name="办结").click()
    page.get_by_label("办理结果").fill("与居委会商定夜间停机，企业确认")
    page.get_by_role("button", name="办结").click()
    page.get_by_text("已办结。").wait_for()
    expect(page.locator(".timeline").get_by_text("与居委会商定夜间停机，企业确认")).to_be_visible()
    page.goto("/issues/?state=closed")
    expect(page.get_by_text("空压站噪声扰民").first).to_be_visible()


def test_the_office_reclassifies_and_reads_the_explained_clock(visit):
    register(visit(390).sign_in("linmuchuan"), "锅炉房迁建须市级审批")
    window = visit().sign_in("wenyining")
    page = window.page
    page.goto("/issues/?who=linmuchuan")
    page.get_by_role("link", name="锅炉房迁建").click()
    page.get_by_role("link", name="改为重点").click()
    page.get_by_label("原因").fill("涉及市级部门")
    page.get_by_role("button", name="改为重点").click()
    page.get_by_text("已改为重点。").wait_for()
    expect(page.get_by_text("重点（原为一般）").first).to_be_visible()
    assert "3个工作日为限" in page.locator("main").inner_text()
    assert page.locator(".days .due .k").inner_text() == "3"
    page.get_by_role("link", name="上交办公室").click()
    page.get_by_role("button", name="上交办公室").click()
    page.get_by_text("已上交办公室。").wait_for()
    assert page.locator(".state .tag").first.inner_text() == "已上交"


def test_without_script_the_deadline_is_counted_by_a_button(visit):
    window = visit(390, java_script_enabled=False).sign_in("linmuchuan")
    page = window.page
    page.goto("/issues/new/")
    page.locator(".pick label", has_text="沁渊精铸").click()
    page.get_by_label("哪一天提出").fill("2026-03-02")
    page.get_by_role("button", name="按所填日期重算").click()
    expect(page.get_by_text("一般问题：3月11日前办结，第7个工作日")).to_be_visible()


def test_the_office_enters_a_support_and_voids_it(visit):
    page = visit().sign_in("wenyining").page
    page.goto("/supports/")
    page.get_by_role("link", name="登记政策支持").click()
    page.get_by_label("企业名称").fill("qinyuan")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="沁渊精铸").click()
    page.get_by_role("combobox", name="政策").select_option(label="稳岗返还")
    page.get_by_label("金额（万元）").fill("3.5")
    page.get_by_role("button", name="登记政策支持").click()
    page.get_by_text("已登记：").wait_for()
    page.get_by_role("link", name="作废").click()
    page.get_by_label("作废原因").fill("重复登记")
    page.get_by_role("button", name="作废").click()
    page.get_by_text("重复登记").wait_for()
