"""The main forms without a mouse: every field is reached by Tab, chosen by the arrows and Space, sent by Enter."""

import pytest

pytestmark = pytest.mark.journey

MOST_TABS = 60
#: the ring of what has the focus; a tick box of ours shows it on the square that stands for it
RING = """() => {
  const at = document.activeElement;
  return getComputedStyle(at.matches(".pick input") ? at.nextElementSibling : at).boxShadow;
}"""


def go_to(page, name):
    """Tab until the field or button of this name has the focus; it must show a ring."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        here = page.evaluate("document.activeElement.name || document.activeElement.textContent.trim()")
        if here == name:
            assert page.evaluate(RING) != "none", f"no focus ring on {name}"
            return
    raise AssertionError(f"{name} is not reached by Tab")


def test_a_visit_is_logged(visit):
    page = visit(390).sign_in("suruolan").page
    page.goto("/visits/new/")
    go_to(page, "pairing")
    page.keyboard.press("ArrowDown")
    go_to(page, "work")
    page.keyboard.press("Space")
    go_to(page, "content")
    page.keyboard.type("宣讲稳岗返还，企业无新问题。")
    go_to(page, "保存")
    page.keyboard.press("Enter")
    page.get_by_text("已保存，编号").wait_for()


def test_an_issue_is_registered(visit):
    page = visit(1366).sign_in("suruolan").page
    page.goto("/issues/new/")
    go_to(page, "enterprise")
    page.keyboard.press("Space")
    go_to(page, "first_level")
    page.keyboard.press("ArrowDown")
    go_to(page, "content")
    page.keyboard.type("厂区雨水管网倒灌，需要协调改造。")
    go_to(page, "登记问题")
    page.keyboard.press("Enter")
    page.get_by_text("已登记第").wait_for()


def test_a_visit_is_voided_at_the_office(visit):
    page = visit(1366).sign_in("wenyining").page
    page.goto("/visits/")
    page.goto(page.locator(".table tbody a[href^='/visits/']").last.get_attribute("href") + "void/")
    go_to(page, "reason")
    page.keyboard.type("企业反映当日无人到访")
    go_to(page, "作废")
    page.keyboard.press("Enter")
    page.get_by_text("企业反映当日无人到访").first.wait_for()
