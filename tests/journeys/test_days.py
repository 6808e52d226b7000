"""A day of each role, from sign-in to sign-out: what they do by rights, and the way there by links alone."""

import re
from collections.abc import Callable

import pytest

pytestmark = pytest.mark.journey

WIDTHS = [390, 1366]
NEW_PASSWORD = "Qing-feng-ming-yue-26"


class Day:
    """One person's window; every page that is opened must fit into it."""

    def __init__(self, window):
        self.window, self.page = window, window.page

    def follow(self, *links: str | re.Pattern[str]) -> None:
        """Press these links one after the other, each on the page that the one before led to."""
        for link in links:
            exact = isinstance(link, str)
            before = self.page.url
            self.page.get_by_role("link", name=link, exact=exact).first.click()
            self.page.wait_for_url(lambda url, before=before: url != before)
            self.fits()

    def reads(self, *titles: str) -> None:
        """These headings stand on the page."""
        for title in titles:
            self.page.get_by_role("heading", name=title).first.wait_for()

    def sends(self, button: str, said: str) -> None:
        self.page.get_by_role("button", name=button, exact=True).first.click()
        self.page.get_by_text(said).first.wait_for()
        self.fits()

    def finds_no(self, *buttons: str) -> None:
        """What is not this person's to do is not offered."""
        for name in buttons:
            assert not self.page.get_by_role("button", name=name).count(), name
            assert not self.page.get_by_role("link", name=name, exact=True).count(), name

    def goes_home(self) -> None:
        self.page.goto("/")
        self.fits()

    def leaves(self) -> None:
        self.goes_home()
        self.page.get_by_role("button", name="退出").click()
        self.page.wait_for_url("**/login/**")
        self.page.goto("/me/")
        assert "/login/" in self.page.url

    def fits(self) -> None:
        self.page.wait_for_load_state()
        assert self.window.cut_off() <= 0, self.page.url


@pytest.fixture(params=WIDTHS)
def width(request) -> int:
    return request.param


@pytest.fixture
def day(width, visit) -> Callable[[str], Day]:
    """Signs somebody in, at each width."""
    return lambda name: Day(visit(width).sign_in(name))


def test_an_officers_day(day):
    it = day("linmuchuan")
    it.reads("要办的事")
    it.follow("提问题")
    it.page.locator(".pick label", has_text="沁渊精铸").click()
    it.page.locator(".pick label", has_text="一般").click()
    it.page.get_by_label("问题内容").fill("厂区门前路灯不亮")
    it.sends("登记问题", "已登记第")
    it.goes_home()
    it.follow("工作台账")
    it.reads("2026年")
    it.goes_home()
    it.follow("每周反馈")
    it.goes_home()
    it.follow("得分表", re.compile("年度第"))
    it.page.get_by_text("公布前不显示").first.wait_for()
    it.goes_home()
    it.follow("通讯录")
    it.goes_home()
    it.follow("工作日历")
    it.leaves()


def test_a_deputys_day(day):
    it = day("baiyuan")
    it.reads("林沐川　要办的事")
    it.finds_no("得分表", "每周反馈")
    it.follow("提问题")
    it.page.locator(".pick label", has_text="沁渊精铸").click()
    it.page.locator(".pick label", has_text="重点").click()
    it.page.get_by_label("问题内容").fill("危化品仓库改建须市级审批")
    it.sends("登记问题", "已登记第")
    it.page.get_by_text("白予安").first.wait_for()
    it.goes_home()
    it.follow("工作台账", re.compile("^1?[0-9]月"))
    it.page.get_by_label("工作开展情况").fill("随首席服务官走访两家。")
    it.finds_no("上报")
    it.sends("存草稿", "草稿已保存")
    it.goes_home()
    it.follow("走访记录")
    it.goes_home()
    it.follow("通讯录")
    it.reads("通讯录")
    it.leaves()


