"""A firm on its phone: narrow, without a script, by keyboard, for a screen reader, in WeChat, and when the line breaks.

The rounds stand in the tests' database, served by a web server of this very process.
"""

import re
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import expect

from surveys import links
from surveys.answer import submit
from surveys.invite import publish
from surveys.models import Invitation, Question, Remark, Response
from tests.cast import Cast
from tests.factories import at
from tests.permissions.answering import CLOSES, OPENS
from tests.surveys.rounds import OFFICE, firm_at, make_round, reply_to
from tests.toolchain.processes import until

from .conftest import Visitor

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
WECHAT = (
    "Mozilla/5.0 (Linux; Android 12; V2072A) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/86.0.4240.99 "
    "XWEB/4375 MMWEBSDK/20221011 Mobile Safari/537.36 MMWEBID/1 MicroMessenger/8.0.30 WeChat/arm64 Weixin"
)
LEAST_TARGET = 44
LEVELS = ("非常满意", "满意", "基本满意", "不满意", "非常不满意")


class Phone(Visitor):
    """A phone; what the server refuses on purpose is no complaint."""

    def _listen(self, told):
        if not re.search(r"status of (404|409|422)|ERR_INTERNET_DISCONNECTED", told.text):
            super()._listen(told)

    def choose(self, *levels):
        """The levels of the questions in order; none of them: all 满意."""
        for place, level in enumerate(levels or ["满意"] * 5):
            self.page.locator("fieldset").nth(place).get_by_label(level, exact=True).check()

    def kept(self):
        """What is kept on the phone."""
        return self.page.evaluate("JSON.stringify(localStorage)")

    def small_targets(self):
        """What can be pressed and is smaller than a finger."""
        return self.page.evaluate(
            """least => Array.from(document.querySelectorAll("a, button, textarea, label"))
                .filter((one) => one.offsetParent && !(one.tagName === "LABEL" && one.htmlFor))
                .map((one) => [one.textContent.trim().slice(0, 20), one.getBoundingClientRect()])
                .filter(([, box]) => box.height < least || box.width < least)
                .map(([text, box]) => `${text} ${box.width}x${box.height}`)""",
            LEAST_TARGET,
        )


@pytest.fixture
def cast(live_server):
    return Cast()


def link_in(cast, name="本轮", **more):
    """The link of a firm in a round with a question of every kind."""
    survey = make_round(cast.district, name=name, **{"opens_at": OPENS, "closes_at": CLOSES} | more)
    for place, (kind, options) in enumerate([("choice", ["招工用工", "用电用气"]), ("scale", []), ("text", [])], 6):
        Question.objects.create(
            district=cast.district,
            survey=survey,
            position=place,
            kind=kind,
            text="今年最希望办成哪件事",
            options=options,
        )
    publish(survey, OFFICE, 1)
    return f"/s/{links.token(survey.invitations.get(enterprise=cast.enterprise))}/"


@pytest.fixture
def phone(browser, live_server):
    """Opens phones; none of them may have complained, or have asked another host."""
    opened = []

    def take(width=390, **options):
        opened.append(Phone(browser, live_server.url, width, **{"user_agent": WECHAT} | options))
        return opened[-1]

    yield take
    for each in opened:
        each.context.close()
    assert [each.complaints for each in opened] == [[]] * len(opened)
    assert [each.foreign for each in opened] == [[]] * len(opened)


def states(cast, page):
    """Goes to each page that a firm may meet, by name."""
    link = link_in(cast)
    done = link_in(cast, "已答的一轮")
    yield "cover", lambda: page.goto(link)
    yield "cover in large letters", lambda: page.goto(f"{link}?big=1")
    yield "form", lambda: page.goto(f"{link}answers/")
    yield "form in large letters", lambda: page.goto(f"{link}answers/?big=1")

    def send(address):
        page.goto(f"{address}answers/")
        page.locator("button[type=submit]").click()
        page.wait_for_selector("#wrong" if address == link else ".receipt")

    yield "wrong", lambda: send(link)
    waiting = link_in(cast, "下一轮", opens_at=at(2998, 1, 1))
    yield "before opening", lambda: page.goto(waiting)
    yield "unknown", lambda: page.goto("/s/1-x/")
    closed = link_in(cast, "短的一轮", closes_at=timezone.now() + timedelta(seconds=1))
    yield "closed", lambda: page.goto(closed)
    page.goto(f"{done}answers/")
    for place in range(5):
        page.locator("fieldset").nth(place).get_by_label("满意", exact=True).check()
    page.locator("button[type=submit]").click()
    page.wait_for_selector(".receipt")
    yield "submitted", lambda: page.goto(done)


