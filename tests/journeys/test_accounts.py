"""From the administrator's desk to the newcomer's first day, in the browser."""

import base64
import time

import pytest
from playwright.sync_api import expect

from assessment.demo.accounts import PASSWORD
from officers import totp

pytestmark = pytest.mark.journey

NEW = "Chun-feng-hua-yu-26"


def sign_in(window, name, password):
    page = window.page
    page.goto("/login/")
    page.get_by_label("登录名").fill(name)
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url(lambda url: not url.endswith("/login/"))


def test_an_account_is_opened_and_its_owner_sets_a_password(visit):
    desk = visit().sign_in("qinruoheng")
    page = desk.page
    page.goto("/accounts/new/")
    page.get_by_label("姓名").fill("高望远")
    page.get_by_label("登录名").fill("gaowangyuan")
    page.get_by_label("身份").select_option(label="办公室工作人员")
    page.get_by_role("button", name="开设账号").click()
    page.get_by_role("heading", name="高望远的初始密码").wait_for()
    password = page.locator("dd.key").nth(1).inner_text()
    newcomer = visit(390)
    sign_in(newcomer, "gaowangyuan", password)
    theirs = newcomer.page
    theirs.get_by_role("heading", name="设置自己的密码").wait_for()
    theirs.get_by_label("现在的密码").fill(password)
    theirs.get_by_label("新密码", exact=True).fill(NEW)
    theirs.get_by_label("再输入一次新密码").fill(NEW)
    theirs.get_by_role("button", name="保存新密码").click()
    theirs.wait_for_url("**/today/")
    # a role is stopped, and gone with the next click
    page.goto("/accounts/?q=gwy")
    page.get_by_role("link", name="高望远").click()
    page.get_by_role("button", name="停止").click()
    page.get_by_text("身份已停止").wait_for()
    theirs.goto("/me/")
    theirs.get_by_text("目前没有身份").wait_for()


def test_a_second_factor_is_taken_up_used_and_given_back(visit):
    window = visit(390).sign_in("suruolan")
    page = window.page
    page.goto("/me/")
    page.locator("li", has_text="动态口令").get_by_role("link", name="启用").click()
    page.get_by_role("button", name="开始启用").click()
    key = page.locator("p.key").inner_text()
    assert page.locator("svg.qr").bounding_box()["width"] >= 200
    secret = base64.b32decode(key.replace(" ", ""))
    page.get_by_label("动态口令", exact=True).fill(totp.code_at(secret, int(time.time()) // 30))
    page.get_by_role("button", name="启用动态口令").click()
    expect(page.locator("ol.codes li")).to_have_count(10)
    codes = page.locator("ol.codes li").all_inner_texts()
    other = visit()
    sign_in(other, "suruolan", PASSWORD)
    other.page.get_by_label("动态口令", exact=True).fill(codes[0])
    other.page.get_by_role("button", name="登录").click()
    other.page.wait_for_url("**/home/")
    other.page.goto("/me/two-factor/")
    other.page.get_by_label("动态口令", exact=True).fill(codes[1])
    other.page.get_by_role("button", name="停用动态口令").click()
    other.page.get_by_text("动态口令已停用").wait_for()


def test_a_trusted_phone_opens_the_own_sheets_after_the_session_has_ended(visit):
    phone = visit(390).sign_in("linmuchuan")
    page = phone.page
    page.goto("/me/")
    page.get_by_role("button", name="信任这部手机").click()
    page.get_by_text("已设为信任设备").wait_for()
    phone.context.clear_cookies(name="session")
    page.goto("/assessment/mine/")
    page.get_by_role("heading", name="我的得分表").wait_for()
    page.goto("/me/")
    page.wait_for_url("**/login/?next=/me/")


def test_the_log_is_searched_and_taken_away(visit):
    window = visit().sign_in("liangshen")
    page = window.page
    page.goto("/log/")
    page.locator("[name=action]:visible").fill("登录")
    page.get_by_role("button", name="查询").click()
    expect(page.get_by_role("row").nth(1)).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="导出Excel").click()
    assert download.value.suggested_filename.endswith(".xlsx")
