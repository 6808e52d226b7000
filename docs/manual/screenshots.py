"""Take the manual's pictures from a running demo: `python docs/manual/screenshots.py http://127.0.0.1:8000`."""

import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from assessment.demo.accounts import PASSWORD
from tests.machine import chromium

HERE = Path(__file__).parent
OFFICE, OFFICER, OFFICER_NAME = "hejingcheng", "A01", "linmuchuan"
#: label of the tab → name of the picture
PAGES_OF_A_ROUND = {
    "题目": "survey-questions",
    "预览": "survey-preview",
    "邀请": "survey-invitations",
    "回访与核查": "survey-quality",
}


def main(site: str) -> None:
    """Sign in as the office and walk to one officer's sheet of last year; then an officer's home on a phone."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(chromium()), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1366, "height": 760}, locale="zh-CN")
        page.goto(site)
        keep(page, "sign-in")
        page.fill("[name=username]", OFFICE)
        page.fill("[name=password]", PASSWORD)
        page.click("main form button")
        page.goto(f"{site}/assessment/")
        keep(page, "runs")
        page.locator("main table a").last.click()
        keep(page, "ranking")
        page.click(f"a[href$='/sheets/{OFFICER}/']")
        page.locator("details.ev").first.evaluate("part => part.open = true")
        page.set_viewport_size({"width": 1366, "height": 1180})
        keep(page, "sheet")
        page.screenshot(path=HERE.parent / "images" / "score-sheet.png")
        page.goto(f"{page.url}print/")
        page.set_viewport_size({"width": 900, "height": 1180})
        keep(page, "print")
        page.set_viewport_size({"width": 1366, "height": 900})
        for address in ("today", "ledgers", "issues", "calendar"):
            page.goto(f"{site}/{address}/")
            keep(page, address)
        _survey(page, site)
        _firm(browser, _link(page))
        _phone(browser, site)
        browser.close()


def _survey(page: Page, site: str) -> None:
    """The round that is open, from its questions to what waits for the office."""
    page.goto(f"{site}/surveys/?stage=open")
    page.locator(".lead a").last.click()
    keep(page, "survey")
    for label, name in PAGES_OF_A_ROUND.items():
        with page.expect_navigation():
            page.get_by_role("navigation", name="本轮调查").get_by_text(label).click()
        keep(page, name)


def _link(page: Page) -> str:
    """The link of one firm that has not answered yet, as the office shows it."""
    page.get_by_role("navigation", name="本轮调查").get_by_text("邀请").click()
    page.locator("tr", has_text="已送达").locator("a").first.click()
    page.get_by_role("button", name="显示链接和二维码").click()
    return page.locator("#link").inner_text()


def _firm(browser: Browser, link: str) -> None:
    """What a firm sees on a phone: the cover, and the questions half answered."""
    page = browser.new_page(viewport={"width": 390, "height": 844}, locale="zh-CN")
    page.goto(link)
    keep(page, "firm-cover")
    page.get_by_role("button", name="开始填写").click()
    for place in range(2):
        page.locator("fieldset").nth(place).get_by_label("满意", exact=True).check()
    keep(page, "firm-answers")


def _phone(browser: Browser, site: str) -> None:
    """What an officer sees on a phone."""
    page = browser.new_page(viewport={"width": 390, "height": 844}, locale="zh-CN")
    page.goto(site)
    page.fill("[name=username]", OFFICER_NAME)
    page.fill("[name=password]", PASSWORD)
    page.click("main form button")
    for address, name in (("home", "home"), ("visits/new", "visit-new")):
        page.goto(f"{site}/{address}/")
        keep(page, name)


def keep(page: Page, name: str) -> None:
    """One picture of what is in view."""
    page.screenshot(path=HERE / "images" / f"{name}.png")


if __name__ == "__main__":
    main(sys.argv[1])