def test_each_page_is_whole_and_accessible_on_every_phone(cast, phone):
    window = phone()
    for name, show in states(cast, window.page):
        for width in (320, 390, 1366):
            window.page.set_viewport_size({"width": width, "height": 844})
            show()
            assert window.cut_off() <= 0, (name, width)
            assert not window.small_targets(), (name, width)
        found = Axe().run(
            window.page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]}
        )
        assert not found.response["violations"], (name, found.generate_report())


def test_a_firm_without_scripts_answers(cast, phone):
    window, link = phone(320, java_script_enabled=False), link_in(cast)
    page = window.page
    page.goto(link)
    page.get_by_role("link", name="大字").click()
    page.get_by_role("button", name="开始填写").click()
    expect(page).to_have_url(re.compile(r"/answers/\?big=1$"))
    window.choose("非常满意", "满意", "基本满意", "不满意")
    page.get_by_label("还想说的话").fill("门前路灯不亮")
    page.get_by_role("button", name="提交").click()
    page.get_by_role("link", name="第5题：请选一项").click()
    expect(page.locator("input:checked")).to_have_count(5)
    page.locator("fieldset").nth(4).get_by_label("非常不满意").check()
    page.get_by_role("button", name="提交").click()
    expect(page.get_by_role("heading", name="已提交，谢谢您")).to_be_visible()
    assert "/?big=1" in page.url
    page.reload()
    expect(page.get_by_role("heading", name="已提交，谢谢您")).to_be_visible()
    assert sorted(Response.objects.get().answers.values_list("choice", flat=True)) == sorted(LEVELS)
    assert Remark.objects.get().text == "门前路灯不亮"


def test_a_firm_answers_by_keyboard_alone(cast, phone):
    page, link = phone().page, link_in(cast)
    page.goto(link)
    go_to(page, "开始填写")
    page.keyboard.press("Enter")
    page.wait_for_url("**/answers/")
    for question in Question.objects.exclude(aspect=""):
        go_to(page, question.field_name)
        page.keyboard.press("Space")
        page.keyboard.press("ArrowDown")
    go_to(page, "remark")
    page.keyboard.type("办事快")
    go_to(page, "call_back")
    page.keyboard.press("Space")
    go_to(page, "提交")
    page.keyboard.press("Enter")
    page.wait_for_selector(".receipt")
    assert set(Response.objects.get().answers.values_list("choice", flat=True)) == {"满意"}


def go_to(page, name):
    """Tab until the field or button of this name has the focus; it must show a ring."""
    for _ in range(40):
        page.keyboard.press("Tab")
        here = page.evaluate("document.activeElement.name || document.activeElement.textContent.trim()")
        if here == name:
            ring = page.evaluate(
                "(at => getComputedStyle(/radio|checkbox/.test(at.type) ? at.nextElementSibling : at).boxShadow)"
                "(document.activeElement)"
            )
            assert ring != "none", f"no focus ring on {name}"
            return
    raise AssertionError(f"{name} is not reached by Tab")


def test_a_screen_reader_hears_each_question_with_its_choices_and_what_is_wrong(cast, phone):
    page, link = phone().page, link_in(cast)
    page.goto(f"{link}answers/")
    for question in Question.objects.exclude(aspect=""):
        group = page.get_by_role("group", name=re.compile(re.escape(question.text)))
        assert [group.get_by_role("radio", name=level, exact=True).count() for level in LEVELS] == [1] * 5
        expect(group).to_have_accessible_description(question.hint)
    expect(page.get_by_role("textbox", name=re.compile("还想说的话"))).to_have_accessible_description(
        re.compile("300字")
    )
    expect(page.get_by_role("checkbox", name="请回访我")).to_have_accessible_description(re.compile("电话"))
    page.get_by_role("button", name="提交").click()
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("有5处要改")
    expect(alert).to_be_focused()
    group = page.get_by_role("group", name=re.compile("服务态度"))
    expect(group).to_have_accessible_description(re.compile("请选一项"))
    assert page.title().startswith("有5处要改")
    alert.get_by_role("link").nth(1).click()
    expect(group).to_be_focused()