def test_a_liaisons_day_begins_with_the_administrators(day, visit, width):
    """The demo has no liaison: one is given an account first, and sets a password of their own."""
    desk = day("qinruoheng")
    desk.reads("账号")
    desk.follow("开设账号")
    desk.page.get_by_label("姓名").fill("叶知秋")
    desk.page.get_by_label("登录名").fill(f"yezhiqiu{width}")
    desk.page.get_by_label("身份").select_option(label="联络员")
    desk.page.get_by_label("单位").select_option(label="区工信局")
    desk.sends("开设账号", "叶知秋的初始密码")
    password = desk.page.locator("dd.key").nth(1).inner_text()
    desk.goes_home()
    desk.follow("日志")
    desk.page.get_by_text("叶知秋").first.wait_for()
    desk.finds_no("登记问题", "补录走访")
    desk.leaves()
    it = Day(visit(width))
    first_sign_in(it.page, f"yezhiqiu{width}", password)
    it.page.wait_for_url("**/home/")
    it.follow("工作台账")
    it.goes_home()
    it.follow("企业问题", "登记问题")
    it.page.locator(".pick label").first.click()
    it.page.locator(".pick label", has_text="一般").click()
    it.page.get_by_label("问题内容").fill("招工困难，请协助发布岗位")
    it.sends("登记问题", "已登记第")
    it.goes_home()
    it.follow("通讯录")
    it.leaves()


def first_sign_in(page, name, password):
    page.goto("/login/")
    page.get_by_label("登录名").fill(name)
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录").click()
    page.get_by_label("现在的密码").fill(password)
    page.get_by_label("新密码", exact=True).fill(NEW_PASSWORD)
    page.get_by_label("再输入一次新密码").fill(NEW_PASSWORD)
    page.get_by_role("button", name="保存新密码").click()


def test_a_day_of_the_offices_staff(day):
    it = day("wenyining")
    it.page.get_by_text("今天必须办").first.wait_for()
    it.follow("走访与台账", "工作台账", "每周反馈", "月结")
    it.follow("问题与政策", "政策", "政策支持")
    it.follow("表彰与日历", "业务培训", "通报建议", "工作日历")
    it.finds_no("工作纪律", "日志")
    it.follow("名录与结对", "企业", "首席服务官", "分包人", "单位", "结对", "豁免", "代理")
    it.follow("登记代理")
    it.page.get_by_label("离岗的首席服务官").select_option(index=1)
    it.goes_home()
    it.follow("考核", "导入导出")
    it.leaves()


def test_a_day_of_the_offices_director(day):
    it = day("hejingcheng")
    it.follow("表彰与日历", "工作纪律")
    it.reads("工作纪律")
    it.follow("考核", re.compile("年度第"))
    it.page.get_by_role("table").first.wait_for()
    it.follow("林沐川")
    it.reads("年度考核得分表")
    it.follow(re.compile("打印"))
    it.goes_home()
    it.follow("系统")
    it.reads("日志")
    it.leaves()


def test_a_leaders_day_is_reading(day):
    it = day("fangjingchuan")
    it.finds_no("开始测算")
    it.follow("今日")
    it.follow("走访与台账")
    it.finds_no("补录走访")
    it.follow("工作台账", "月结")
    it.finds_no("保存期限", "收下")
    it.follow("问题与政策")
    it.finds_no("登记问题")
    it.follow("政策", "政策支持")
    it.finds_no("登记政策支持")
    it.follow("表彰与日历")
    it.finds_no("登记表彰通报")
    it.follow("工作纪律")
    it.follow("名录与结对", "企业")
    it.finds_no("登记企业")
    it.follow("考核", re.compile("年度第"), "林沐川")
    it.reads("年度考核得分表")
    it.leaves()


def test_a_day_of_oversight(day):
    it = day("liangshen")
    it.reads("日志")
    it.page.locator("[name=action]:visible").fill("登录")
    it.page.get_by_role("button", name="查询").click()
    it.page.wait_for_url("**action=**")
    assert it.page.get_by_role("row").count() > 1
    it.fits()
    it.follow("表彰与日历")
    it.reads("工作纪律")
    it.finds_no("登记一条")
    it.follow("工作日历")
    it.finds_no("录入放假安排")
    it.leaves()
