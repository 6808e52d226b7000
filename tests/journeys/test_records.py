"""The office keeps honours, and two people bring in next year's calendar."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.journey

NOTICE = "1月1日至6日 否 元旦\n1月9日 是 元旦调休上班\n1月10日 是 元旦调休上班"


@pytest.mark.parametrize(("width", "work"), [(390, "铸造设备更新"), (1366, "厂区道路照明")])
def test_the_office_enters_and_confirms_an_honour(visit, width, work):
    window = visit(width).sign_in("wenyining")
    page = window.page
    page.goto("/honours/")
    page.get_by_role("link", name="登记表彰通报").click()
    page.get_by_label("对象类型").select_option(label="企业")
    page.get_by_label("对象", exact=True).fill("沁渊")
    page.get_by_label("文号").fill(f"市营商办〔2026〕{width}号")
    page.get_by_label("类型", exact=True).select_option(label="工作表彰")
    page.get_by_label("日期").fill("2026-03-09")
    page.get_by_label("工作事项").fill(work)
    page.get_by_role("button", name="登记").click()
    page.get_by_text("确认服务相关后才计入").wait_for()
    page.get_by_role("button", name="确认与服务有关").click()
    page.get_by_text("相关，已确认").wait_for()
    assert window.cut_off() <= 0


def test_a_person_merges_two_titles_of_one_work(visit):
    page = visit().sign_in("wenyining").page
    page.goto("/honours/same-works/?year=2026")
    page.get_by_label("园区集中供热改造", exact=False).first.check()
    page.get_by_role("button", name="合并为同一工作").click()
    page.get_by_text("同一项工作只计最高的一次。").first.wait_for()
    expect(page.get_by_text("2026年没有待核对的工作事项")).to_be_visible()


@pytest.mark.parametrize(("width", "name"), [(390, "韩霁月"), (1366, "顾怀瑾")])
def test_the_office_decides_on_a_candidate_and_goes_on_to_the_document(visit, width, name):
    window = visit(width).sign_in("wenyining")
    page = window.page
    page.goto("/criticisms/")
    page.get_by_role("link", name=f"登记意见：{name}").click()
    page.get_by_label("拟通报").check()
    page.get_by_label("理由").fill("提醒后仍没有收到")
    page.get_by_role("button", name="登记意见").click()
    page.get_by_text("以最后登记的为准").wait_for()
    assert window.cut_off() <= 0
    page.get_by_role("link", name="按文件登记通报批评").click()
    expect(page.get_by_label("工作事项")).to_have_value(re.compile("^2026年工作台账"))
    expect(page.get_by_label("类型", exact=True)).to_have_value("criticism")


def test_one_enters_next_years_arrangement_and_another_approves_it(visit):
    staff = visit().sign_in("wenyining").page
    staff.goto("/calendar/")
    staff.get_by_role("link", name="录入放假安排").click()
    staff.get_by_label("文号").fill("国办发明电〔2026〕7号")
    staff.get_by_label("日期").fill(NOTICE)
    staff.get_by_role("button", name="录入，交另一人复核").click()
    staff.get_by_text("须由办公室另一人登录复核").wait_for()
    assert not staff.get_by_role("button", name="复核无误").count()
    director = visit().sign_in("hejingcheng").page
    director.goto(staff.url)
    expect(director.get_by_text("12月工作台账")).to_be_visible()
    director.get_by_role("button", name="复核无误，使其生效").click()
    director.get_by_text("清单随复核保存").wait_for()
    expect(director.get_by_text("12月工作台账")).to_be_visible()
    officer = visit(390).sign_in("linmuchuan")
    officer.page.goto("/calendar/?year=2027")
    expect(officer.page.get_by_text("正式", exact=True)).to_be_visible()
    assert officer.cut_off() <= 0
