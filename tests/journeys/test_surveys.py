"""The office prepares a round, looks it through on a phone's frame, and publishes it."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from assessment.demo.accounts import PASSWORD

pytestmark = pytest.mark.journey

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]}


def accessible(window):
    """The open page is whole and says everything to a screen reader."""
    assert window.cut_off() <= 0, window.page.url
    found = Axe().run(window.page, options=RULES)
    assert not found.response["violations"], (window.page.url, found.generate_report())


@pytest.mark.parametrize(("width", "name"), [(390, "手机上新建的一轮"), (1366, "电脑上新建的一轮")])
def test_the_office_creates_asks_previews_and_publishes(visit, width, name):
    window = visit(width).sign_in("wenyining")
    page = window.page
    page.goto("/surveys/")
    accessible(window)
    page.get_by_role("link", name="新建一轮").click()
    accessible(window)
    page.get_by_label("轮次名称").fill(name)
    page.get_by_label("咨询电话").fill("000-5550000")
    page.get_by_role("radio", name="指定企业").check()
    page.get_by_role("button", name="新建").click()
    page.get_by_text("名单还是空的").wait_for()
    accessible(window)
    _ask_one_more(window)
    _name_a_firm(window)
    _look_through_and_publish(window)


def _ask_one_more(window):
    """A choice, at first with too few options, moved up by one."""
    page = window.page
    page.get_by_role("link", name="看题目、改题目").click()
    page.get_by_role("link", name="加一题：单选").click()
    page.get_by_label("题目").fill("眼下最希望我们帮您办什么")
    page.get_by_label("选项").fill("招工用工")
    page.get_by_role("button", name="保存题目").click()
    page.get_by_text("选项须有2至8个").first.wait_for()
    accessible(window)
    window.complaints.clear()  # the browser tells of the 422, which is meant
    page.get_by_label("选项").fill("招工用工\n贷款融资")
    page.get_by_role("button", name="保存题目").click()
    page.locator(".asked li", has_text="眼下最希望我们帮您办什么").get_by_role("button", name="上移").click()
    expect(page.locator(".asked li").nth(4)).to_contain_text(re.compile(r"^\s*5[\s\S]*眼下最希望"))
    accessible(window)


def _name_a_firm(window):
    """Found by first letters, ticked, put on the list."""
    page = window.page
    page.get_by_role("link", name="企业名单").click()
    page.get_by_label("企业", exact=True).fill("qy")
    page.get_by_role("button", name="查找").click()
    page.get_by_label("沁渊精铸有限公司").check()
    accessible(window)
    page.get_by_role("button", name="加入名单").first.click()
    page.get_by_text("已加入1家").wait_for()


def _look_through_and_publish(window):
    """In large text, then for good; and where closing would be put off."""
    page = window.page
    page.get_by_role("link", name="预览", exact=True).click()
    page.get_by_role("link", name="大字").click()
    page.get_by_role("radio", name="招工用工").check()
    accessible(window)
    page.get_by_role("link", name="概况").click()
    page.get_by_role("link", name="去发布").click()
    page.get_by_text("邀请1家企业").wait_for()
    accessible(window)
    page.get_by_role("button", name="发布").click()
    page.get_by_text("已发布，邀请1家企业。").wait_for()
    accessible(window)
    page.get_by_role("link", name="推后截止时间").click()
    accessible(window)


def test_it_is_done_without_javascript(visit):
    window = visit(390, java_script_enabled=False)
    page = window.page
    page.goto("/login/")
    page.get_by_label("登录名").fill("wenyining")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url(lambda url: "/login/" not in url)
    page.goto("/surveys/new/")
    page.get_by_label("轮次名称").fill("不用脚本的一轮")
    page.get_by_label("咨询电话").fill("000-5550000")
    page.get_by_role("button", name="新建").click()
    page.get_by_role("link", name="看题目、改题目").click()
    page.locator(".asked li", has_text="他（她）来企业了解情况").get_by_role("button", name="下移").click()
    expect(page.locator(".asked li").first).to_contain_text("服务态度")
    page.get_by_role("link", name="概况").click()
    page.get_by_role("button", name="删除草稿").click()
    page.get_by_text("已删除草稿：不用脚本的一轮。").wait_for()


def test_a_round_under_way_shows_how_far_it_is(visit):
    for width in (320, 390, 1366):
        window = visit(width).sign_in("fangjingchuan")
        page = window.page
        page.goto("/surveys/?stage=open")
        page.locator(".lead a").last.click()
        page.get_by_text("数据表").click()
        page.get_by_role("columnheader", name="份数").wait_for()
        accessible(window)
        assert not page.get_by_role("link", name="推后截止时间").count()


@pytest.mark.parametrize("width", [390, 1366])
def test_the_newest_day_of_the_answers_is_seen_at_once(visit, width):
    page = visit(width).sign_in("wenyining").page
    page.goto("/surveys/?stage=open")
    page.get_by_role("link", name=re.compile("半年满意度调查$")).click()
    box, newest = (page.locator(part).last.bounding_box() for part in (".wide-end", ".by-day .axis"))
    assert box["x"] <= newest["x"]
    assert newest["x"] + newest["width"] <= box["x"] + box["width"]
