"""Two people of the office and what of a round waits for them, in a browser, on rows that these tests make."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from surveys.models import CallBack, Response
from tests.cast import Cast
from tests.factories import PASSWORD, make_enterprise
from tests.permissions.quality import survey_of
from tests.surveys import chains
from tests.surveys.chains import by

from .conftest import Visitor

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]}
LONG = "远岫机电设备制造（集团）有限责任公司第二分公司驻本区生产基地"


class Office:
    """A round with something of everything to do, and windows of those who do it."""

    def __init__(self, browser, site):
        self.cast, self.browser, self.site = Cast(), browser, site
        self.survey, staff = survey_of(self.cast), by(self.cast, "staff")
        chains.judged(self.cast, self.survey, staff)
        firms = [make_enterprise(self.cast.district, f"{LONG}{number}") for number in range(4)]
        for place, firm in enumerate(firms, start=50):
            self.survey.invitations.create(district=self.survey.district, enterprise=firm, place=place)
        for number, firm in enumerate(firms[:3]):
            chains.answered(self.survey, firm, number, wants_call_back=number == 0)
        chains.flagged(self.survey, *firms[:3])
        chains.drawn(self.survey, staff, 2)
        chains.told(self.survey, firms[3], staff, remark="门前路灯不亮")
        self.opened = []

    def window(self, name, width):
        window = Visitor(self.browser, self.site, width)
        self.opened.append(window)
        page = window.page
        page.goto("/login/")
        page.get_by_label("登录名").fill(self.cast.users[name].username)
        page.get_by_label("密码", exact=True).fill(PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url: "/login/" not in url)
        page.goto(f"/surveys/{self.survey.pk}/quality/")
        return window


@pytest.fixture
def office(browser, live_server):
    made = Office(browser, live_server.url)
    yield made
    for window in made.opened:
        window.context.close()
    assert [window.complaints for window in made.opened] == [[]] * len(made.opened)
    assert [window.foreign for window in made.opened] == [[]] * len(made.opened)


def whole(window):
    assert window.cut_off() <= 0
    found = Axe().run(window.page, options=RULES)
    assert not found.response["violations"], found.generate_report()


@pytest.mark.parametrize("width", [390, 1366])
def test_each_thing_that_waits_is_a_click_away_and_whole(office, width):
    window = office.window("director", width)
    page, start = window.page, f"/surveys/{office.survey.pk}/quality/"
    whole(window)
    for section, link in (
        ("待复核的电话答复", "回电复核"), ("企业请回访", "登记回访"), ("要核看的疑点", "核看"), ("待回访", "登记结果"),
        ("二次转办", "查看"),
    ):  # fmt: skip
        page.goto(start)
        with page.expect_navigation():
            page.get_by_role("region", name=section, exact=False).get_by_role("link", name=link).first.click()
        whole(window)


@pytest.mark.parametrize("width", [390, 1366])
def test_the_second_person_asks_once_more_and_it_counts(office, width):
    window = office.window("director", width)
    page = window.page
    page.get_by_role("link", name="回电复核").click()
    page.get_by_role("button", name="核对并计入").click()
    expect(page.get_by_role("group")).to_have_count(5)
    for group in page.get_by_role("group").all():
        group.get_by_label("满意", exact=True).check()
    page.get_by_role("button", name="核对并计入").click()
    page.get_by_text("与第一次记录的不一致").wait_for()
    page.get_by_label("企业另外说了意见").check()
    whole(window)
    page.get_by_role("button", name="核对并计入").click()
    page.get_by_text("已计入").wait_for()
    page.get_by_text("其中电话答复1份").wait_for()
    assert Response.objects.filter(channel="telephone").count() == 1


def test_a_call_about_a_flag_leads_to_a_void(office):
    window = office.window("staff", 390)
    page = window.page
    page.get_by_role("link", name="核看", exact=True).click()
    page.get_by_role("link", name="登记回访").first.click()
    page.get_by_label("已接通").check()
    page.get_by_label("不是本单位所填").check()
    page.get_by_label("谁打的电话").fill("温以宁")
    page.get_by_role("button", name="登记回访").click()
    page.get_by_role("link", name="作废这份答卷").click()
    page.get_by_label("作废原因").fill("企业说没有填过，不知道谁填的")
    page.get_by_role("button", name="作废").click()
    page.get_by_text("已据此作废").wait_for()
    whole(window)
    page.get_by_role("button", name="再次邀请企业填写").click()
    page.get_by_text("原链接作废").wait_for()
    assert CallBack.objects.filter(voided_response__isnull=False).count() == 1
