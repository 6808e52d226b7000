"""The main forms without a mouse: every field is reached by Tab, chosen by the arrows and Space, sent by Enter."""

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from assessment.demo.accounts import PASSWORD
from tests.workbook.making import write

from .keyboard import fill, go_to, press
from .test_directory import new_code

pytestmark = pytest.mark.journey

TODAY = date.today()  # noqa: DTZ011 - the demo stands on the machine's day
UNITS = [["单位名称", "单位类别"], ["区史志馆", "区直部门"]]


def test_a_wrong_password_is_told_first_and_the_next_one_leads_in(visit):
    page = visit(390).page
    page.goto("/login/")
    expect(page.locator("[name=username]")).to_be_focused()
    page.keyboard.type("liangshen")
    page.keyboard.press("Tab")
    page.keyboard.type("wrong")
    page.keyboard.press("Enter")
    page.get_by_text("登录名或密码不对").wait_for()
    expect(page.get_by_role("alert")).to_be_focused()
    fill(page, password=PASSWORD)
    press(page, "登录")
    page.wait_for_url(lambda url: "/login/" not in url)


def test_a_visit_is_logged(visit):
    page = visit(390, of="suruolan").page
    page.goto("/visits/new/")
    fill(page, pairing=1)
    go_to(page, "work")
    page.keyboard.press("Space")
    fill(page, content="宣讲稳岗返还，企业无新问题。")
    press(page, "保存")
    page.get_by_text("已保存，编号").wait_for()


def test_an_issue_is_registered(visit):
    page = visit(1366, of="suruolan").page
    page.goto("/issues/new/")
    go_to(page, "enterprise")
    page.keyboard.press("Space")
    fill(page, first_level=1, content="厂区雨水管网倒灌，需要协调改造。")
    press(page, "登记问题")
    page.get_by_text("已登记第").wait_for()


def test_deadlines_that_come_anew_leave_the_focus_where_it_is(visit):
    page = visit(1366, of="suruolan").page
    page.goto("/issues/new/")
    for part in ("#due-1", "#due-2", "#count-again"):
        page.locator(part).focus()
        with page.expect_response(lambda answer: "/issues/new/?" in answer.url):
            page.evaluate("document.getElementById('id_raised_on').dispatchEvent(new Event('change', {bubbles: true}))")
        expect(page.locator(".htmx-request, .htmx-swapping, .htmx-settling")).to_have_count(0)
        expect(page.locator(part)).to_be_focused()


def test_a_visit_is_voided_at_the_office(visit):
    page = visit(1366, of="wenyining").page
    page.goto("/visits/")
    page.goto(page.locator(".table tbody a[href^='/visits/']").last.get_attribute("href") + "void/")
    fill(page, reason="企业反映当日无人到访")
    press(page, "作废")
    page.get_by_text("企业反映当日无人到访").first.wait_for()


def test_a_ledger_is_kept_handed_in_and_sent_back(visit):
    path = f"/ledgers/2/{TODAY.year}/{TODAY.month}/"
    page = visit(390, of="suruolan").page
    page.goto(path)
    fill(page, progress="走访两家，宣讲稳岗返还。", suggestions="建议增开夜间公交。")
    press(page, "存草稿")
    page.get_by_text("草稿已保存").wait_for()
    go_to(page, "early")
    page.keyboard.press("Space")
    press(page, "上报")
    page.get_by_text("台账已上报").wait_for()
    desk = visit(1366, of="wenyining").page
    desk.goto(path)
    fill(desk, reason="请补写办理结果")
    press(desk, "退回")
    desk.get_by_text("已退回，等苏若岚重报").wait_for()


def test_what_is_wrong_leads_to_its_field_and_a_pairing_follows(visit):
    page = visit(1366, of="wenyining").page
    page.goto("/enterprises/new/")
    fill(page, credit_code="12345", name="远岫新材料有限公司")
    press(page, "保存")
    page.get_by_text("有1处要改").wait_for()
    expect(page.get_by_role("alert")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("[name=credit_code]")).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type(new_code())
    press(page, "保存")
    page.get_by_role("heading", name="远岫新材料有限公司").wait_for()
    press(page, "登记结对")
    page.get_by_role("heading", name="登记结对").wait_for()
    fill(page, officer=4, starts=date(2026, 1, 1))
    press(page, "保存")
    page.get_by_text("已登记结对").wait_for()


