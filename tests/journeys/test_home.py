"""The first look of the day: the officer's home on a phone, the office's 今日 and the text that goes into a chat."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.journey

WIDTHS = [390, 1366]


@pytest.mark.parametrize("width", WIDTHS)
def test_an_officer_sees_what_to_do_and_goes_to_where_it_is_done(visit, width):
    window = visit(width).sign_in("linmuchuan")
    page = window.page
    page.wait_for_url("**/home/")
    expect(page.get_by_role("heading", name="要办的事")).to_be_visible()
    expect(page.get_by_text("不办扣").first).to_be_visible()
    expect(page.get_by_text("企业满意度50分：结果公布前不显示")).to_be_visible()
    assert window.cut_off() <= 0
    page.get_by_role("link", name="工作台账 ").first.click()
    page.wait_for_url("**/ledgers/**")


def test_a_deputy_sees_the_officer_they_serve(visit):
    window = visit(390).sign_in("baiyuan")
    expect(window.page.get_by_role("heading", name="林沐川　要办的事")).to_be_visible()
    assert window.page.get_by_text("暂计得分").count() == 0
    assert window.cut_off() <= 0


@pytest.mark.parametrize("width", WIDTHS)
def test_a_clerk_copies_the_list_of_those_who_have_not_visited(visit, width):
    window = visit(width, permissions=["clipboard-read", "clipboard-write"]).sign_in("wenyining")
    page = window.page
    page.wait_for_url("**/today/")
    expect(page.get_by_role("heading", name="催报名单")).to_be_visible()
    assert window.cut_off() <= 0
    page.get_by_role("button", name="复制").first.click()
    page.get_by_text("已复制").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("【")
    assert copied == page.locator(".remind-text").first.text_content()


def test_the_list_is_copied_where_the_network_has_no_clipboard(visit):
    window = visit().sign_in("wenyining")
    page = window.page
    page.evaluate("Object.defineProperty(window, 'isSecureContext', {value: false})")
    page.get_by_role("button", name="复制").first.click()
    page.get_by_text("已复制").wait_for()
    assert page.evaluate("getSelection().toString()").startswith("【")


def test_the_list_can_be_read_and_selected_without_scripts(visit):
    window = visit(java_script_enabled=False)
    window.page.goto("/login/")
    window.page.get_by_label("登录名").fill("wenyining")
    window.page.get_by_label("密码").fill("Demo-2026-fuwu")
    window.page.keyboard.press("Enter")
    window.page.wait_for_url("**/today/")
    expect(window.page.locator(".remind-text").first).to_be_visible()
    assert window.page.get_by_role("button", name="复制").count() == 0
