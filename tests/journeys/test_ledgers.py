"""A month's ledger from the officer's phone to the office and back again."""

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.journey


def test_a_ledger_is_handed_in_by_phone_sent_back_handed_in_again_and_accepted(visit):
    month = date.today().month  # noqa: DTZ011 - the demo stands on the machine's day
    phone = visit(390).sign_in("linmuchuan")
    phone.page.goto("/ledgers/")
    phone.page.get_by_role("link", name=re.compile(f"^{month}月")).click()
    expect(phone.page.get_by_label("工作开展情况")).to_be_visible()
    path = phone.page.url
    phone.page.get_by_label("工作开展情况").fill("配合区发改委摸底用能。")
    phone.page.get_by_role("button", name="存草稿").click()
    expect(phone.page.get_by_text("草稿已保存")).to_be_visible()
    phone.page.get_by_role("button", name="上报").click()
    expect(phone.page.get_by_label(f"{month}月还没有结束，现在就上报")).to_be_focused()
    phone.page.locator("[name=early]").check()
    phone.page.get_by_role("button", name="上报").click()
    expect(phone.page.get_by_text("台账已上报")).to_be_visible()
    assert phone.page.get_by_role("button", name="上报").count() == 0

    desk = visit(1366).sign_in("wenyining")
    desk.page.goto("/ledgers/")
    desk.page.get_by_role("link", name=f"查看并收下：林沐川{month}月台账").click()
    desk.page.get_by_label("退回原因").fill("请补写存在问题和建议")
    desk.page.get_by_role("button", name="退回", exact=True).click()
    expect(desk.page.get_by_text("已退回，等林沐川重报")).to_be_visible()

    phone.page.goto(path)
    expect(phone.page.locator(".led-back").get_by_text("请补写存在问题和建议")).to_be_visible()
    phone.page.get_by_label("存在问题和建议").fill("冬季用工紧，建议联合办招聘会。")
    phone.page.locator("[name=early]").check()
    phone.page.get_by_role("button", name="重报").click()
    expect(phone.page.get_by_text("第2次上报")).to_be_visible()

    desk.page.goto(path)
    expect(desk.page.get_by_text("“存在问题和建议”已补写")).to_be_visible()
    desk.page.get_by_role("button", name="收下", exact=True).click()
    expect(desk.page.get_by_text(f"已收下林沐川{month}月台账")).to_be_visible()
    phone.page.goto(path)
    expect(phone.page.get_by_text("已收下").first).to_be_visible()
    phone.page.get_by_role("link", name="打印稿").first.click()
    expect(phone.page.get_by_text("首席服务官工作台账")).to_be_visible()


def test_a_week_is_confirmed_by_one_press_at_the_keyboard(visit):
    phone = visit(390).sign_in("suruolan")
    ten_weeks_ago = date.today() - timedelta(weeks=10)  # noqa: DTZ011 - before the demo's first confirmed week
    year, week, _ = ten_weeks_ago.isocalendar()
    phone.page.goto(f"/weekly/{year}/{week}/")
    phone.page.get_by_label("补充说明").fill("补记一周")
    phone.page.get_by_role("button", name=f"确认第{week}周").focus()
    phone.page.keyboard.press("Enter")
    phone.page.wait_for_selector(".said")
    expect(phone.page.get_by_text(f"第{week}周已确认")).to_be_visible()
    expect(phone.page.get_by_text("逾期确认").first).to_be_visible()


def test_the_office_copies_the_weekly_report(visit):
    desk = visit(1366).sign_in("hejingcheng")
    desk.page.goto("/weekly/report/")
    desk.page.get_by_role("link", name="上一周").click()
    expect(desk.page.get_by_role("region", name="周报文字")).to_have_text(re.compile("应反馈"))
    expect(desk.page.get_by_role("button", name="复制")).to_be_visible()
    with desk.page.expect_download() as file:
        desk.page.get_by_role("link", name="下载Word").click()
    assert file.value.suggested_filename.endswith(".docx")


def test_the_names_stay_in_sight_while_the_months_are_scrolled(visit):
    phone = visit(390).sign_in("wenyining")
    phone.page.goto("/ledgers/")
    table = phone.page.locator(".wide")
    table.evaluate("box => { box.scrollLeft = 250; }")
    name = table.locator("tbody .nm").first
    name.scroll_into_view_if_needed()
    assert table.evaluate("box => box.scrollLeft") == 250
    assert name.bounding_box()["x"] == table.bounding_box()["x"]
    on_top = """cell => {
      const { right, top, bottom } = cell.getBoundingClientRect();
      return cell.contains(document.elementFromPoint(right - 3, (top + bottom) / 2));
    }"""
    assert name.evaluate(on_top)