def test_what_is_typed_stays_on_the_phone_until_it_is_taken(cast, phone):
    window, link = phone(), link_in(cast)
    page = window.page
    page.goto(f"{link}answers/")
    expect(page.locator("[data-progress]")).to_contain_text("已答0题")
    window.choose("满意", "不满意", "满意")
    expect(page.locator("[data-progress]")).to_have_text("已答3题，还有第4、5题")
    page.fill("#remark", "门前路灯不亮")
    page.get_by_role("link", name="大字").click()
    expect(page.locator("html")).to_have_class("big")
    expect(page.locator("#remark")).to_have_value("门前路灯不亮")
    page.reload()
    expect(page.get_by_role("status")).to_contain_text("已放回原处")
    expect(page.locator("#remark")).to_have_value("门前路灯不亮")
    expect(page.locator("input:checked")).to_have_count(4)
    window.context.set_offline(True)
    with page.expect_event("requestfailed"):
        page.get_by_role("button", name="提交").click()
    window.context.set_offline(False)
    page.goto(f"{link}answers/")
    assert page.input_value("#remark") == "门前路灯不亮"
    window.choose("满意", "不满意", "满意", "满意", "满意")
    expect(page.locator("[data-progress]")).to_have_text("已答5题，可以提交")
    page.get_by_role("button", name="提交").click()
    page.wait_for_selector(".receipt")
    assert window.kept() == "{}"


@pytest.mark.parametrize("tried", [False, True])
def test_what_was_typed_is_shown_when_the_answer_came_by_another_way(cast, phone, tried):
    """Though it was sent once and did not arrive."""
    window, link = phone(), link_in(cast)
    page, invitation = window.page, Invitation.objects.get(enterprise=cast.enterprise)
    page.goto(f"{link}answers/")
    window.choose()
    page.fill("#remark", "门前路灯不亮")
    if tried:
        window.context.set_offline(True)
        with page.expect_event("requestfailed"):
            page.get_by_role("button", name="提交").click()
        window.context.set_offline(False)
        page.goto(f"{link}answers/")
    submit(invitation, reply_to(invitation.survey), None, firm_at(timezone.now()))
    for _ in range(2):
        page.goto(link)
        expect(page.get_by_role("heading", name="已提交，谢谢您")).to_be_visible()
        assert page.get_by_label("还想说的话").input_value() == "门前路灯不亮"


def test_what_was_restored_can_be_thrown_away(cast, phone):
    window, link = phone(), link_in(cast)
    page = window.page
    page.goto(f"{link}answers/")
    window.choose()
    page.fill("#remark", "门前路灯不亮")
    page.reload()
    page.get_by_role("button", name="清空重填").click()
    expect(page.locator("#remark")).to_have_value("")
    expect(page.locator("input:checked")).to_have_count(1)
    assert window.kept() == "{}"


def test_the_round_closes_while_a_firm_writes(cast, phone):
    window = phone()
    page, closes = window.page, timezone.now() + timedelta(seconds=20)
    link = link_in(cast, closes_at=closes)
    page.goto(f"{link}answers/")
    window.choose()
    page.fill("#remark", "门前路灯不亮")
    until(lambda: timezone.now() > closes, "the round has closed")
    page.get_by_role("button", name="提交").click()
    expect(page.get_by_role("heading", name="调查已经截止，这份答卷没有收下")).to_be_visible()
    assert page.get_by_label("还想说的话").input_value() == "门前路灯不亮"
    assert "门前路灯不亮" in window.kept()
    page.goto(link)  # another day, from the link
    assert page.get_by_label("还想说的话").input_value() == "门前路灯不亮"
    assert not Response.objects.exists()
    assert not Remark.objects.exists()