def test_an_officers_enterprises_pass_on(visit):
    page = visit(1366, of="hejingcheng").page
    page.goto("/hand-over/")
    fill(page, officer=12)
    press(page, "下一步")
    page.get_by_text("原首席服务官的最后一天").wait_for()
    fill(page, day=date(2026, 12, 31), reason=1, officer=1)
    press(page, "下一步：核对")
    page.get_by_role("heading", name="核对交接").wait_for()
    press(page, "confirm")
    page.get_by_text("已交接").wait_for()


def test_a_support_is_entered(visit):
    page = visit(1366, of="wenyining").page
    page.goto("/supports/new/?enterprise=2")
    fill(page, date=date(2026, 3, 9), policy=1, amount="3.5")
    press(page, "登记政策支持")
    page.get_by_text("已登记：").wait_for()


def test_an_honour_is_entered(visit):
    page = visit(390, of="wenyining").page
    page.goto("/honours/new/")
    fill(page, target_kind=1, target="沁渊", document_no="区管办〔2026〕391号", kind=0, date=date(2026, 3, 9))
    fill(page, work="雨污分流")
    press(page, "登记")
    page.get_by_text("确认服务相关后才计入").wait_for()


def test_a_training_roll_is_kept(visit):
    page = visit(1366, of="wenyining").page
    page.goto("/trainings/new/")
    fill(page, date=date(2026, 3, 9), topic="惠企政策解读", place="二楼会议室", hours="3")
    go_to(page, "called")
    page.keyboard.press("Space")
    go_to(page, "present")
    page.keyboard.press("Space")
    press(page, "保存")
    page.get_by_role("link", name="惠企政策解读").wait_for()
    press(page, "惠企政策解读")
    page.get_by_role("heading", name="惠企政策解读").wait_for()
    expect(page.locator("[name=present]").first).to_be_checked()


def test_an_exemption_is_entered(visit):
    page = visit(390, of="wenyining").page
    page.goto("/exemptions/new/")
    fill(page, officer=9, starts=date(2026, 3, 9), ends=date(2026, 3, 13), reason="脱产培训", approver="何景澄")
    press(page, "保存")
    page.get_by_text("已登记豁免").wait_for()


def test_an_account_is_opened_with_its_role(visit):
    page = visit(1366, of="qinruoheng").page
    page.goto("/accounts/new/")
    fill(page, name="叶归帆", username="yeguifan", role=3)
    press(page, "开设账号")
    page.get_by_role("heading", name="叶归帆的初始密码").wait_for()


def test_a_workbook_is_handed_in_and_decided_on(visit, tmp_path):
    page = visit(1366, of="wenyining").page
    page.on("filechooser", lambda _: None)  # from here on Chromium asks us; asked for later, the key may come before it
    page.goto("/imports/")
    go_to(page, "file")
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Enter")
    chooser.value.set_files(write(tmp_path / "键盘.xlsx", {"单位": UNITS}))
    press(page, "上传并检查")
    page.get_by_role("button", name="移除，不导入").wait_for(timeout=60_000)
    press(page, "导入（全部正确才写入）")
    page.get_by_text("新增1条").wait_for(timeout=60_000)


def test_a_run_is_started(visit):
    page = visit(1366, of="wenyining").page
    page.goto("/assessment/")
    go_to(page, "year")
    page.keyboard.press("Control+a")
    page.keyboard.type(str(TODAY.year - 1))
    press(page, "开始测算")
    page.wait_for_url(re.compile("/runs/"))
    page.get_by_role("table").wait_for(timeout=60_000)


def test_a_day_off_is_entered_by_one_and_approved_by_another(visit):
    page = visit(1366, of="wenyining").page
    page.goto("/calendar/changes/new/")
    fill(page, scope=1, document_no="区管办〔2026〕12号", days="2026-12-18 否 区庆")
    press(page, "录入，交另一人复核")
    page.get_by_text("须由办公室另一人登录复核").wait_for()
    director = visit(390, of="hejingcheng").page
    director.goto(page.url)
    press(director, "复核无误，使其生效")
    director.get_by_text("清单随复核保存").wait_for()
